#include "dns/rdata_check.h"

#include <ldns/ldns.h>

#include "base/attr.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "dns/wire.h"

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

bool rdata_check(uint16_t type, const uint8_t *wire, const struct rdata_field *fields,
		 size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (!check_field(wire, &fields[i]))
			return false;
	}
	return rdata_check_whole(type, wire, fields, count);
}
