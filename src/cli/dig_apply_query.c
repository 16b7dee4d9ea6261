/*
 * The + options of how a lookup is asked.
 */
#include "base/str.h"
#include "cli/dig_apply.h"
#include "dns/type.h"

enum {
	TIMEOUT_S_MAX = 65535,
	OPCODE_MAX = 15,
};

/* Leaves nothing but the answer. */
static void show_only_answer(struct dig_lookup *lookup)
{
	struct lookup_style *style = &lookup->style;

	style->has_comments = false;
	style->has_stats = false;
	style->has_section[SECTION_QUESTION] = false;
	style->has_section[SECTION_AUTHORITY] = false;
	style->has_section[SECTION_ADDITIONAL] = false;
}

enum dig_next dig_apply_query_nothing(struct dig_parser *parser, bool is_on,
				      const char *value)
{
	(void)parser;
	(void)is_on;
	(void)value;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_query_defname(struct dig_parser *parser, bool is_on,
				      const char *value)
{
	(void)value;
	(void)fputs(";; +[no]defname option is deprecated; use +[no]search\n",
		    parser->line->err);
	parser->line->globals.has_search = is_on;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_query_dns64prefix(struct dig_parser *parser, bool is_on,
					  const char *value)
{
	struct dig_lookup *lookup;

	(void)value;
	if (!is_on) {
		parser->lookup->style.is_dns64_prefix = false;
		return DIG_NEXT_GO;
	}
	lookup = dig_parser_new_lookup(parser);
	lookup->type = TYPE_AAAA;
	lookup->has_type = true;
	lookup->rr_comments = -1;
	lookup->style.is_dns64_prefix = true;
	lookup->style.has_section[SECTION_ANSWER] = true;
	show_only_answer(lookup);
	parser->line->globals.has_cmd = false;
	dig_parser_add_name(parser, "ipv4only.arpa");
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_query_domain(struct dig_parser *parser, bool is_on,
				     const char *value)
{
	if (!is_on || value == NULL)
		return DIG_NEXT_INVALID;
	parser->line->globals.domain = value;
	parser->line->globals.has_search = true;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_query_idn(struct dig_parser *parser, bool is_on,
				  const char *value)
{
	(void)value;
	parser->lookup->has_idn_in = is_on;
	parser->lookup->style.has_idn_out = is_on;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_query_nssearch(struct dig_parser *parser, bool is_on,
				       const char *value)
{
	struct dig_lookup *lookup = parser->lookup;

	(void)value;
	lookup->is_nssearch = is_on;
	if (!is_on)
		return DIG_NEXT_GO;
	lookup->has_rd = true;
	lookup->type = TYPE_NS;
	lookup->has_type = true;
	lookup->rr_comments = 0;
	lookup->style.is_identified = true;
	lookup->style.is_typed = true;
	show_only_answer(lookup);
	parser->line->globals.is_short = true;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_query_opcode(struct dig_parser *parser, bool is_on,
				     const char *value)
{
	unsigned number = 0;
	uint8_t opcode;

	if (!is_on) {
		parser->lookup->opcode = OPCODE_QUERY;
		return DIG_NEXT_GO;
	}
	if (value == NULL)
		return DIG_NEXT_INVALID;
	if (type_parse_opcode(str_of(value), &opcode) == ERR_OK) {
		number = opcode;
	} else if (!dig_parser_number(parser, value, OPCODE_MAX, "opcode", &number)) {
		return dig_parser_fatal(parser, DIG_EXIT_INTERNAL,
					"Couldn't parse opcode");
	}
	parser->lookup->opcode = number;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_query_qid(struct dig_parser *parser, bool is_on,
				  const char *value)
{
	unsigned number = 0;

	if (!is_on) {
		parser->lookup->has_id = false;
		return DIG_NEXT_GO;
	}
	if (value == NULL)
		return DIG_NEXT_INVALID;
	if (!dig_parser_number(parser, value, UINT16_MAX, "qid", &number))
		return dig_parser_fatal(parser, DIG_EXIT_INTERNAL, "Couldn't parse qid");
	parser->lookup->has_id = true;
	parser->lookup->id = number;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_query_retry(struct dig_parser *parser, bool is_on,
				    const char *value)
{
	unsigned number = 0;

	if (!is_on || value == NULL)
		return DIG_NEXT_INVALID;
	if (!dig_parser_number(parser, value, UINT32_MAX - 1, "retries", &number)) {
		return dig_parser_fatal(parser, DIG_EXIT_INTERNAL,
					"Couldn't parse retries");
	}
	parser->lookup->tries = number + 1;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_query_tries(struct dig_parser *parser, bool is_on,
				    const char *value)
{
	unsigned number = 0;

	if (!is_on || value == NULL)
		return DIG_NEXT_INVALID;
	if (!dig_parser_number(parser, value, UINT32_MAX, "tries", &number)) {
		return dig_parser_fatal(parser, DIG_EXIT_INTERNAL,
					"Couldn't parse tries");
	}
	parser->lookup->tries = number == 0 ? 1 : number;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_query_timeout(struct dig_parser *parser, bool is_on,
				      const char *value)
{
	unsigned number = 0;

	if (!is_on || value == NULL)
		return DIG_NEXT_INVALID;
	if (!dig_parser_number(parser, value, TIMEOUT_S_MAX, "timeout", &number)) {
		return dig_parser_fatal(parser, DIG_EXIT_INTERNAL,
					"Couldn't parse timeout");
	}
	parser->line->globals.timeout_s = number == 0 ? 1 : number;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_query_showsearch(struct dig_parser *parser, bool is_on,
					 const char *value)
{
	(void)value;
	parser->line->globals.is_search_shown = is_on;
	parser->line->globals.has_search = is_on;
	return DIG_NEXT_GO;
}

/* dig passes over +tcp in batch files and ~/.digrc. */
enum dig_next dig_apply_query_tcp(struct dig_parser *parser, bool is_on,
				  const char *value)
{
	(void)value;
	if (parser->line->is_dig && (parser->is_batch || parser->is_rc))
		return DIG_NEXT_GO;
	parser->lookup->is_tcp = is_on;
	parser->lookup->is_tcp_set = true;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_query_trace(struct dig_parser *parser, bool is_on,
				    const char *value)
{
	struct dig_lookup *lookup = parser->lookup;

	(void)value;
	lookup->is_trace = is_on;
	if (!is_on)
		return DIG_NEXT_GO;
	lookup->has_rd = true;
	lookup->rr_comments = 0;
	lookup->has_do = true;
	lookup->has_cookie = true;
	show_only_answer(lookup);
	lookup->style.is_identified = true;
	lookup->style.is_typed = true;
	lookup->style.has_section[SECTION_AUTHORITY] = true;
	parser->line->globals.has_search = false;
	return DIG_NEXT_GO;
}
