#include "query/recordlines.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/num.h"
#include "base/text.h"
#include "dns/type.h"

enum {
	FILE_MAX = 1024 * 1024,
	WHY_MAX = 512,
	SHOWN_MAX = 64, /* characters of a word that a sentence repeats */
};

enum err recordlines_fail(struct recordlines *lines, enum err err, const char *format,
			  ...)
{
	char buffer[WHY_MAX];
	struct text text;
	va_list args;

	text_init(&text, buffer, sizeof(buffer));
	text_add_cstr(&text, lines->path);
	if (lines->line > 0)
		text_add_format(&text, ":%u", lines->line);
	text_add_cstr(&text, ": ");
	va_start(args, format);
	text_add_format_list(&text, format, args);
	va_end(args);
	*lines->out_why = str_cstr(lines->arena, text_str(&text));
	return err;
}

enum err recordlines_name(struct recordlines *lines, struct str word,
			  struct name *out_name)
{
	struct name name = name_root;
	const char *why = "";

	if (name_parse_new(lines->arena, word, NULL, &name, &why) != ERR_OK) {
		return recordlines_fail(
			lines, ERR_SYNTAX, "\"%.*s\" is no domain name: %s",
			(int)str_upto(word, SHOWN_MAX).len, word.data, why);
	}
	*out_name = name_copy_lower(lines->arena, name);
	return ERR_OK;
}

/* Passes over the TTL and the class, in either order, and gives the type. */
static enum err read_type(struct recordlines *lines, struct str *rest, uint16_t *out_type)
{
	struct str word = str_word(rest);
	uint16_t rr_class = CLASS_IN;
	uint32_t ttl = 0;

	for (int i = 0; i < 2; i++) {
		if (num_parse_u32(word, 0, UINT32_MAX, &ttl) == ERR_OK ||
		    type_parse_class(word, &rr_class) == ERR_OK)
			word = str_word(rest);
	}
	if (rr_class != CLASS_IN)
		return recordlines_fail(lines, ERR_SYNTAX, "class IN is wanted");
	if (type_parse(word, out_type) != ERR_OK) {
		return recordlines_fail(lines, ERR_SYNTAX,
					"a type (%s) is wanted, not \"%.*s\"",
					lines->wanted, (int)str_upto(word, SHOWN_MAX).len,
					word.data == NULL ? "" : word.data);
	}
	return ERR_OK;
}

static enum err read_record(struct recordlines *lines, struct str rest)
{
	uint16_t type = 0;
	enum err err = read_type(lines, &rest, &type);

	return err != ERR_OK ? err : lines->take(lines, type, str_trim(rest));
}

static enum err read_line(struct recordlines *lines, struct str line)
{
	struct str rest = str_cut(&line, ';');
	const bool has_owner =
		rest.len > 0 && rest.data[0] != ' ' && rest.data[0] != '\t';
	enum err err = ERR_OK;

	rest = str_trim(rest);
	if (rest.len == 0 || str_has_prefix_case(rest, str_of("$TTL")))
		return ERR_OK;
	if (rest.data[0] == '$') {
		return recordlines_fail(lines, ERR_SYNTAX,
					"of the directives only $TTL is known here");
	}
	if (has_owner)
		err = recordlines_name(lines, str_word(&rest), &lines->owner);
	if (err != ERR_OK)
		return err;
	if (lines->owner.wire == NULL) {
		return recordlines_fail(lines, ERR_SYNTAX,
					"the first record has no owner");
	}
	return read_record(lines, rest);
}

enum err recordlines_read(struct recordlines *lines)
{
	struct str data;
	enum err err = file_read(lines->arena, lines->path, FILE_MAX, &data);

	if (err != ERR_OK) {
		return recordlines_fail(lines, err, "the %s: %s", lines->what,
					err_text(err));
	}
	while (data.data != NULL) {
		lines->line++;
		err = read_line(lines, str_cut(&data, '\n'));
		if (err != ERR_OK)
			return err;
	}
	lines->line = 0;
	return ERR_OK;
}
