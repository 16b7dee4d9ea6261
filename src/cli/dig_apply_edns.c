/*
 * The + options of EDNS.
 */
#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/num.h"
#include "base/str.h"
#include "cli/dig_apply.h"
#include "dns/edns.h"

enum {
	EDNS_VERSION_MAX = 255,
	HEX = 16,
};

static const char bad_hex[] = "isc_hex_decodestring: bad hex encoding";

enum dig_next dig_apply_edns(struct dig_parser *parser, bool is_on, const char *value)
{
	unsigned version = 0;

	if (!is_on) {
		parser->lookup->has_edns = false;
		return DIG_NEXT_GO;
	}
	if (value != NULL &&
	    !dig_parser_number(parser, value, EDNS_VERSION_MAX, "edns", &version))
		return dig_parser_fatal(parser, DIG_EXIT_INTERNAL, "Couldn't parse edns");
	parser->lookup->has_edns = true;
	parser->lookup->edns_version = version;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_edns_bufsize(struct dig_parser *parser, bool is_on,
				     const char *value)
{
	unsigned size = DIG_UDP_SIZE;

	if (!is_on)
		return DIG_NEXT_INVALID;
	if (value != NULL &&
	    !dig_parser_number(parser, value, UINT16_MAX, "buffer size", &size)) {
		return dig_parser_fatal(parser, DIG_EXIT_INTERNAL,
					"Couldn't parse buffer size");
	}
	parser->lookup->udp_size = size;
	parser->lookup->has_edns = true;
	return DIG_NEXT_GO;
}

/* Hex digits to bytes in the arena; an empty text gives no bytes. */
static bool read_hex(struct dig_parser *parser, const char *text,
		     const uint8_t **out_data, size_t *out_size)
{
	size_t room = strlen(text) / 2 + 1;
	uint8_t *data = arena_bytes(parser->line->arena, room);

	if (num_parse_bytes(str_of(text), data, room, out_size) != ERR_OK &&
	    text[0] != '\0')
		return false;
	if (text[0] == '\0')
		*out_size = 0;
	*out_data = data;
	return true;
}

enum dig_next dig_apply_edns_cookie(struct dig_parser *parser, bool is_on,
				    const char *value)
{
	const uint8_t *data;
	size_t size;

	if (is_on && value != NULL && !read_hex(parser, value, &data, &size))
		return dig_parser_fatal(parser, DIG_EXIT_USAGE, bad_hex);
	parser->lookup->has_cookie = is_on;
	if (is_on)
		parser->lookup->has_edns = true;
	parser->lookup->cookie = is_on ? value : NULL;
	return DIG_NEXT_GO;
}

/* Decimal, or hex behind "0x", or octal behind "0". */
static enum err parse_flags(struct str text, unsigned *out_flags)
{
	static const struct str hex = STR("0x");
	uint64_t number = 0;
	enum err err = ERR_OK;

	if (str_has_prefix_case(text, hex)) {
		err = num_parse_hex(text, UINT16_MAX, &number);
	} else if (text.len > 1 && text.data[0] == '0') {
		for (size_t i = 0; i < text.len && number <= UINT16_MAX; i++) {
			if (text.data[i] < '0' || text.data[i] > '7')
				return ERR_SYNTAX;
			number = number * 8 + (uint64_t)(text.data[i] - '0');
		}
		err = number > UINT16_MAX ? ERR_RANGE : ERR_OK;
	} else {
		err = num_parse_u64(text, 0, UINT16_MAX, &number);
	}
	if (err == ERR_OK)
		*out_flags = (unsigned)number;
	return err;
}

/* Without a value, as with "no", there are no flags. */
enum dig_next dig_apply_edns_flags(struct dig_parser *parser, bool is_on,
				   const char *value)
{
	unsigned flags = 0;
	enum err err = ERR_OK;

	if (is_on && value != NULL)
		err = parse_flags(str_of(value), &flags);
	if (err != ERR_OK) {
		(void)fprintf(parser->line->is_dig ? parser->line->out
						   : parser->line->err,
			      "invalid ednsflags '%s': %s\n", value,
			      err == ERR_RANGE ? "out of range" : "not a valid number");
		return dig_parser_fatal(parser, DIG_EXIT_INTERNAL,
					"Couldn't parse ednsflags");
	}
	parser->lookup->edns_flags = flags;
	if (is_on)
		parser->lookup->has_edns = true;
	return DIG_NEXT_GO;
}

static enum dig_next add_option(struct dig_parser *parser, uint16_t code, const char *hex)
{
	struct dig_lookup *lookup = parser->lookup;
	struct dig_edns_option *option =
		arena_alloc(parser->line->arena, sizeof(*option));

	if (lookup->edns_option_count >= DIG_EDNS_OPTIONS_MAX)
		return dig_parser_fatal(parser, DIG_EXIT_INTERNAL, "too many ednsopts");
	if (!read_hex(parser, hex, &option->data, &option->size))
		return dig_parser_fatal(parser, DIG_EXIT_USAGE, bad_hex);
	option->code = code;
	option->before = lookup->edns_options;
	lookup->edns_options = option;
	lookup->edns_option_count++;
	return DIG_NEXT_GO;
}

enum dig_next dig_apply_edns_option(struct dig_parser *parser, bool is_on,
				    const char *value)
{
	struct str rest = str_of(value);
	struct str code_text;
	unsigned number = 0;
	uint16_t code;

	if (!is_on) {
		parser->lookup->edns_options = NULL;
		parser->lookup->edns_option_count = 0;
		return DIG_NEXT_GO;
	}
	code_text = str_cut(&rest, ':');
	if (str_is_empty(code_text)) {
		return dig_parser_fatal(parser, DIG_EXIT_INTERNAL,
					"ednsopt no code point specified");
	}

	const char *name = str_cstr(parser->line->arena, code_text);

	if (edns_parse_code(code_text, &code) != ERR_OK) {
		if (!dig_parser_number(parser, name, UINT16_MAX, "ednsopt", &number)) {
			return dig_parser_fatal(parser, DIG_EXIT_USAGE,
						"bad edns code point: %s", name);
		}
		code = (uint16_t)number;
	}
	return add_option(parser, code,
			  rest.data == NULL ? "" : str_cstr(parser->line->arena, rest));
}

/* "10" with a prefix is 10.0.0.0: what is missing of an IPv4 address is 0. */
static bool parse_address(const char *text, bool has_prefix, struct dig_subnet *subnet)
{
	struct str rest = str_of(text);
	size_t count = 0;

	if (inet_pton(AF_INET6, text, subnet->address) == 1) {
		subnet->family = 2;
		return true;
	}
	subnet->family = 1;
	memset(subnet->address, 0, sizeof(subnet->address));
	if (inet_pton(AF_INET, text, subnet->address) == 1)
		return true;
	while (has_prefix && rest.data != NULL && count < sizeof(struct in_addr)) {
		uint32_t octet = 0;

		if (num_parse_u32(str_cut(&rest, '.'), 0, UINT8_MAX, &octet) != ERR_OK)
			return false;
		subnet->address[count++] = (uint8_t)octet;
	}
	return has_prefix && count > 0 && rest.data == NULL;
}

/* Bits behind the prefix are sent as 0 (RFC 7871 section 6). */
static void clear_host(struct dig_subnet *subnet)
{
	for (unsigned bit = subnet->prefix; bit < 8 * sizeof(subnet->address); bit++)
		subnet->address[bit / 8] &= (uint8_t) ~(0x80U >> bit % 8);
}

enum dig_next dig_apply_edns_subnet(struct dig_parser *parser, bool is_on,
				    const char *value)
{
	struct dig_subnet subnet = { .is_on = true };
	struct str rest = str_of(value);
	uint64_t prefix = UINT8_MAX;

	if (!is_on) {
		parser->lookup->subnet = (struct dig_subnet){ 0 };
		return DIG_NEXT_GO;
	}
	if (value == NULL)
		return DIG_NEXT_INVALID;
	parser->lookup->has_edns = true;

	struct arena *arena = parser->line->arena;
	const char *address = str_cstr(arena, str_cut(&rest, '/'));
	bool has_prefix = rest.data != NULL;

	if (has_prefix && num_parse_u64(rest, 0, UINT32_MAX, &prefix) != ERR_OK) {
		return dig_parser_fatal(
			parser, DIG_EXIT_USAGE,
			"invalid prefix length in '%s': not a valid number\n", value);
	}
	if (strcmp(address, "0") == 0 && (!has_prefix || prefix == 0)) {
		/* dig's short form of "no subnet" */
		subnet.family = 1;
		parser->lookup->subnet = subnet;
		return DIG_NEXT_GO;
	}
	if (!parse_address(address, has_prefix, &subnet)) {
		return dig_parser_fatal(parser, DIG_EXIT_USAGE, "invalid address '%s'",
					value);
	}

	unsigned bits = subnet.family == 1 ? 32 : 128;

	subnet.prefix = (uint8_t)(prefix < bits ? prefix : bits);
	clear_host(&subnet);
	parser->lookup->subnet = subnet;
	return DIG_NEXT_GO;
}
