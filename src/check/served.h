#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "dns/name.h"

struct arena;

/** A served record of the RRset that was asked for: places in the message and its normal form. */
struct served_rr {
	const uint8_t *normal;
	size_t normal_size;
	size_t rdata; /* offset in the message */
	uint16_t rdata_size;
	bool is_expected; /* set by who compares */
};

/** What is looked for in an answer; the class is IN. */
struct served_want {
	struct name owner;
	uint16_t type;
	bool has_referral; /* the authority section counts when the answer has none */
	bool is_through_aliases; /* the end of a chain of CNAMEs counts in place of the owner */
};

/** What an answer serves of one owner and type; a record that comes twice is kept once. */
struct served {
	struct served_rr *rrs;
	size_t count;
	uint32_t ttl; /* the smallest, when count > 0 */
	uint32_t
		ttl_max; /* the largest: in an RRset they are one (RFC 2181 section 5.2) */
	uint16_t other_type; /* a CNAME that stands in place of the type; 0: none */
	size_t other_rdata;  /* of that CNAME, or of the last that was followed */
	uint16_t other_rdata_size;
	unsigned alias_count;    /* CNAMEs followed, at most SERVED_ALIASES_MAX */
	bool is_from_referral;   /* found in the authority section */
	bool has_referral;       /* without an answer there are NS records in authority */
	size_t referral_owner;   /* offset of their owner, when has_referral */
	struct name_buffer *end; /* where the aliases lead; NULL when none was followed */
};

enum { SERVED_ALIASES_MAX = 16 };

/** Collects from a message; what it gives is in @arena, which may be a scratch. */
void served_collect(struct arena *arena, const uint8_t *wire, size_t size,
		    const struct served_want *want, struct served *out_served);
