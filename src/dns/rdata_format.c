/*
 * ldns' descriptors say how the rdata of most types is put together.  The table here holds the
 * types that ldns 1.8.3 lacks or has otherwise than their RFCs and BIND.
 */
#include "dns/rdata_format.h"

#include <ldns/ldns.h>

#include "base/attr.h"
#include "dns/type.h"

/* Short names, so that a row stays one line. */
enum {
	NAME = LDNS_RDF_TYPE_DNAME,
	U8 = LDNS_RDF_TYPE_INT8,
	U16 = LDNS_RDF_TYPE_INT16,
	U32 = LDNS_RDF_TYPE_INT32,
	STR = LDNS_RDF_TYPE_STR,
	B64 = LDNS_RDF_TYPE_B64,
	HEX = LDNS_RDF_TYPE_HEX,
	RTYPE = LDNS_RDF_TYPE_TYPE,
	ALG = LDNS_RDF_TYPE_ALG,
	DATA = LDNS_RDF_TYPE_INT16_DATA,
	REST = LDNS_RDF_TYPE_UNKNOWN,
};

struct row {
	uint16_t type;
	struct rdata_format format;
};

/* clang-format off */
static const struct row rows[] = {
	{ 23,    { .kinds = { NAME },                          .count = 1, .minimum = 1 } },               /* NSAP-PTR */
	{ 25,    { .kinds = { U16, U8, ALG, B64 },             .count = 4, .minimum = 4, .may_lack_data = true } }, /* KEY */
	{ 38,    { .shape = RDATA_SHAPE_A6 } },
	{ 40,    { .kinds = { U8, U8, U8, B64 },               .count = 4, .minimum = 4, .may_lack_data = true } }, /* SINK */
	{ 45,    { .shape = RDATA_SHAPE_IPSECKEY } },
	{ 55,    { .shape = RDATA_SHAPE_HIP } },
	{ 56,    { .repeat = STR,                              .minimum = 1 } },                           /* NINFO */
	{ 57,    { .kinds = { U16, U8, ALG, B64 },             .count = 4, .minimum = 4 } },               /* RKEY */
	{ 66,    { .kinds = { RTYPE, U8, U16, NAME },          .count = 4, .minimum = 4 } },               /* DSYNC */
	{ 67,    { .kinds = { B64 },                           .count = 1, .minimum = 1 } },               /* HHIT */
	{ 68,    { .kinds = { B64 },                           .count = 1, .minimum = 1 } },               /* BRID */
	{ 249,   { .kinds = { NAME, U32, U32, U16, U16, DATA, DATA }, .count = 7, .minimum = 7 } },        /* TKEY */
	{ 258,   { .repeat = STR,                              .minimum = 1 } },                           /* AVC */
	{ 259,   { .kinds = { U32, U32, U8, STR, B64 },        .count = 5, .minimum = 5, .may_lack_data = true } }, /* DOA */
	{ 260,   { .shape = RDATA_SHAPE_AMTRELAY } },
	{ 261,   { .repeat = STR,                              .minimum = 1 } },                           /* RESINFO */
	{ 262,   { .repeat = STR,                              .minimum = 1 } },                           /* WALLET */
	{ 32768, { .kinds = { U16, ALG, U8, HEX },             .count = 4, .minimum = 4 } },               /* TA */
};

/* Whose names receivers decompress: RFC 1035's types and those of RFC 3597 section 4. */
static const uint16_t compressible[] = {
	2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 15, /* NS MD MF CNAME SOA MB MG MR PTR MINFO MX */
	17, 18, 21, 24, 26, 30, 33, 35,     /* RP AFSDB RT SIG PX NXT SRV NAPTR */
};

/* Without meaning outside class IN. */
static const uint16_t internet[] = {
	11, 22, 23, 26, 28, 31, 32, 33, 34, 36, 38, 42, 49, 64, 65,
};
/* clang-format on */

static bool is_listed(uint16_t type, const uint16_t *list, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (list[i] == type)
			return true;
	}
	return false;
}

static bool find_own(uint16_t type, struct rdata_format *out_format)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].type == type) {
			*out_format = rows[i].format;
			return true;
		}
	}
	return false;
}

static bool find_in_ldns(uint16_t type, struct rdata_format *out_format)
{
	const ldns_rr_descriptor *descriptor = ldns_rr_descript(type);
	struct rdata_format format = { 0 };

	if (descriptor == NULL || descriptor->_type != type ||
	    descriptor->_maximum > RDATA_FORMAT_KINDS_MAX)
		return false;
	for (uint8_t i = 0; i < descriptor->_maximum; i++)
		format.kinds[i] = (uint8_t)ldns_rr_descriptor_field_type(descriptor, i);
	if (format.kinds[0] == REST)
		return false;
	format.count = descriptor->_maximum;
	format.minimum = descriptor->_minimum;
	format.repeat = (uint8_t)descriptor->_variable;
	*out_format = format;
	return true;
}

bool rdata_format_find(uint16_t type, struct rdata_format *out_format)
{
	if (!find_own(type, out_format) && !find_in_ldns(type, out_format))
		return false;
	out_format->may_be_compressed =
		is_listed(type, compressible, ARRAY_LEN(compressible));
	out_format->is_internet = is_listed(type, internet, ARRAY_LEN(internet));
	return true;
}
