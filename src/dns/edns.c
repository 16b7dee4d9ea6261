#include "dns/edns.h"

#include "base/num.h"
#include "dns/message.h"
#include "dns/name.h"
#include "dns/type.h"
#include "dns/wire.h"

enum { OPTION_HEAD_SIZE = 4 }; /* code and size */

/* clang-format off */

/* What dig prints before an option. */
static const char *const option_names[] = {
	[EDNS_LLQ]            = "LLQ",
	[EDNS_UL]             = "UPDATE-LEASE",
	[EDNS_NSID]           = "NSID",
	[EDNS_DAU]            = "DAU",
	[EDNS_DHU]            = "DHU",
	[EDNS_N3U]            = "N3U",
	[EDNS_SUBNET]         = "CLIENT-SUBNET",
	[EDNS_EXPIRE]         = "EXPIRE",
	[EDNS_COOKIE]         = "COOKIE",
	[EDNS_KEEPALIVE]      = "TCP-KEEPALIVE",
	[EDNS_PADDING]        = "PADDING",
	[EDNS_CHAIN]          = "CHAIN",
	[EDNS_KEY_TAG]        = "KEY-TAG",
	[EDNS_EDE]            = "EDE",
	[EDNS_CLIENT_TAG]     = "CLIENT-TAG",
	[EDNS_SERVER_TAG]     = "SERVER-TAG",
	[EDNS_REPORT_CHANNEL] = "Report-Channel",
	[EDNS_ZONEVERSION]    = "ZONEVERSION",
};

/* What a user may write for an option, beside the names above. */
static const struct {
	const char *name;
	uint16_t code;
} option_aliases[] = {
	{ "UL",        EDNS_UL },
	{ "ECS",       EDNS_SUBNET },
	{ "KEEPALIVE", EDNS_KEEPALIVE },
	{ "PAD",       EDNS_PADDING },
	{ "RC",        EDNS_REPORT_CHANNEL },
	{ "DEVICEID",  EDNS_DEVICEID },
};

/* By INFO-CODE.  Source: RFC 8914 section 4 and IANA's registry of extended DNS errors. */
static const char *const ede_names[] = {
	[0]  = "Other",
	[1]  = "Unsupported DNSKEY Algorithm",
	[2]  = "Unsupported DS Digest Type",
	[3]  = "Stale Answer",
	[4]  = "Forged Answer",
	[5]  = "DNSSEC Indeterminate",
	[6]  = "DNSSEC Bogus",
	[7]  = "Signature Expired",
	[8]  = "Signature Not Yet Valid",
	[9]  = "DNSKEY Missing",
	[10] = "RRSIGs Missing",
	[11] = "No Zone Key Bit Set",
	[12] = "NSEC Missing",
	[13] = "Cached Error",
	[14] = "Not Ready",
	[15] = "Blocked",
	[16] = "Censored",
	[17] = "Filtered",
	[18] = "Prohibited",
	[19] = "Stale NXDOMAIN Answer",
	[20] = "Not Authoritative",
	[21] = "Not Supported",
	[22] = "No Reachable Authority",
	[23] = "Network Error",
	[24] = "Invalid Data",
	[25] = "Signature Expired before Valid",
	[26] = "Too Early",
	[27] = "Unsupported NSEC3 Iterations Value",
	[28] = "Unable to conform to policy",
	[29] = "Synthesized",
	[30] = "Invalid Query Type",
	[31] = "Rate Limited",
	[32] = "Over Quota",
};
/* clang-format on */

void edns_read(const uint8_t *wire, const struct message_rr *rr, struct edns *out_edns)
{
	*out_edns = (struct edns){
		.is_present = true,
		.rcode_high = (uint8_t)(rr->ttl >> 24),
		.version = (uint8_t)(rr->ttl >> 16),
		.flags = (uint16_t)rr->ttl,
		.udp_size = rr->rr_class,
		.options = wire + rr->rdata,
		.options_size = rr->rdata_size,
		.opt_count = 1,
	};
}

void edns_find(const uint8_t *wire, size_t size, struct edns *out_edns)
{
	struct message_cursor cursor;
	struct message_rr rr;
	struct edns edns = { 0 };

	message_begin(&cursor, wire, size);
	while (message_next(&cursor, &rr)) {
		unsigned seen = edns.opt_count;

		if (rr.section != SECTION_ADDITIONAL || rr.type != TYPE_OPT ||
		    !name_equal_wire(wire, size, rr.offset, name_root))
			continue;
		if (seen == 0)
			edns_read(wire, &rr, &edns);
		edns.opt_count = seen + 1;
	}
	*out_edns = edns;
}

uint16_t edns_rcode(uint16_t header_flags, const struct edns *edns)
{
	unsigned high = edns->is_present ? edns->rcode_high : 0;

	return (uint16_t)(high << 4 | message_rcode(header_flags));
}

bool edns_next(const struct edns *edns, size_t *offset, struct edns_option *out_option,
	       bool *out_is_cut)
{
	size_t left = edns->options_size - *offset;

	*out_is_cut = false;
	if (left == 0)
		return false;

	const uint8_t *at = edns->options + *offset;

	if (left < OPTION_HEAD_SIZE || left - OPTION_HEAD_SIZE < wire_u16(at + 2)) {
		*out_is_cut = true;
		return false;
	}
	out_option->code = wire_u16(at);
	out_option->size = wire_u16(at + 2);
	out_option->data = at + OPTION_HEAD_SIZE;
	*offset += OPTION_HEAD_SIZE + (size_t)out_option->size;
	return true;
}

bool edns_find_option(const struct edns *edns, uint16_t code,
		      struct edns_option *out_option)
{
	size_t offset = 0;
	struct edns_option option;
	bool is_cut;

	while (edns_next(edns, &offset, &option, &is_cut)) {
		if (option.code == code) {
			*out_option = option;
			return true;
		}
	}
	return false;
}

const char *edns_option_name(uint16_t code)
{
	return code < ARRAY_LEN(option_names) ? option_names[code] : NULL;
}

enum err edns_parse_code(struct str text, uint16_t *out_code)
{
	for (size_t code = 0; code < ARRAY_LEN(option_names); code++) {
		if (option_names[code] != NULL &&
		    str_equal_case(text, str_of(option_names[code]))) {
			*out_code = (uint16_t)code;
			return ERR_OK;
		}
	}
	for (size_t i = 0; i < ARRAY_LEN(option_aliases); i++) {
		if (str_equal_case(text, str_of(option_aliases[i].name))) {
			*out_code = option_aliases[i].code;
			return ERR_OK;
		}
	}
	return num_parse_u16(text, 0, UINT16_MAX, out_code) == ERR_OK ? ERR_OK
								      : ERR_SYNTAX;
}

const char *edns_ede_name(uint16_t info_code)
{
	return info_code < ARRAY_LEN(ede_names) ? ede_names[info_code] : NULL;
}
