#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "dns/name.h"

struct arena;

/** Rdata in normal form (rdata_normal) with the wire form it was made from. */
struct rrset_rdata {
	const uint8_t *normal;
	const uint8_t *wire; /* uncompressed, case kept: for printing */
	uint16_t normal_size;
	uint16_t wire_size;
};

/** Records of one owner, type and class; the order is as read, duplicates are kept once. */
struct rrset {
	struct name owner;
	uint16_t type;
	uint16_t rr_class;
	uint32_t ttl;      /* the smallest */
	bool is_ttl_mixed; /* its records had several */
	uint16_t count;
	const struct rrset_rdata *rdata;
};

/**
 * Collects from one section of a message the records of @owner (case folded), @type and
 * @rr_class.  Gives a set with count 0 when there is none.
 * @section   an enum section
 */
void rrset_collect(struct arena *arena, const uint8_t *wire, size_t size,
		   unsigned section, struct name owner, uint16_t type, uint16_t rr_class,
		   struct rrset *out_rrset);

/** True when both hold the same normal rdata, in any order; owner and TTL aside. */
bool rrset_equal(const struct rrset *a, const struct rrset *b);

/** What of @a is not in @b: indexes into a->rdata, at most a->count of them. */
size_t rrset_minus(const struct rrset *a, const struct rrset *b, uint16_t *out_indexes);
