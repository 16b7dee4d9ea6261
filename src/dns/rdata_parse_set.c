/* Sets of types, ports and prefixes. */
#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/num.h"
#include "dns/rdata_parse.h"
#include "dns/rdata_reader.h"
#include "dns/type.h"
#include "dns/wire.h"

enum { WINDOWS = 256, WINDOW_SIZE = 32, BITMAP_SIZE = WINDOWS * WINDOW_SIZE };

static void set_bit(uint8_t *bits, unsigned number)
{
	bits[number / 8] |= (uint8_t)(0x80 >> number % 8);
}

/* Bytes up to the last that is not 0. */
static size_t used_size(const uint8_t *bits, size_t size)
{
	while (size > 0 && bits[size - 1] == 0)
		size--;
	return size;
}

static bool read_types(struct rdata_reader *reader, uint8_t *bits)
{
	struct rdata_word word;
	uint16_t type;

	while (rdata_reader_next(reader, &word)) {
		if (!rdata_parse_field_type(reader, word.text, &type))
			return false;
		set_bit(bits, type);
	}
	return reader->why == NULL;
}

/* Windows of 256 types, without those that are empty (RFC 4034 section 4.1.2). */
bool rdata_parse_set_bitmap(struct rdata_reader *reader)
{
	uint8_t *bits = arena_alloc(reader->arena, BITMAP_SIZE);

	if (!read_types(reader, bits))
		return false;
	for (unsigned window = 0; window < WINDOWS; window++) {
		const uint8_t *start = bits + (size_t)window * WINDOW_SIZE;
		size_t size = used_size(start, WINDOW_SIZE);

		if (size == 0)
			continue;
		if (!rdata_reader_put_u8(reader, (uint8_t)window) ||
		    !rdata_reader_put_u8(reader, (uint8_t)size) ||
		    !rdata_reader_put(reader, start, size))
			return false;
	}
	return true;
}

/* A bare number is a type here, as dig prints those without a name. */
static bool read_nxt_type(struct rdata_reader *reader, struct str word,
			  uint16_t *out_type)
{
	static const char wanted[] = "a record type from 1 to 127";

	if (num_parse_u16(word, 1, 127, out_type) != ERR_OK &&
	    (type_parse(word, out_type) != ERR_OK || *out_type == 0 || *out_type > 127))
		return rdata_reader_refuse(reader, wanted, word);
	return true;
}

bool rdata_parse_set_nxt(struct rdata_reader *reader)
{
	uint8_t bits[16] = { 0 };
	struct rdata_word word;
	uint16_t type;

	while (rdata_reader_next(reader, &word)) {
		if (!read_nxt_type(reader, word.text, &type))
			return false;
		set_bit(bits, type);
	}
	return reader->why == NULL &&
	       rdata_reader_put(reader, bits, used_size(bits, sizeof(bits)));
}

struct service {
	const char *name;
	uint16_t number;
};

/* clang-format off */
static const struct service protocols[] = {
	{ "icmp", 1 }, { "tcp", 6 }, { "udp", 17 },
};

static const struct service services[] = {
	{ "ftp-data", 20 }, { "ftp", 21 },   { "ssh", 22 },  { "telnet", 23 }, { "smtp", 25 },
	{ "time", 37 },     { "domain", 53 }, { "tftp", 69 }, { "finger", 79 }, { "http", 80 },
	{ "pop3", 110 },    { "sunrpc", 111 }, { "nntp", 119 }, { "ntp", 123 }, { "imap2", 143 },
	{ "snmp", 161 },    { "https", 443 },
};
/* clang-format on */

static bool find_service(const struct service *rows, size_t len, struct str word,
			 uint16_t max, uint16_t *out_number)
{
	for (size_t i = 0; i < len; i++) {
		if (str_equal_case(word, str_of(rows[i].name))) {
			*out_number = rows[i].number;
			return true;
		}
	}
	return num_parse_u16(word, 0, max, out_number) == ERR_OK;
}

static bool read_ports(struct rdata_reader *reader, uint8_t *bits)
{
	struct rdata_word word;
	uint16_t port;

	while (rdata_reader_next(reader, &word)) {
		if (!find_service(services, ARRAY_LEN(services), word.text, UINT16_MAX,
				  &port)) {
			return rdata_reader_refuse(reader, "a port such as 25",
						   word.text);
		}
		set_bit(bits, port);
	}
	return reader->why == NULL;
}

bool rdata_parse_set_wks(struct rdata_reader *reader)
{
	static const char wanted[] = "a protocol such as tcp or 6";
	uint8_t *bits = arena_alloc(reader->arena, BITMAP_SIZE);
	struct str word;
	uint16_t protocol;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (!find_service(protocols, ARRAY_LEN(protocols), word, UINT8_MAX, &protocol))
		return rdata_reader_refuse(reader, wanted, word);
	return rdata_reader_put_u8(reader, (uint8_t)protocol) &&
	       read_ports(reader, bits) &&
	       rdata_reader_put(reader, bits, used_size(bits, BITMAP_SIZE));
}

/* "[!]family:address/prefix" (RFC 3123 section 5); false without a fault. */
static bool read_prefix(struct str word, uint8_t *item, size_t *out_size)
{
	bool is_negated = word.len > 0 && word.data[0] == '!';
	struct str rest = str_from(word, is_negated ? 1 : 0);
	struct str family = str_cut(&rest, ':');
	struct str address = str_cut(&rest, '/');
	bool is_4 = str_equal(family, str_of("1"));
	uint16_t prefix;

	if ((!is_4 && !str_equal(family, str_of("2"))) ||
	    num_parse_u16(rest, 0, is_4 ? 32 : 128, &prefix) != ERR_OK ||
	    !rdata_parse_address_read(is_4 ? AF_INET : AF_INET6, address, item + 4))
		return false;

	size_t size = used_size(item + 4, is_4 ? 4 : 16);

	wire_put_u16(item, is_4 ? 1 : 2);
	item[2] = (uint8_t)prefix;
	item[3] = (uint8_t)(size | (is_negated ? 0x80 : 0));
	*out_size = 4 + size;
	return true;
}

bool rdata_parse_set_apl(struct rdata_reader *reader)
{
	static const char wanted[] =
		"a prefix such as 1:192.0.2.0/24 or !2:2001:db8::/32";
	uint8_t item[4 + 16];
	struct str word;
	size_t size;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (!read_prefix(word, item, &size))
		return rdata_reader_refuse(reader, wanted, word);
	return rdata_reader_put(reader, item, size);
}
