/*
 * The + options of many servers.
 */
#include "base/duration.h"
#include "cli/dig_apply.h"

#define INTERVAL_MAX_US (3600ULL * DURATION_S)

/* Name servers do not look things up for others: they are asked for what they have. */
enum dig_next dig_apply_servers_all_ns(struct dig_parser *parser, bool is_on,
				       const char *value)
{
	(void)value;
	parser->lookup->is_all_ns = is_on;
	if (!is_on)
		return DIG_NEXT_GO;
	parser->lookup->has_rd = false;
	parser->line->globals.has_search = false;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_servers_as_check(struct dig_parser *parser, bool is_on,
					 const char *value)
{
	(void)value;
	parser->line->globals.is_as_check = is_on;
	if (is_on)
		parser->line->globals.has_cmd = false;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_servers_colour(struct dig_parser *parser, bool is_on,
				       const char *value)
{
	(void)value;
	parser->line->globals.colour = is_on ? 1 : -1;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_servers_interval(struct dig_parser *parser, bool is_on,
					 const char *value)
{
	uint64_t us = 0;

	if (!is_on || value == NULL)
		return DIG_NEXT_INVALID;
	if (duration_parse(str_of(value), &us) != ERR_OK || us > INTERVAL_MAX_US) {
		return dig_parser_fatal(
			parser, DIG_EXIT_USAGE,
			"invalid interval '%s': wanted 0 to 1h, such as 100ms or 2s",
			value);
	}
	parser->lookup->interval_us = us;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_servers_root_hints(struct dig_parser *parser, bool is_on,
					   const char *value)
{
	if (!is_on || value == NULL)
		return DIG_NEXT_INVALID;
	parser->line->globals.root_hints = value;
	return DIG_NEXT_GO;
}
