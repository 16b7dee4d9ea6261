#include <ldns/ldns.h>

#include "base/attr.h"
#include "dns/name.h"
#include "dns/rdata.h"
#include "dns/rdata_format.h"
#include "dns/wire.h"

/* Where a cut stands; @end is behind the rdata, names may point anywhere before it. */
struct cut {
	const uint8_t *wire;
	size_t at;
	size_t end;
	bool is_strict; /* no compressed names */
	struct rdata_field *fields;
	size_t count;
};

/* How the size of a field is found. */
enum measure {
	MEASURE_REST, /* all that is left */
	MEASURE_FIXED,
	MEASURE_U8,  /* a byte says how much follows */
	MEASURE_U16, /* two bytes say it */
	MEASURE_NAME,
	MEASURE_APL,
};

struct gauge {
	uint8_t measure;
	uint8_t size;
};

/* clang-format off */
static const struct gauge gauges[] = {
	[LDNS_RDF_TYPE_DNAME]             = { MEASURE_NAME,  0 },
	[LDNS_RDF_TYPE_INT8]              = { MEASURE_FIXED, 1 },
	[LDNS_RDF_TYPE_INT16]             = { MEASURE_FIXED, 2 },
	[LDNS_RDF_TYPE_INT32]             = { MEASURE_FIXED, 4 },
	[LDNS_RDF_TYPE_A]                 = { MEASURE_FIXED, 4 },
	[LDNS_RDF_TYPE_AAAA]              = { MEASURE_FIXED, 16 },
	[LDNS_RDF_TYPE_STR]               = { MEASURE_U8,    0 },
	[LDNS_RDF_TYPE_APL]               = { MEASURE_APL,   0 },
	[LDNS_RDF_TYPE_TYPE]              = { MEASURE_FIXED, 2 },
	[LDNS_RDF_TYPE_CLASS]             = { MEASURE_FIXED, 2 },
	[LDNS_RDF_TYPE_CERT_ALG]          = { MEASURE_FIXED, 2 },
	[LDNS_RDF_TYPE_ALG]               = { MEASURE_FIXED, 1 },
	[LDNS_RDF_TYPE_TIME]              = { MEASURE_FIXED, 4 },
	[LDNS_RDF_TYPE_PERIOD]            = { MEASURE_FIXED, 4 },
	[LDNS_RDF_TYPE_TSIGTIME]          = { MEASURE_FIXED, 6 },
	[LDNS_RDF_TYPE_INT16_DATA]        = { MEASURE_U16,   0 },
	[LDNS_RDF_TYPE_NSEC3_SALT]        = { MEASURE_U8,    0 },
	[LDNS_RDF_TYPE_NSEC3_NEXT_OWNER]  = { MEASURE_U8,    0 },
	[LDNS_RDF_TYPE_LOC]               = { MEASURE_FIXED, 16 },
	[LDNS_RDF_TYPE_ILNP64]            = { MEASURE_FIXED, 8 },
	[LDNS_RDF_TYPE_EUI48]             = { MEASURE_FIXED, 6 },
	[LDNS_RDF_TYPE_EUI64]             = { MEASURE_FIXED, 8 },
	[LDNS_RDF_TYPE_TAG]               = { MEASURE_U8,    0 },
	[LDNS_RDF_TYPE_CERTIFICATE_USAGE] = { MEASURE_FIXED, 1 },
	[LDNS_RDF_TYPE_SELECTOR]          = { MEASURE_FIXED, 1 },
	[LDNS_RDF_TYPE_MATCHING_TYPE]     = { MEASURE_FIXED, 1 },
};
/* clang-format on */

enum { APL_HEAD_SIZE = 4, APL_SIZE_MASK = 0x7F };

static size_t left(const struct cut *cut)
{
	return cut->end - cut->at;
}

static bool measure_name(const struct cut *cut, size_t *out_size)
{
	size_t end;

	if (name_skip(cut->wire, cut->end, cut->at, &end) != ERR_OK)
		return false;
	*out_size = end - cut->at;
	return !cut->is_strict || name_is_valid(cut->wire + cut->at, *out_size);
}

/* Finds the size of the field at the cursor; false when it is not there whole. */
static bool measure(const struct cut *cut, int kind, size_t *out_size)
{
	const uint8_t *at = cut->wire + cut->at;
	size_t room = left(cut);
	struct gauge gauge = { MEASURE_REST, 0 };
	size_t size = room;

	if ((size_t)kind < ARRAY_LEN(gauges))
		gauge = gauges[kind];
	switch ((enum measure)gauge.measure) {
	case MEASURE_REST:
		break;
	case MEASURE_FIXED:
		size = gauge.size;
		break;
	case MEASURE_U8:
		size = room > 0 ? 1U + at[0] : 1;
		break;
	case MEASURE_U16:
		size = room > 1 ? 2U + wire_u16(at) : 2;
		break;
	case MEASURE_APL:
		size = APL_HEAD_SIZE;
		if (room >= APL_HEAD_SIZE)
			size += at[3] & APL_SIZE_MASK;
		break;
	case MEASURE_NAME:
		return measure_name(cut, out_size);
	}
	*out_size = size;
	return size <= room;
}

static bool take_sized(struct cut *cut, int kind, size_t size)
{
	if (size > left(cut))
		return false;
	cut->fields[cut->count++] = (struct rdata_field){ kind, cut->at, size };
	cut->at += size;
	return true;
}

static bool take(struct cut *cut, int kind)
{
	size_t size;

	return measure(cut, kind, &size) && take_sized(cut, kind, size);
}

/* Takes what repeats to the end; the last field has room for all that find no other. */
static bool take_repeated(struct cut *cut, int kind)
{
	while (left(cut) > 0 && cut->count < RDATA_FIELDS_MAX - 1) {
		if (!take(cut, kind))
			return false;
	}
	if (left(cut) == 0)
		return true;

	size_t start = cut->at;
	size_t size;

	while (left(cut) > 0) {
		if (!measure(cut, kind, &size))
			return false;
		cut->at += size;
	}
	cut->at = start;
	return take_sized(cut, kind, left(cut));
}

/* RFC 2874 section 3.1. */
static bool cut_a6(struct cut *cut)
{
	if (!take(cut, LDNS_RDF_TYPE_INT8))
		return false;

	unsigned bits = cut->wire[cut->at - 1];

	return bits <= 128 && take_sized(cut, LDNS_RDF_TYPE_HEX, (128 - bits + 7) / 8) &&
	       (bits == 0 || take(cut, LDNS_RDF_TYPE_DNAME));
}

/* Some fields of a byte. */
static bool take_bytes(struct cut *cut, unsigned count)
{
	while (count > 0 && take(cut, LDNS_RDF_TYPE_INT8))
		count--;
	return count == 0;
}

/* The gateway of IPSECKEY or relay of AMTRELAY, by its type. */
static bool cut_gateway(struct cut *cut, unsigned gateway_type)
{
	static const int kinds[] = { LDNS_RDF_TYPE_NONE, LDNS_RDF_TYPE_A,
				     LDNS_RDF_TYPE_AAAA, LDNS_RDF_TYPE_DNAME };

	if (gateway_type >= ARRAY_LEN(kinds))
		return false;
	if (gateway_type == 0)
		return take_sized(cut, LDNS_RDF_TYPE_NONE, 0);
	return take(cut, kinds[gateway_type]);
}

/* RFC 4025 section 2.1. */
static bool cut_ipseckey(struct cut *cut)
{
	return take_bytes(cut, 3) && cut_gateway(cut, cut->wire[cut->at - 2]) &&
	       (left(cut) == 0 || take(cut, LDNS_RDF_TYPE_B64));
}

/* RFC 8777 section 4.2. */
static bool cut_amtrelay(struct cut *cut)
{
	return take_bytes(cut, 2) && cut_gateway(cut, cut->wire[cut->at - 1] & 0x7F);
}

/* RFC 8005 section 5.  Thousands of compressed servers would grow out of all bounds. */
static bool cut_hip(struct cut *cut)
{
	cut->is_strict = true;
	if (!take_bytes(cut, 2) || !take(cut, LDNS_RDF_TYPE_INT16))
		return false;

	size_t tag_size = cut->wire[cut->at - 4];
	size_t key_size = wire_u16(cut->wire + cut->at - 2);

	return tag_size > 0 && key_size > 0 &&
	       take_sized(cut, LDNS_RDF_TYPE_HEX, tag_size) &&
	       take_sized(cut, LDNS_RDF_TYPE_B64, key_size) &&
	       take_repeated(cut, LDNS_RDF_TYPE_DNAME);
}

static bool is_at_optional_end(const struct cut *cut, const struct rdata_format *format)
{
	return left(cut) == 0 && cut->count >= format->minimum;
}

static bool cut_plain(struct cut *cut, const struct rdata_format *format)
{
	for (unsigned i = 0; i < format->count; i++) {
		if (is_at_optional_end(cut, format))
			return true;
		if (!take(cut, format->kinds[i]))
			return false;
	}
	if (format->repeat != LDNS_RDF_TYPE_NONE && !take_repeated(cut, format->repeat))
		return false;
	return cut->count >= format->minimum;
}

static bool cut_shape(struct cut *cut, const struct rdata_format *format)
{
	switch ((enum rdata_shape)format->shape) {
	case RDATA_SHAPE_PLAIN:
		return cut_plain(cut, format);
	case RDATA_SHAPE_A6:
		return cut_a6(cut);
	case RDATA_SHAPE_IPSECKEY:
		return cut_ipseckey(cut);
	case RDATA_SHAPE_AMTRELAY:
		return cut_amtrelay(cut);
	case RDATA_SHAPE_HIP:
		return cut_hip(cut);
	}
	return false;
}

/* NOLINTNEXTLINE(readability-function-size): a message, a place in it, and what becomes of it */
enum err rdata_cut(uint16_t type, const uint8_t *wire, size_t size, size_t offset,
		   uint16_t rdata_size, struct rdata_field *fields, size_t *out_count)
{
	struct rdata_format format;

	if (offset > size || rdata_size > size - offset)
		return ERR_SYNTAX;
	if (!rdata_format_find(type, &format))
		return ERR_UNSUPPORTED;

	struct cut cut = {
		.wire = wire,
		.at = offset,
		.end = offset + rdata_size,
		.fields = fields,
	};

	if (!cut_shape(&cut, &format) || left(&cut) > 0)
		return ERR_SYNTAX;
	*out_count = cut.count;
	return ERR_OK;
}
