/*
 * The + options of validation.
 */
#include "cli/dig_apply.h"

/* The signatures must come with the reply, and the resolver must not keep bogus data back. */
enum dig_next dig_apply_validate(struct dig_parser *parser, bool is_on, const char *value)
{
	struct dig_lookup *lookup = parser->lookup;

	if (value != NULL)
		return DIG_NEXT_INVALID;
	lookup->is_validated = is_on;
	if (!is_on)
		return DIG_NEXT_GO;
	lookup->has_edns = true;
	lookup->has_do = true;
	lookup->has_cd = true;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_validate_anchor(struct dig_parser *parser, bool is_on,
					const char *value)
{
	if (!is_on || value == NULL)
		return DIG_NEXT_INVALID;
	parser->line->globals.trust_anchor = value;
	return DIG_NEXT_GO;
}
