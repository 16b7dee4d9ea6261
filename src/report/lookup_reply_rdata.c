/*
 * Why dig cannot read rdata, in its words, where these are others than for most types.
 */
#include "report/lookup_reply_rdata.h"

#include "base/attr.h"
#include "dns/name.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	APL_ITEM_SIZE = 4, /* family, prefix, length of the address */
	SVCB_PRIORITY_SIZE = 2,
	SVCB_PARAM_SIZE = 4,  /* key and length */
	GATEWAY_TYPE_MAX = 3, /* of IPSECKEY: none, IPv4, IPv6, name */
	TYPE_NUMBER_ATMA = 34,
	TYPE_NUMBER_AVC = 258,
	TYPE_NUMBER_RESINFO = 261,
	TYPE_NUMBER_WALLET = 262,
	TYPE_NUMBER_APL = 42,
	TYPE_NUMBER_NSEC3PARAM = 51,
	TYPE_NUMBER_NID = 104,
	TYPE_NUMBER_L32 = 105,
	TYPE_NUMBER_L64 = 106,
	TYPE_NUMBER_EUI48 = 108,
	TYPE_NUMBER_EUI64 = 109,
	TYPE_NUMBER_CSYNC = 62,
	TYPE_NUMBER_NINFO = 56,
};

static const char cut[] = "unexpected end of input";
static const char form[] = "FORMERR";
static const char range[] = "out of range";

/* The word for a type, from a size on. */
/* clang-format off */
static const struct {
	uint16_t type;
	uint16_t size_min;
	const char *fault;
} words[] = {
	{ TYPE_NSEC3,               0, form },
	{ TYPE_NUMBER_NSEC3PARAM,   0, form },
	{ TYPE_HIP,                 0, form },
	{ TYPE_X25,                 0, form },
	{ TYPE_NUMBER_NID,          0, form },
	{ TYPE_NUMBER_L32,          0, form },
	{ TYPE_NUMBER_L64,          0, form },
	{ TYPE_NUMBER_EUI48,        0, form },
	{ TYPE_NUMBER_EUI64,        0, form },
	{ TYPE_CAA,                 2, form },
	{ TYPE_NUMBER_ATMA,         1, form },
	{ TYPE_SSHFP,               4, form },
	{ TYPE_RKEY,                4, form },
	{ TYPE_NUMBER_CSYNC,        6, form },
	{ TYPE_AMTRELAY,            2, form },
	{ TYPE_TXT,                 1, cut },
	{ TYPE_NUMBER_NINFO,        1, cut },
	{ TYPE_SPF,                 1, cut },
	{ TYPE_NUMBER_AVC,          1, cut },
	{ TYPE_NUMBER_RESINFO,      1, cut },
	{ TYPE_NUMBER_WALLET,       1, cut },
	{ TYPE_LOC,                16, range },
};
/* clang-format on */

/* An address prefix that ends too early, or one that cannot be. */
static const char *apl_fault(const uint8_t *data, size_t size)
{
	for (size_t at = 0; at < size;) {
		size_t length;

		if (size - at < APL_ITEM_SIZE)
			return cut;
		length = data[at + 3] & 0x7FU;
		if (size - at - APL_ITEM_SIZE < length)
			return cut;
		at += APL_ITEM_SIZE + length;
	}
	return range;
}

/* Parameters that end too early, or that break a rule of theirs. */
static const char *svcb_fault(const uint8_t *wire, size_t size,
			      const struct message_rr *rr)
{
	size_t end = rr->rdata + rr->rdata_size;
	size_t at;

	if (rr->rdata_size < SVCB_PRIORITY_SIZE ||
	    name_read_fault(wire, size, rr->rdata + SVCB_PRIORITY_SIZE, &at) != NULL ||
	    at > end)
		return cut;
	while (at < end) {
		if (end - at < SVCB_PARAM_SIZE ||
		    end - at - SVCB_PARAM_SIZE < wire_u16(wire + at + 2))
			return cut;
		at += SVCB_PARAM_SIZE + (size_t)wire_u16(wire + at + 2);
	}
	return form;
}

/* The fault of the name behind a preference. */
static const char *exchange_fault(const uint8_t *wire, size_t size,
				  const struct message_rr *rr)
{
	size_t end;

	return rr->rdata_size <= 2 ? NULL
				   : name_read_fault(wire, size, rr->rdata + 2, &end);
}

/* The bitmap behind a name that can be read. */
static const char *nsec_fault(const uint8_t *wire, size_t size,
			      const struct message_rr *rr, const char *usual)
{
	size_t end;

	if (name_read_fault(wire, size, rr->rdata, &end) != NULL ||
	    end > rr->rdata + rr->rdata_size)
		return usual;
	return form;
}

const char *lookup_reply_rdata_fault(const uint8_t *wire, size_t size,
				     const struct message_rr *rr, const char *usual)
{
	const uint8_t *data = wire + rr->rdata;
	const char *fault = NULL;

	switch (rr->type) {
	case TYPE_NUMBER_APL:
		return apl_fault(data, rr->rdata_size);
	case TYPE_SVCB:
	case TYPE_HTTPS:
		return svcb_fault(wire, size, rr);
	case TYPE_NSEC:
		return nsec_fault(wire, size, rr, usual);
	case TYPE_MX:
		fault = exchange_fault(wire, size, rr);
		return fault == NULL ? usual : fault;
	case TYPE_IPSECKEY:
		return rr->rdata_size > 2 && data[1] > GATEWAY_TYPE_MAX
			       ? "not implemented"
			       : usual;
	default:
		break;
	}
	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (words[i].type == rr->type && rr->rdata_size >= words[i].size_min)
			return words[i].fault;
	}
	return usual;
}
