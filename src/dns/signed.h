#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/dnssec.h"
#include "dns/message.h"
#include "dns/name.h"

struct arena;

/** Bounds of what one message may bring. */
enum {
	SIGNED_SETS_MAX = 128,
	SIGNED_RRSIGS_MAX = 32, /* kept of one set; the rest is counted only */
};

/** The records of one owner and type, with the signatures that came with them. */
struct signed_set {
	struct name owner; /* case kept */
	uint16_t type;
	uint16_t rr_class;
	enum section section;
	uint32_t ttl;               /* the smallest */
	struct dnssec_bytes *rdata; /* names decompressed, case kept */
	size_t count;               /* 0: signatures without records */
	struct dnssec_rrsig *rrsigs;
	size_t rrsig_count; /* at most SIGNED_RRSIGS_MAX */
	size_t rrsig_total; /* that the message holds, unreadable ones too */
};

struct signed_sets {
	struct signed_set *list; /* in the order of their first record */
	size_t count;
	bool is_cut;    /* more than SIGNED_SETS_MAX: the rest is left out */
	bool is_broken; /* the message breaks off */
};

/** Gathers the answer and authority sections of a message, by sets. */
void signed_collect(struct arena *arena, const uint8_t *wire, size_t size,
		    uint16_t rr_class, struct signed_sets *out_sets);

/** The set of @owner and @type in @section, with at least one record; or NULL. */
const struct signed_set *signed_find(const struct signed_sets *sets, enum section section,
				     struct name owner, uint16_t type);
