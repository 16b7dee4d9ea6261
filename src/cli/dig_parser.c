#include "cli/dig_parser.h"

#include "base/arena.h"
#include "base/num.h"
#include "base/str.h"
#include "dns/type.h"

static const struct str ixfr_prefix = STR("ixfr=");

struct dig_lookup *dig_parser_new_lookup(struct dig_parser *parser)
{
	struct dig_lookup *lookup;

	if (!parser->needs_clone)
		return parser->lookup;
	lookup = arena_alloc(parser->line->arena, sizeof(*lookup));
	*lookup = parser->line->defaults;
	parser->lookup = lookup;
	parser->needs_clone = false;
	return lookup;
}

static const struct dig_banner *make_banner(struct dig_parser *parser)
{
	struct dig_line *line = parser->line;
	struct dig_banner *banner;

	if (!line->globals.has_cmd)
		return NULL;
	banner = arena_alloc(line->arena, sizeof(*banner));
	*banner = (struct dig_banner){
		.argc = parser->argc,
		.argv = parser->argv,
		.is_first = !line->has_banner,
		.has_short = line->globals.is_short,
		.counted = parser->lookup->servers,
	};
	line->has_banner = true;
	return banner;
}

void dig_parser_add_name(struct dig_parser *parser, const char *name)
{
	struct dig_lookup *lookup = dig_parser_new_lookup(parser);
	struct dig_line *line = parser->line;

	parser->needs_clone = true;
	lookup->name = name;
	lookup->next = NULL;
	if (!parser->has_name)
		lookup->banner = make_banner(parser);
	parser->has_name = true;
	if (line->last == NULL) {
		line->first = lookup;
	} else {
		line->last->next = lookup;
	}
	line->last = lookup;
}

bool dig_parser_number(struct dig_parser *parser, const char *text, uint32_t max,
		       const char *what, unsigned *out_number)
{
	struct dig_line *line = parser->line;
	uint32_t number;
	enum err err = num_parse_u32(str_of(text), 0, max, &number);

	if (err == ERR_OK) {
		*out_number = number;
		return true;
	}
	(void)fprintf(line->is_dig ? line->out : line->err, "invalid %s '%s': %s\n", what,
		      text, err == ERR_RANGE ? "out of range" : "not a valid number");
	return false;
}

enum dig_next dig_parser_fatal(struct dig_parser *parser, int exit_code,
			       const char *format, ...)
{
	struct dig_line *line = parser->line;
	va_list args;

	va_start(args, format);
	dig_line_write(line, line->err, true, format, args);
	va_end(args);
	line->exit_code = line->is_dig ? exit_code : DIG_EXIT_USAGE;
	return DIG_NEXT_STOP;
}

bool dig_parser_is_ixfr(const char *text)
{
	return str_has_prefix_case(str_of(text), ixfr_prefix);
}

/* Transfers show neither comments nor question, unless they were asked for before. */
static void show_transfer(struct dig_parser *parser)
{
	struct lookup_style *style = &parser->lookup->style;
	const struct dig_globals *globals = &parser->line->globals;

	style->has_section[SECTION_QUESTION] = globals->has_plus_question;
	style->has_comments = globals->has_plus_comments;
}

static void warn_extra_type(const struct dig_parser *parser)
{
	if (parser->lookup->has_type)
		(void)fputs(";; Warning, extra type option\n", parser->line->err);
}

void dig_parser_set_type(struct dig_parser *parser, uint16_t type)
{
	struct dig_lookup *lookup = parser->lookup;

	warn_extra_type(parser);
	lookup->type = type;
	lookup->has_type = true;
	lookup->ixfr_serial = 0;
	if (type == TYPE_AXFR)
		show_transfer(parser);
	if (type == TYPE_ANY && !lookup->is_tcp_set)
		lookup->is_tcp = true;
}

void dig_parser_set_class(struct dig_parser *parser, uint16_t rr_class)
{
	if (parser->lookup->has_class)
		(void)fputs(";; Warning, extra class option\n", parser->line->err);
	parser->lookup->rr_class = rr_class;
	parser->lookup->has_class = true;
}

enum dig_next dig_parser_set_ixfr(struct dig_parser *parser, const char *text)
{
	struct dig_lookup *lookup = parser->lookup;
	unsigned serial = 0;

	warn_extra_type(parser);
	lookup->type = TYPE_IXFR;
	lookup->has_type = true;
	if (!dig_parser_number(parser, text + ixfr_prefix.len, UINT32_MAX,
			       "serial number", &serial)) {
		return dig_parser_fatal(parser, DIG_EXIT_USAGE,
					"Couldn't parse serial number");
	}
	lookup->ixfr_serial = serial;
	show_transfer(parser);
	if (!lookup->is_tcp_set)
		lookup->is_tcp = true;
	return DIG_NEXT_GO;
}
