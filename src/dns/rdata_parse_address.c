/* Addresses: of the Internet, of ILNP, Ethernet, OSI and ATM. */
#include <arpa/inet.h>
#include <string.h>

#include "dns/rdata_parse.h"
#include "dns/rdata_reader.h"

bool rdata_parse_address_read(int family, struct str word, uint8_t *out_address)
{
	char buffer[INET6_ADDRSTRLEN];

	if (word.len >= sizeof(buffer) || memchr(word.data, '\0', word.len) != NULL)
		return false;
	memcpy(buffer, word.data, word.len);
	buffer[word.len] = '\0';
	return inet_pton(family, buffer, out_address) == 1;
}

static bool read_address(struct rdata_reader *reader, int family, const char *wanted)
{
	uint8_t address[16];
	struct str word;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (!rdata_parse_address_read(family, word, address))
		return rdata_reader_refuse(reader, wanted, word);
	return rdata_reader_put(reader, address, family == AF_INET ? 4 : 16);
}

bool rdata_parse_address_a(struct rdata_reader *reader)
{
	return read_address(reader, AF_INET, "an IPv4 address such as 192.0.2.1");
}

bool rdata_parse_address_aaaa(struct rdata_reader *reader)
{
	return read_address(reader, AF_INET6, "an IPv6 address such as 2001:db8::1");
}

/* Pairs of hex digits with a hyphen between them (RFC 7043). */
static bool read_eui(struct rdata_reader *reader, size_t size, const char *wanted)
{
	struct str word;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (word.len != size * 3 - 1)
		return rdata_reader_refuse(reader, wanted, word);
	for (size_t i = 0; i < size; i++) {
		if (i > 0 && word.data[i * 3 - 1] != '-')
			return rdata_reader_refuse(reader, wanted, word);
		if (!rdata_parse_data_hex(reader, str_make(word.data + i * 3, 2)))
			return false;
	}
	return true;
}

bool rdata_parse_address_eui48(struct rdata_reader *reader)
{
	return read_eui(reader, 6, "six bytes such as 00-00-5e-00-53-2a");
}

bool rdata_parse_address_eui64(struct rdata_reader *reader)
{
	return read_eui(reader, 8, "eight bytes such as 00-00-5e-ef-10-00-00-2a");
}

/* At most four hex digits. */
static bool read_group(struct str group, uint16_t *out_value)
{
	unsigned value = 0;

	if (group.len == 0 || group.len > 4)
		return false;
	for (size_t i = 0; i < group.len; i++) {
		char c = group.data[i];

		if (c >= '0' && c <= '9') {
			value = value << 4 | (unsigned)(c - '0');
		} else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f') {
			value = value << 4 | (unsigned)((c | 0x20) - 'a' + 10);
		} else {
			return false;
		}
	}
	*out_value = (uint16_t)value;
	return true;
}

/* Four groups of hex digits (RFC 6742). */
bool rdata_parse_address_ilnp(struct rdata_reader *reader)
{
	static const char wanted[] =
		"four groups of hex digits such as 14:4fff:ff20:ee64";
	struct str word;
	uint16_t value;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;

	struct str rest = word;

	for (int i = 0; i < 4; i++) {
		if (!read_group(str_cut(&rest, ':'), &value) ||
		    (rest.data == NULL) != (i == 3))
			return rdata_reader_refuse(reader, wanted, word);
		if (!rdata_reader_put_u16(reader, value))
			return false;
	}
	return true;
}

bool rdata_parse_address_nsap(struct rdata_reader *reader)
{
	static const char wanted[] = "hex digits behind 0x, such as 0x47.0005.80";
	struct str word;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (!str_has_prefix_case(word, str_of("0x")))
		return rdata_reader_refuse(reader, wanted, word);
	return rdata_parse_data_hex_dotted(reader, str_from(word, 2));
}

/* A telephone number behind its "+"; dots are skipped. */
static bool read_digits(struct rdata_reader *reader, struct str digits)
{
	for (size_t i = 0; i < digits.len; i++) {
		char c = digits.data[i];

		if (c == '.')
			continue;
		if (c < '0' || c > '9') {
			return rdata_reader_refuse(
				reader, "a telephone number such as +15551212", digits);
		}
		if (!rdata_reader_put_u8(reader, (uint8_t)c))
			return false;
	}
	return true;
}

/* "+" and a telephone number, or an address in hex (af-dans-0152.000 section 2). */
bool rdata_parse_address_atma(struct rdata_reader *reader)
{
	struct str word;

	if (!rdata_reader_need(reader, "hex digits, or a number such as +15551212",
			       &word))
		return false;
	if (word.len > 0 && word.data[0] == '+') {
		return rdata_reader_put_u8(reader, 1) &&
		       read_digits(reader, str_from(word, 1));
	}
	return rdata_reader_put_u8(reader, 0) &&
	       rdata_parse_data_hex_dotted(reader, word);
}
