/* Types whose later fields hang on the first: A6, IPSECKEY, AMTRELAY and HIP. */
#include <arpa/inet.h>

#include <ldns/ldns.h>

#include "dns/rdata_format.h"
#include "dns/rdata_parse.h"
#include "dns/rdata_reader.h"
#include "dns/wire.h"

/* The last byte that was written: the number that says what follows. */
static unsigned last_byte(const struct rdata_reader *reader)
{
	return reader->wire[reader->size - 1];
}

static bool read_suffix(struct rdata_reader *reader, size_t size)
{
	static const char wanted[] = "an IPv6 suffix such as ::1";
	uint8_t address[16];
	struct str word;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	if (!rdata_parse_address_read(AF_INET6, word, address))
		return rdata_reader_refuse(reader, wanted, word);
	return rdata_reader_put(reader, address + sizeof(address) - size, size);
}

static bool read_a6(struct rdata_reader *reader)
{
	if (!rdata_parse_field_number(reader, "a prefix size from 0 to 128", 128, 1))
		return false;

	unsigned bits = last_byte(reader);

	return (bits == 128 || read_suffix(reader, (128 - bits + 7) / 8)) &&
	       (bits == 0 || rdata_parse_field(reader, LDNS_RDF_TYPE_DNAME));
}

/* "." where there is none. */
static bool read_no_gateway(struct rdata_reader *reader)
{
	static const char wanted[] = "\".\" where there is no gateway";
	struct str word;

	if (!rdata_reader_need(reader, wanted, &word))
		return false;
	return str_equal(word, str_of(".")) || rdata_reader_refuse(reader, wanted, word);
}

static bool read_gateway(struct rdata_reader *reader, unsigned gateway_type)
{
	switch (gateway_type) {
	case 0:
		return read_no_gateway(reader);
	case 1:
		return rdata_parse_field(reader, LDNS_RDF_TYPE_A);
	case 2:
		return rdata_parse_field(reader, LDNS_RDF_TYPE_AAAA);
	case 3:
		return rdata_parse_field(reader, LDNS_RDF_TYPE_DNAME);
	default:
		return rdata_reader_fail(reader,
					 "wanted a gateway type from 0 to 3, got %u",
					 gateway_type);
	}
}

static bool has_more(const struct rdata_reader *reader)
{
	struct rdata_word word;

	return rdata_reader_peek(reader, &word);
}

static bool read_ipseckey(struct rdata_reader *reader)
{
	for (int i = 0; i < 3; i++) {
		if (!rdata_parse_field(reader, LDNS_RDF_TYPE_INT8))
			return false;
	}
	return read_gateway(reader, reader->wire[reader->size - 2]) &&
	       (!has_more(reader) || rdata_parse_field(reader, LDNS_RDF_TYPE_B64));
}

static bool read_amtrelay(struct rdata_reader *reader)
{
	if (!rdata_parse_field(reader, LDNS_RDF_TYPE_INT8) ||
	    !rdata_parse_field_number(reader, "the discovery bit, 0 or 1", 1, 1))
		return false;

	unsigned discovery = last_byte(reader);

	reader->size--;
	if (!rdata_parse_field_number(reader, "a relay type from 0 to 3", 3, 1))
		return false;

	unsigned relay_type = last_byte(reader);

	reader->wire[reader->size - 1] = (uint8_t)(discovery << 7 | relay_type);
	return read_gateway(reader, relay_type);
}

static bool read_hip(struct rdata_reader *reader)
{
	size_t start = reader->size;
	struct str word;

	if (!rdata_reader_put_u8(reader, 0) ||
	    !rdata_parse_field(reader, LDNS_RDF_TYPE_INT8) ||
	    !rdata_reader_put_u16(reader, 0) ||
	    !rdata_reader_need(reader, "a host identity tag in hex", &word) ||
	    !rdata_parse_data_hex(reader, word))
		return false;

	size_t tag_size = reader->size - start - 4;

	if (tag_size == 0 || tag_size > UINT8_MAX)
		return rdata_reader_refuse(reader, "a tag of 1 to 255 bytes", word);
	if (!rdata_reader_need(reader, "a key in base64", &word) ||
	    !rdata_parse_data_base64(reader, word))
		return false;
	reader->wire[start] = (uint8_t)tag_size;
	wire_put_u16(reader->wire + start + 2,
		     (uint16_t)(reader->size - start - 4 - tag_size));
	while (has_more(reader)) {
		if (!rdata_parse_field(reader, LDNS_RDF_TYPE_DNAME))
			return false;
	}
	return reader->why == NULL;
}

bool rdata_parse_shape(struct rdata_reader *reader, const struct rdata_format *format)
{
	switch ((enum rdata_shape)format->shape) {
	case RDATA_SHAPE_A6:
		return read_a6(reader);
	case RDATA_SHAPE_IPSECKEY:
		return read_ipseckey(reader);
	case RDATA_SHAPE_AMTRELAY:
		return read_amtrelay(reader);
	case RDATA_SHAPE_HIP:
		return read_hip(reader);
	case RDATA_SHAPE_PLAIN:
		break;
	}
	return false;
}
