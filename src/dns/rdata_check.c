#include "dns/rdata_check.h"

#include <ldns/ldns.h>

#include "base/attr.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	TYPE_X25 = 19,
	TYPE_KEY = 25,
	TYPE_GPOS = 27,
	TYPE_A6 = 38,
	TYPE_SINK = 40,
	TYPE_IPSECKEY = 45,
	TYPE_CDS = 59,
	TYPE_ZONEMD = 63,
	TYPE_DOA = 259,
	TYPE_TA = 32768,
	TYPE_DLV = 32769,
};

static bool is_digit(uint8_t byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_alphanumeric(uint8_t byte)
{
	uint8_t lower = byte | 0x20;

	return is_digit(byte) || (lower >= 'a' && lower <= 'z');
}

/* RFC 4034 section 4.1.2: windows rise, hold 1 to 32 bytes, and end in one that is not 0. */
static bool check_bitmap(const uint8_t *data, size_t size)
{
	int last = -1;

	while (size > 0) {
		if (size < 2 || data[0] <= last)
			return false;
		last = data[0];

		size_t window = data[1];

		if (window == 0 || window > 32 || window > size - 2 ||
		    data[1 + window] == 0)
			return false;
		data += 2 + window;
		size -= 2 + window;
	}
	return true;
}

/* RFC 2535 section 5.2: the types 1 to 127. */
static bool check_nxt(const uint8_t *data, size_t size)
{
	return size == 0 || (size <= 16 && (data[0] & 0x80) == 0 && data[size - 1] != 0);
}

/* RFC 1035 section 3.4.2: a protocol, then a bit for each port. */
static bool check_wks(const uint8_t *data, size_t size)
{
	enum { SIZE_MAX_WKS = 1 + 65536 / 8 };

	return size > 0 && size <= SIZE_MAX_WKS && (size == 1 || data[size - 1] != 0);
}

/* Centimetres as a digit and a power of ten (RFC 1876 section 2). */
static bool check_loc_size(uint8_t size)
{
	return size == 0 || (size >> 4 != 0 && size >> 4 <= 9 && (size & 15) <= 9);
}

static bool check_loc_angle(uint32_t angle, uint32_t degrees_max)
{
	const uint32_t equator = UINT32_C(1) << 31;
	uint32_t distance = angle > equator ? angle - equator : equator - angle;

	return distance <= degrees_max * 3600000;
}

static bool check_loc(const uint8_t *data, size_t size UNUSED)
{
	return data[0] == 0 && check_loc_size(data[1]) && check_loc_size(data[2]) &&
	       check_loc_size(data[3]) && check_loc_angle(wire_u32(data + 4), 90) &&
	       check_loc_angle(wire_u32(data + 8), 180);
}

/* RFC 3123 section 4; families but IPv4 and IPv6 have no presentation form. */
static bool check_apl_item(const uint8_t *data, size_t size)
{
	unsigned family = wire_u16(data);
	size_t bytes = size - 4;

	if (family != 1 && family != 2)
		return false;
	return data[2] <= (family == 1 ? 32 : 128) && bytes <= (family == 1 ? 4U : 16U) &&
	       (bytes == 0 || data[size - 1] != 0);
}

static bool check_apl(const uint8_t *data, size_t size)
{
	while (size > 0) {
		size_t item = 4U + (data[3] & 0x7F);

		if (!check_apl_item(data, item))
			return false;
		data += item;
		size -= item;
	}
	return true;
}

static bool check_atma(const uint8_t *data, size_t size)
{
	if (size < 2 || data[0] > 1)
		return false;
	for (size_t i = 1; data[0] == 1 && i < size; i++) {
		if (!is_digit(data[i]))
			return false;
	}
	return true;
}

static bool check_tag(const uint8_t *data, size_t size)
{
	for (size_t i = 1; i < size; i++) {
		if (!is_alphanumeric(data[i]))
			return false;
	}
	return size > 1;
}

static bool check_next_owner(const uint8_t *data UNUSED, size_t size)
{
	return size > 1;
}

static bool check_filled(const uint8_t *data UNUSED, size_t size)
{
	return size > 0;
}

typedef bool check_data(const uint8_t *data, size_t size);

/* clang-format off */
static check_data *const checks[] = {
	[LDNS_RDF_TYPE_APL]              = check_apl,
	[LDNS_RDF_TYPE_NSEC]             = check_bitmap,
	[LDNS_RDF_TYPE_LOC]              = check_loc,
	[LDNS_RDF_TYPE_WKS]              = check_wks,
	[LDNS_RDF_TYPE_NSAP]             = check_filled,
	[LDNS_RDF_TYPE_ATMA]             = check_atma,
	[LDNS_RDF_TYPE_NSEC3_NEXT_OWNER] = check_next_owner,
	[LDNS_RDF_TYPE_TAG]              = check_tag,
	[LDNS_RDF_TYPE_UNKNOWN]          = check_nxt,
	[LDNS_RDF_TYPE_SVCPARAMS]        = rdata_check_svcb,
};
/* clang-format on */

static bool check_field(const uint8_t *wire, const struct rdata_field *field)
{
	if ((size_t)field->rdf_type >= ARRAY_LEN(checks) || !checks[field->rdf_type])
		return true;
	return checks[field->rdf_type](wire + field->offset, field->size);
}

/* The number is short for its kind of digest; kinds without a row have any size above 0. */
struct digest {
	uint8_t kind;
	uint8_t size;
};

static bool check_digest(const struct digest *digests, size_t len, uint8_t kind,
			 size_t size)
{
	for (size_t i = 0; i < len; i++) {
		if (digests[i].kind == kind)
			return digests[i].size == size;
	}
	return size > 0;
}

/* RFC 4034 section 5.1.4 and IANA's registry of DS digests. */
static bool check_ds(const uint8_t *wire, const struct rdata_field *fields)
{
	static const struct digest digests[] = {
		{ 1, 20 }, { 2, 32 }, { 3, 32 }, { 4, 48 }
	};
	bool is_delete = wire[fields[1].offset] == 0; /* RFC 8078 section 4 */

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

/* RFC 4025 section 2.4: algorithm 0 says that there is no key. */
static bool check_ipseckey(const uint8_t *wire, const struct rdata_field *fields,
			   size_t count)
{
	return (wire[fields[2].offset] != 0) == (count == 5);
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

static bool check_whole(uint16_t type, const uint8_t *wire,
			const struct rdata_field *fields, size_t count)
{
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
		return check_ds(wire, fields);
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

bool rdata_check(uint16_t type, const uint8_t *wire, const struct rdata_field *fields,
		 size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!check_field(wire, &fields[i]))
			return false;
	}
	return (count == 0 || check_last(type, &fields[count - 1])) &&
	       check_whole(type, wire, fields, count);
}
