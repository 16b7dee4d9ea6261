/*
 * ldns' descriptors say how the rdata of most types is put together.  The table here holds the
 * types that ldns 1.8.3 lacks or has otherwise than their RFCs and BIND.
 */
#include "dns/rdata_format.h"

#include <ldns/ldns.h>

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

enum { FORMAT_LAST = 262 };

/* clang-format off */
static const struct rdata_format formats[FORMAT_LAST + 1] = {
	[23]  = { .kinds = { NAME },                   .count = 1, .minimum = 1 },                        /* NSAP-PTR */
	[25]  = { .kinds = { U16, U8, ALG, B64 },      .count = 4, .minimum = 4, .may_lack_data = true }, /* KEY */
	[38]  = { .shape = RDATA_SHAPE_A6 },
	[40]  = { .kinds = { U8, U8, U8, B64 },        .count = 4, .minimum = 4, .may_lack_data = true }, /* SINK */
	[45]  = { .shape = RDATA_SHAPE_IPSECKEY },
	[55]  = { .shape = RDATA_SHAPE_HIP },
	[56]  = { .repeat = STR,                                   .minimum = 1 },                        /* NINFO */
	[57]  = { .kinds = { U16, U8, ALG, B64 },      .count = 4, .minimum = 4 },                        /* RKEY */
	[66]  = { .kinds = { RTYPE, U8, U16, NAME },   .count = 4, .minimum = 4 },                        /* DSYNC */
	[67]  = { .kinds = { B64 },                    .count = 1, .minimum = 1 },                        /* HHIT */
	[68]  = { .kinds = { B64 },                    .count = 1, .minimum = 1 },                        /* BRID */
	[249] = { .kinds = { NAME, U32, U32, U16, U16, DATA, DATA }, .count = 7, .minimum = 7 },          /* TKEY */
	[258] = { .repeat = STR,                                   .minimum = 1 },                        /* AVC */
	[259] = { .kinds = { U32, U32, U8, STR, B64 }, .count = 5, .minimum = 5, .may_lack_data = true }, /* DOA */
	[260] = { .shape = RDATA_SHAPE_AMTRELAY },
	[261] = { .repeat = STR,                                   .minimum = 1 },                        /* RESINFO */
	[262] = { .repeat = STR,                                   .minimum = 1 },                        /* WALLET */
};
/* clang-format on */

static const struct rdata_format ta_format = {
	.kinds = { U16, ALG, U8, HEX },
	.count = 4,
	.minimum = 4,
};

enum { LISTED = 66 }; /* types below may stand in the list that follows */

/* clang-format off */
/* Without meaning outside class IN. */
static const bool is_internet[LISTED] = {
	[11] = true, [22] = true, [23] = true, [26] = true, [28] = true, /* WKS NSAP NSAP-PTR PX AAAA */
	[31] = true, [32] = true, [33] = true, [34] = true, [36] = true, /* EID NIMLOC SRV ATMA KX */
	[38] = true, [42] = true, [49] = true, [64] = true, [65] = true, /* A6 APL DHCID SVCB HTTPS */
};
/* clang-format on */

static bool find_own(uint16_t type, struct rdata_format *out_format)
{
	const struct rdata_format *format = type == TYPE_TA ? &ta_format : NULL;

	if (type <= FORMAT_LAST)
		format = &formats[type];
	if (format == NULL ||
	    (format->minimum == 0 && format->shape == RDATA_SHAPE_PLAIN))
		return false;
	*out_format = *format;
	return true;
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
	out_format->is_internet = type < LISTED && is_internet[type];
	return true;
}
