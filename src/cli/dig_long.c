#include "cli/dig_long.h"

#include <stddef.h>

#include "base/str.h"

/* clang-format off */
const struct dig_long dig_long_rows[] = {
	{ "from", "FILE", offsetof(struct dig_globals, from_path), "show the messages of a capture (pcap) or of one raw message, and ask nobody; - is standard input" },
	{ "save", "FILE", offsetof(struct dig_globals, save_path), "write every message that is sent and comes to a capture (pcap), once all is done" },
	{ NULL, NULL, 0, NULL },
};
/* clang-format on */

static const struct dig_long *find(const char *argument)
{
	static const struct str dashes = STR("--");
	struct str rest = str_of(argument);
	struct str name;

	if (!str_has_prefix_case(rest, dashes))
		return NULL;
	rest = str_make(rest.data + dashes.len, rest.len - dashes.len);
	name = str_cut(&rest, '=');
	for (const struct dig_long *row = dig_long_rows; row->name != NULL; row++) {
		if (str_equal(name, str_of(row->name)))
			return row;
	}
	return NULL;
}

bool dig_long_is(const struct dig_parser *parser, const char *argument)
{
	return !parser->line->is_dig && find(argument) != NULL;
}

enum dig_next dig_long_take(struct dig_parser *parser, const char *argument,
			    const char *next, bool *out_has_used_next)
{
	const struct dig_long *row = find(argument);
	struct str rest = str_of(argument);
	const char **slot;

	(void)str_cut(&rest, '=');
	*out_has_used_next = rest.data == NULL;
	if (rest.data == NULL && next == NULL) {
		return dig_parser_fatal(parser, DIG_EXIT_USAGE, "%s wants a %s", argument,
					row->argument);
	}
	slot = (const char **)(void *)((char *)&parser->line->globals + row->offset);
	*slot = rest.data == NULL ? next : rest.data;
	return DIG_NEXT_GO;
}
