#include "cli/dig_option.h"

#include <string.h>

#include "base/nearest.h"
#include "base/num.h"
#include "base/str.h"

/* The letters that choose the option are in lower case; the rest may be in any. */
static bool is_form(const struct dig_option *option, struct str name)
{
	return name.len >= option->shortest && name.len <= strlen(option->name) &&
	       memcmp(name.data, option->name, option->shortest) == 0 &&
	       str_equal_case(name, str_make(option->name, name.len));
}

const struct dig_option *dig_option_find(const char *name, bool is_dig)
{
	for (const struct dig_option *row = dig_option_rows; row->name != NULL; row++) {
		if (is_form(row, str_of(name)) && !(is_dig && row->is_ours))
			return row;
	}
	return NULL;
}

/* Where the row's member is. */
static void *member(struct dig_parser *parser, const struct dig_option *row)
{
	char *base = row->scope == DIG_SCOPE_GLOBAL ? (char *)&parser->line->globals
						    : (char *)parser->lookup;

	return base + row->offset;
}

/* As digdrift: one fault, one message, and what is wanted. */
static enum dig_next set_number(struct dig_parser *parser, const struct dig_option *row,
				const char *value)
{
	unsigned *slot = member(parser, row);
	uint32_t number;

	if (num_parse_u32(str_of(value), 0, row->max, &number) != ERR_OK) {
		return dig_parser_fatal(parser, DIG_EXIT_USAGE,
					"invalid %s '%s': wanted a number from 0 to %u",
					row->what, value, row->max);
	}
	*slot = number;
	return DIG_NEXT_GO;
}

static enum dig_next set(struct dig_parser *parser, const struct dig_option *row,
			 bool is_on, const char *value)
{
	unsigned number = 0;
	bool *flag;
	unsigned *slot;

	if (!is_on && row->is_positive)
		return DIG_NEXT_INVALID;
	if (is_on && row->has_edns)
		parser->lookup->has_edns = true;
	switch (row->kind) {
	case DIG_KIND_ON:
	case DIG_KIND_OFF:
		flag = member(parser, row);
		*flag = is_on == (row->kind == DIG_KIND_ON);
		return DIG_NEXT_GO;
	case DIG_KIND_NUMBER:
		if (value == NULL)
			return DIG_NEXT_INVALID;
		if (!parser->line->is_dig)
			return set_number(parser, row, value);
		if (!dig_parser_number(parser, value, row->max, row->what, &number)) {
			return dig_parser_fatal(parser, DIG_EXIT_INTERNAL,
						"Couldn't parse %s", row->what);
		}
		slot = member(parser, row);
		*slot = number;
		return DIG_NEXT_GO;
	case DIG_KIND_REMOVED:
		return dig_parser_fatal(parser, DIG_EXIT_USAGE,
					"+%s option no longer supported", row->name);
	case DIG_KIND_CALL:
		break;
	}
	return row->apply(parser, is_on, value);
}

/* Cuts the value off: "name=value"; an empty one is none. */
static const char *cut_value(char *text)
{
	char *equals = strchr(text, '=');

	if (equals == NULL)
		return NULL;
	*equals = '\0';
	return equals[1] == '\0' ? NULL : equals + 1;
}

enum { OPTIONS_MAX = 512 };

/* The option that was likely meant, or NULL.  dig does not guess. */
static const char *nearest_option(const struct dig_parser *parser, const char *name)
{
	const char *names[OPTIONS_MAX];
	size_t count = 0;

	if (parser->line->is_dig)
		return NULL;
	for (const struct dig_option *row = dig_option_rows;
	     row->name != NULL && count < OPTIONS_MAX; row++)
		names[count++] = row->name;
	return nearest_find(str_of(name), names, count);
}

static void tell_invalid(const struct dig_parser *parser, const char *text,
			 const char *nearest)
{
	FILE *err = parser->line->err;

	dig_line_write_place(parser->line, err);
	(void)fprintf(err, "Invalid option: +%s\n", text);
	if (nearest != NULL)
		(void)fprintf(err, "did you mean +%s\n", nearest);
}

enum dig_next dig_option_take(struct dig_parser *parser, char *text)
{
	static const struct str no = STR("no");
	const struct dig_option *row;
	const char *value;
	bool is_on;
	enum dig_next next = DIG_NEXT_INVALID;
	const char *const whole = text;

	text += strspn(text, "=");
	if (text[0] == '\0') {
		(void)fprintf(parser->line->is_dig ? parser->line->out
						   : parser->line->err,
			      ";; Invalid option %s\n", whole);
		return DIG_NEXT_GO;
	}
	value = cut_value(text);
	is_on = !str_has_prefix_case(str_of(text), no);
	row = dig_option_find(text + (is_on ? 0 : no.len), parser->line->is_dig);
	if (row != NULL)
		next = set(parser, row, is_on, value);
	if (next == DIG_NEXT_INVALID) {
		tell_invalid(parser, text,
			     row == NULL ? nearest_option(parser, text) : NULL);
	}
	return next;
}
