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

/** What an answer serves of one owner, type and class. */
struct served {
	struct served_rr *rrs;
	size_t count;
	uint32_t ttl;        /* the smallest, when count > 0 */
	uint16_t other_type; /* a CNAME that stands in place of the type; 0: none */
	size_t other_rdata;
	uint16_t other_rdata_size;
	bool is_from_referral; /* found in the authority section */
};

/**
 * Collects from the answer section, and with @has_referral from the authority section when the
 * answer section has none (NS below a zone).  In @arena, which may be a scratch.
 */
void served_collect(struct arena *arena, const uint8_t *wire, size_t size,
		    struct name owner, uint16_t type, bool has_referral,
		    struct served *out_served);
