#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/denial.h"
#include "dns/dnssec.h"
#include "dns/name.h"

struct arena;
struct signed_set;

enum {
	NSEC3_HASH_SIZE = 20,       /* SHA-1, the only algorithm */
	NSEC3_ITERATIONS_MAX = 150, /* more are as if unsigned: RFC 9276 section 3.2 */
	NSEC3_HASHES_MAX = 40000,   /* rounds of SHA-1 for one validation */
};

struct nsec3 {
	uint8_t hash[NSEC3_HASH_SIZE];
	uint8_t next[NSEC3_HASH_SIZE];
	bool is_opt_out;
	struct dnssec_bytes bitmap;
};

/** The NSEC3 records of one zone with the same salt and iterations, whose signatures were checked. */
struct nsec3_list {
	struct name zone;
	uint16_t iterations;
	struct dnssec_bytes salt;
	struct nsec3 *list;
	size_t count;
	unsigned *hashes; /* rounds of SHA-1 so far, counted up to NSEC3_HASHES_MAX */
};

/**
 * The hashed name: SHA-1 of the name in lower case and the salt, then @iterations times more.
 * Source: RFC 5155 section 5.
 */
void nsec3_hash(struct name name, struct dnssec_bytes salt, uint16_t iterations,
		uint8_t out_hash[NSEC3_HASH_SIZE]);

/**
 * Takes the readable records of sets of NSEC3: hash algorithm 1, flags 0 or 1, an owner right below @zone, and the
 * salt and iterations of the first.  Source: RFC 5155 section 8.2.
 *
 * @hashes  the counter, borrowed
 */
void nsec3_collect(struct arena *arena, struct name zone,
		   const struct signed_set *const *sets, size_t count, unsigned *hashes,
		   struct nsec3_list *out_list);

/** That @name has no records of @type.  Source: RFC 5155 sections 8.5 to 8.7, RFC 6840 section 4. */
void nsec3_prove_nodata(const struct nsec3_list *list, struct name name, uint16_t type,
			struct denial *out_denial);

/** That @name is not there, nor a wildcard for it.  Source: RFC 5155 section 8.4. */
void nsec3_prove_nxdomain(const struct nsec3_list *list, struct name name,
			  struct denial *out_denial);

/** As nsec_prove_expansion.  Source: RFC 5155 section 8.8. */
void nsec3_prove_expansion(const struct nsec3_list *list, struct name name,
			   unsigned labels, struct denial *out_denial);
