/*
 * The + options of what is shown.
 */
#include "cli/dig_apply.h"

#include <limits.h>

#include "base/str.h"

enum { SPLIT_MAX = 1023, SPLIT_STEP = 4 };

static void set_sections(struct lookup_style *style, bool has_question, bool has_answer,
			 bool has_rest)
{
	style->has_section[SECTION_QUESTION] = has_question;
	style->has_section[SECTION_ANSWER] = has_answer;
	style->has_section[SECTION_AUTHORITY] = has_rest;
	style->has_section[SECTION_ADDITIONAL] = has_rest;
}

enum dig_next dig_apply_all(struct dig_parser *parser, bool is_on, const char *value)
{
	struct lookup_style *style = &parser->lookup->style;
	struct dig_globals *globals = &parser->line->globals;

	(void)value;
	set_sections(style, is_on, is_on, is_on);
	style->has_comments = is_on;
	style->has_stats = is_on;
	globals->has_plus_question = is_on;
	globals->has_plus_comments = is_on;
	globals->has_cmd = is_on;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_comments(struct dig_parser *parser, bool is_on, const char *value)
{
	(void)value;
	parser->lookup->style.has_comments = is_on;
	parser->line->globals.has_plus_comments = is_on;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_question(struct dig_parser *parser, bool is_on, const char *value)
{
	(void)value;
	parser->lookup->style.has_section[SECTION_QUESTION] = is_on;
	parser->line->globals.has_plus_question = is_on;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_rrcomments(struct dig_parser *parser, bool is_on,
				   const char *value)
{
	(void)value;
	parser->lookup->rr_comments = is_on ? 1 : -1;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_short(struct dig_parser *parser, bool is_on, const char *value)
{
	struct lookup_style *style = &parser->lookup->style;

	(void)value;
	parser->line->globals.is_short = is_on;
	if (!is_on)
		return DIG_NEXT_GO;
	parser->line->globals.has_cmd = false;
	set_sections(style, false, true, false);
	style->has_comments = false;
	style->has_stats = false;
	parser->lookup->rr_comments = -1;
	return DIG_NEXT_GO;
}

/* Widths are rounded up to a multiple of 4, aloud. */
static void adjust_split(struct dig_parser *parser, unsigned width)
{
	struct dig_globals *globals = &parser->line->globals;

	if (width % SPLIT_STEP != 0) {
		width = (width + SPLIT_STEP - 1) / SPLIT_STEP * SPLIT_STEP;
		(void)fprintf(
			parser->line->err,
			";; Warning, split must be a multiple of 4; adjusting to %u\n",
			width);
	}
	globals->split = width;
}

/* dig adjusts the width at hand, aloud, before it gives up over the new one. */
static void warn_old_split(struct dig_parser *parser)
{
	unsigned width = parser->line->globals.split;

	if (!parser->line->is_dig)
		return;
	adjust_split(parser, width == 0 || width == UINT_MAX ? width : width + 3);
}

enum dig_next dig_apply_split(struct dig_parser *parser, bool is_on, const char *value)
{
	struct dig_globals *globals = &parser->line->globals;
	unsigned width = 0;

	if (!is_on && value != NULL)
		return DIG_NEXT_INVALID;
	if (value == NULL) {
		globals->split = is_on ? UINT_MAX : 0;
		return DIG_NEXT_GO;
	}
	if (!dig_parser_number(parser, value, SPLIT_MAX, "split", &width)) {
		warn_old_split(parser);
		return dig_parser_fatal(parser, DIG_EXIT_INTERNAL,
					"Couldn't parse split");
	}
	adjust_split(parser, width);
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_ttlunits(struct dig_parser *parser, bool is_on, const char *value)
{
	(void)value;
	parser->lookup->style.rr.is_ttl_hidden = false;
	parser->lookup->style.rr.is_ttl_in_units = is_on;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_yaml(struct dig_parser *parser, bool is_on, const char *value)
{
	(void)value;
	parser->line->globals.is_yaml = is_on;
	if (!is_on)
		return DIG_NEXT_GO;
	parser->line->globals.has_cmd = false;
	parser->lookup->style.has_stats = false;
	parser->lookup->rr_comments = -1;
	return DIG_NEXT_GO;
}
