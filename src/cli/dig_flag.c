#include "cli/dig_flag.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/str.h"
#include "cli/dig_help.h"
#include "cli/dig_reverse.h"
#include "dns/type.h"

static enum dig_next apply_v4(struct dig_parser *parser, const char *value)
{
	(void)value;
	parser->line->globals.is_v4_only = true;
	if (parser->line->globals.is_v6_only) {
		return dig_parser_fatal(parser, DIG_EXIT_USAGE,
					"only one of -4 and -6 allowed");
	}
	return DIG_NEXT_GO;
}

static enum dig_next apply_v6(struct dig_parser *parser, const char *value)
{
	(void)value;
	parser->line->globals.is_v6_only = true;
	if (parser->line->globals.is_v4_only) {
		return dig_parser_fatal(parser, DIG_EXIT_USAGE,
					"only one of -4 and -6 allowed");
	}
	return DIG_NEXT_GO;
}

static enum dig_next apply_us(struct dig_parser *parser, const char *value)
{
	(void)value;
	parser->line->globals.is_in_us = true;
	return DIG_NEXT_GO;
}

static enum dig_next apply_rc(struct dig_parser *parser, const char *value)
{
	(void)value;
	parser->line->globals.is_rc_unread = true;
	return DIG_NEXT_GO;
}

static enum dig_next apply_i(struct dig_parser *parser, const char *value)
{
	(void)value;
	return dig_parser_fatal(parser, DIG_EXIT_USAGE, "-i removed");
}

static enum dig_next apply_n(struct dig_parser *parser, const char *value)
{
	(void)value;
	return dig_parser_fatal(parser, DIG_EXIT_USAGE, "-n removed");
}

static enum dig_next apply_help(struct dig_parser *parser, const char *value)
{
	(void)value;
	dig_help_print(parser->line, parser->line->out);
	parser->line->exit_code = DIG_EXIT_OK;
	return DIG_NEXT_STOP;
}

static enum dig_next apply_version(struct dig_parser *parser, const char *value)
{
	(void)value;
	(void)fprintf(parser->line->out, "DiG %s\n", dig_help_version());
	parser->line->exit_code = DIG_EXIT_OK;
	return DIG_NEXT_STOP;
}

static enum dig_next apply_source(struct dig_parser *parser, const char *value)
{
	struct str rest = str_of(value);
	const char *address = str_cstr(parser->line->arena, str_cut(&rest, '#'));
	struct dig_globals *globals = &parser->line->globals;
	struct in6_addr ip;
	unsigned port = 0;
	bool is_v6 = inet_pton(AF_INET6, address, &ip) == 1;

	if (!is_v6 && inet_pton(AF_INET, address, &ip) != 1) {
		return dig_parser_fatal(parser, DIG_EXIT_USAGE, "invalid address %s",
					address);
	}
	if (rest.data != NULL &&
	    !dig_parser_number(parser, rest.data, UINT16_MAX, "port number", &port)) {
		return dig_parser_fatal(parser, DIG_EXIT_USAGE,
					"Couldn't parse port number");
	}
	globals->source = value;
	globals->is_v6_only = is_v6;
	globals->is_v4_only = !is_v6;
	return DIG_NEXT_GO;
}

static enum dig_next apply_class(struct dig_parser *parser, const char *value)
{
	uint16_t rr_class;

	parser->is_typed = true;
	if (type_parse_class(str_of(value), &rr_class) != ERR_OK) {
		(void)fprintf(parser->line->err,
			      ";; Warning, ignoring invalid class %s\n", value);
		return DIG_NEXT_GO;
	}
	dig_parser_set_class(parser, rr_class);
	return DIG_NEXT_GO;
}

static enum dig_next apply_type(struct dig_parser *parser, const char *value)
{
	uint16_t type;

	parser->is_typed = true;
	if (dig_parser_is_ixfr(value))
		return dig_parser_set_ixfr(parser, value);
	if (type_parse(str_of(value), &type) != ERR_OK || type == TYPE_IXFR) {
		(void)fprintf(parser->line->err, ";; Warning, ignoring invalid type %s\n",
			      value);
		return DIG_NEXT_GO;
	}
	dig_parser_set_type(parser, type);
	return DIG_NEXT_GO;
}

static enum dig_next apply_batch(struct dig_parser *parser, const char *value)
{
	parser->line->globals.batch = value;
	return DIG_NEXT_GO;
}

static enum dig_next apply_keyfile(struct dig_parser *parser, const char *value)
{
	parser->line->globals.keyfile = value;
	return DIG_NEXT_GO;
}

/* [hmac:]name:key; less is a fault of usage. */
static enum dig_next apply_key(struct dig_parser *parser, const char *value)
{
	if (strchr(value, ':') == NULL) {
		dig_help_print_usage(parser->line, parser->line->err);
		parser->line->exit_code = DIG_EXIT_USAGE;
		return DIG_NEXT_STOP;
	}
	parser->line->globals.key = value;
	return DIG_NEXT_GO;
}

static enum dig_next apply_port(struct dig_parser *parser, const char *value)
{
	unsigned port = 0;

	if (!dig_parser_number(parser, value, UINT16_MAX, "port number", &port)) {
		return dig_parser_fatal(parser, DIG_EXIT_USAGE,
					"Couldn't parse port number");
	}
	parser->line->globals.port = (uint16_t)port;
	parser->line->globals.has_port = true;
	return DIG_NEXT_GO;
}

static enum dig_next apply_name(struct dig_parser *parser, const char *value)
{
	if (!parser->is_rc)
		dig_parser_add_name(parser, value);
	return DIG_NEXT_GO;
}

static enum dig_next apply_reverse(struct dig_parser *parser, const char *value)
{
	struct dig_lookup *lookup;

	if (parser->is_rc)
		return DIG_NEXT_GO;
	lookup = dig_parser_new_lookup(parser);
	if (!lookup->has_type)
		lookup->type = TYPE_PTR;
	if (!lookup->has_class)
		lookup->rr_class = CLASS_IN;
	dig_parser_add_name(parser, dig_reverse_name(parser->line->arena, value));
	return DIG_NEXT_GO;
}

/* clang-format off */
const struct dig_flag dig_flag_rows[] = {
	{ '4', NULL,             apply_v4,      "ask over IPv4 only" },
	{ '6', NULL,             apply_v6,      "ask over IPv6 only" },
	{ 'b', "ADDRESS[#PORT]", apply_source,  "ask from this address" },
	{ 'c', "CLASS",          apply_class,   "class of the question; words behind it are names" },
	{ 'd', NULL,             NULL,          NULL },
	{ 'f', "FILE",           apply_batch,   "a line of arguments a lookup; - is standard input" },
	{ 'h', NULL,             apply_help,    "this help" },
	{ 'i', NULL,             apply_i,       NULL },
	{ 'k', "FILE",           apply_keyfile, "TSIG key file, as of tsig-keygen" },
	{ 'm', NULL,             NULL,          "taken, and of no effect" },
	{ 'n', NULL,             apply_n,       NULL },
	{ 'p', "PORT",           apply_port,    "port of the servers (53; 853 with +tls)" },
	{ 'q', "NAME",           apply_name,    "name to look up, whatever it looks like" },
	{ 'r', NULL,             apply_rc,      "do not read ~/.digrc" },
	{ 't', "TYPE",           apply_type,    "type of the question; words behind it are names" },
	{ 'u', NULL,             apply_us,      "times in microseconds" },
	{ 'v', NULL,             apply_version, "version" },
	{ 'x', "ADDRESS",        apply_reverse, "the name of an address: PTR in in-addr.arpa or ip6.arpa" },
	{ 'y', "[HMAC:]NAME:KEY", apply_key,    "TSIG key" },
	{ 0,   NULL,             NULL,          NULL },
};
/* clang-format on */

static const struct dig_flag *find(char letter)
{
	for (const struct dig_flag *row = dig_flag_rows; row->letter != 0; row++) {
		if (row->letter == letter)
			return row;
	}
	return NULL;
}

bool dig_flag_has_value(char letter)
{
	const struct dig_flag *row = find(letter);

	return row != NULL && row->argument != NULL;
}

/* Steps over the letters without a value; applies them when @is_applied. */
static enum dig_next skip_letters(struct dig_parser *parser, const char **text,
				  bool is_applied)
{
	while (**text != '\0') {
		const struct dig_flag *row = find(**text);

		if (row == NULL || row->argument != NULL)
			break;
		if (is_applied && row->apply != NULL) {
			enum dig_next next = row->apply(parser, NULL);

			if (next != DIG_NEXT_GO)
				return next;
		}
		(*text)++;
	}
	return DIG_NEXT_GO;
}

enum dig_next dig_flag_read_ahead(struct dig_parser *parser)
{
	for (int i = 1; i < parser->argc; i++) {
		const char *text = parser->argv[i];

		if (text[0] != '-')
			continue;
		text++;

		enum dig_next next = skip_letters(parser, &text, true);

		if (next != DIG_NEXT_GO)
			return next;
		if (dig_flag_has_value(text[0]) && text[1] == '\0')
			i++;
	}
	return DIG_NEXT_GO;
}

enum dig_next dig_flag_take(struct dig_parser *parser, const char *text, const char *next,
			    bool *out_has_used_next)
{
	const char *const whole = text;
	const struct dig_flag *row;
	const char *value;

	*out_has_used_next = false;
	if (skip_letters(parser, &text, parser->is_rc || parser->is_batch) != DIG_NEXT_GO)
		return DIG_NEXT_STOP;
	if (text[0] == '\0' && text != whole)
		return DIG_NEXT_GO;
	row = find(text[0]);
	value = row == NULL || text[0] == '\0' ? NULL : text[1] != '\0' ? text + 1 : next;
	if (value == NULL) {
		dig_line_write_place(parser->line, parser->line->err);
		(void)fprintf(parser->line->err, "Invalid option: -%s\n", text);
		return DIG_NEXT_INVALID;
	}
	*out_has_used_next = text[1] == '\0';
	return row->apply(parser, value);
}
