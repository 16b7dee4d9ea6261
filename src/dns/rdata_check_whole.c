/* Rules that a record as a whole keeps: digests of the right size, keys that are there ... */
#include <ldns/ldns.h>

#include "base/attr.h"
#include "dns/rdata.h"
#include "dns/rdata_check.h"
#include "dns/type.h"
#include "dns/wire.h"

static bool is_digit(uint8_t byte)
{
	return byte >= '0' && byte <= '9';
}

/* A kind of digest and its size in bytes. */
struct digest {
	uint8_t kind;
	uint8_t size;
};

/* Digests of other kinds have any size above 0. */
static bool check_digest(const struct digest *digests, size_t len, uint8_t kind,
			 size_t size)
{
	for (size_t i = 0; i < len; i++) {
		if (digests[i].kind == kind)
			return digests[i].size == size;
	}
	return size > 0;
}

/* RFC 4034 section 5.1.4; a CDS of algorithm 0 asks to delete (RFC 8078 section 4). */
static bool check_ds(uint16_t type, const uint8_t *wire, const struct rdata_field *fields)
{
	static const struct digest digests[] = { { 1, 20 }, { 2, 32 }, { 4, 48 } };
	bool is_delete = type == TYPE_CDS && wire[fields[1].offset] == 0;

	return is_delete || check_digest(digests, ARRAY_LEN(digests),
					 wire[fields[2].offset], fields[3].size);
}

/* RFC 8976 section 2.2.4. */
static bool check_zonemd(const uint8_t *wire, const struct rdata_field *fields)
{
	static const struct digest digests[] = { { 1, 48 }, { 2, 64 } };

	return fields[3].size >= 12 &&
	       check_digest(digests, ARRAY_LEN(digests), wire[fields[2].offset],
			    fields[3].size);
}

/* RFC 2535 section 3.1.2: two set bits say that there is no key. */
static bool check_key(const uint8_t *wire, const struct rdata_field *fields)
{
	bool has_key = (wire[fields[0].offset] & 0xC0) != 0xC0;

	return has_key == (fields[3].size > 0);
}

/* RFC 4255 section 3.1.2 and RFC 6594. */
static bool check_sshfp(const uint8_t *wire, const struct rdata_field *fields)
{
	static const struct digest digests[] = { { 1, 20 }, { 2, 32 } };

	return check_digest(digests, ARRAY_LEN(digests), wire[fields[1].offset],
			    fields[2].size);
}

/* RFC 4025 section 2.4: only algorithm 0 goes without a key. */
static bool check_ipseckey(const uint8_t *wire, const struct rdata_field *fields,
			   size_t count)
{
	return count == 5 || wire[fields[2].offset] == 0;
}

/* draft-reid-dnsext-rkey-00 section 3.1: the flags are 0. */
static bool check_rkey(const uint8_t *wire, const struct rdata_field *fields)
{
	return wire_u16(wire + fields[0].offset) == 0;
}

/* RFC 1183 section 3.1: at least the four digits of the network. */
static bool check_x25(const uint8_t *wire, const struct rdata_field *fields)
{
	const uint8_t *data = wire + fields[0].offset;

	for (size_t i = 1; i < fields[0].size; i++) {
		if (!is_digit(data[i]))
			return false;
	}
	return fields[0].size > 4;
}

/* The bits of the suffix that the prefix covers are 0 (RFC 2874 section 3.1). */
static bool check_a6(const uint8_t *wire, const struct rdata_field *fields)
{
	unsigned covered = wire[fields[0].offset] % 8;

	return covered == 0 || wire[fields[1].offset] >> (8 - covered) == 0;
}

/* Hex and base64 that end a record are there, but in a few types. */
static bool check_last(uint16_t type, const struct rdata_field *last)
{
	bool is_data = last->rdf_type == LDNS_RDF_TYPE_HEX ||
		       last->rdf_type == LDNS_RDF_TYPE_B64;

	return !is_data || last->size > 0 || type == TYPE_KEY || type == TYPE_SINK ||
	       type == TYPE_DOA || type == TYPE_A6;
}

bool rdata_check_whole(uint16_t type, const uint8_t *wire,
		       const struct rdata_field *fields, size_t count)
{
	if (count > 0 && !check_last(type, &fields[count - 1]))
		return false;
	switch (type) {
	case TYPE_X25:
		return check_x25(wire, fields);
	case TYPE_KEY:
		return check_key(wire, fields);
	case TYPE_A6:
		return check_a6(wire, fields);
	case TYPE_DS:
	case TYPE_CDS:
	case TYPE_TA:
	case TYPE_DLV:
		return check_ds(type, wire, fields);
	case TYPE_SSHFP:
		return check_sshfp(wire, fields);
	case TYPE_RKEY:
		return check_rkey(wire, fields);
	case TYPE_IPSECKEY:
		return check_ipseckey(wire, fields, count);
	case TYPE_NSEC:
		return count == 2;
	case TYPE_ZONEMD:
		return check_zonemd(wire, fields);
	default:
		return true;
	}
}
