#include "cli/bulk_line.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/server.h"

enum { WORD_SHOWN = 40 };

static const char *parse_server(const struct bulk_defaults *defaults, struct str word,
				struct bulk_line *line)
{
	struct server *server = map_find(defaults->servers, word);
	const char *why = "";

	if (server == NULL) {
		if (server_parse(defaults->arena, word, defaults->port, &server, &why) !=
		    ERR_OK)
			return why;
		*map_slot(defaults->servers, str_copy(defaults->arena, word)) = server;
	}
	line->server = server;
	return NULL;
}

/* Rows are read by machines: what could end a field there is shown as "?". */
static const char *strange_word(struct str word, struct bulk_line *line)
{
	struct text text;

	text_init(&text, line->why, sizeof(line->why));
	text_add_char(&text, '\'');
	for (size_t i = 0; i < word.len && i < WORD_SHOWN; i++) {
		bool is_plain = word.data[i] > ' ' && word.data[i] < 127 &&
				word.data[i] != ',' && word.data[i] != '"';

		text_add_char(&text, (char)(is_plain ? word.data[i] : '?'));
	}
	text_add_format(&text, "%s' is no type: behind the name stand a type and @server",
			word.len > WORD_SHOWN ? "..." : "");
	return line->why;
}

static const char *parse_word(const struct bulk_defaults *defaults, struct str word,
			      struct bulk_line *line)
{
	if (word.data[0] == '@')
		return parse_server(defaults, str_from(word, 1), line);
	if (type_parse(word, &line->qtype) == ERR_OK)
		return NULL;
	return strange_word(word, line);
}

bool bulk_line_parse(const struct bulk_defaults *defaults, struct str written,
		     bool is_cut, struct bulk_line *out_line)
{
	struct str rest = written;
	struct str name = str_word(&rest);
	const char *why = NULL;

	if (name.len == 0 || name.data[0] == '#' || name.data[0] == ';')
		return false;
	out_line->name_text = name;
	out_line->qtype = defaults->qtype;
	out_line->server = NULL;
	out_line->fault = is_cut ? "the line is longer than 4096 bytes" : NULL;
	if (out_line->fault == NULL &&
	    name_parse(name, NULL, &out_line->qname, &why) != ERR_OK)
		out_line->fault = why != NULL ? why : "not a domain name";
	for (struct str word = str_word(&rest); word.len > 0 && out_line->fault == NULL;
	     word = str_word(&rest))
		out_line->fault = parse_word(defaults, word, out_line);
	return true;
}
