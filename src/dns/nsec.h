#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/denial.h"
#include "dns/dnssec.h"
#include "dns/name.h"

struct arena;
struct signed_set;

enum { NSEC_NXNAME = 128 }; /* the type of RFC 9824 that only stands in bitmaps */

struct nsec {
	struct name owner;
	struct name next;
	struct dnssec_bytes bitmap;
};

/** The NSEC records of one zone, whose signatures were checked. */
struct nsec_list {
	struct name zone;
	struct nsec *list;
	size_t count;
};

/** True when the bitmap of an NSEC or NSEC3 has the type.  Source: RFC 4034 section 4.1.2. */
bool nsec_has_type(struct dnssec_bytes bitmap, uint16_t type);

/** Labels that two names share, counted from the root. */
unsigned nsec_shared_labels(struct name a, struct name b);

/**
 * Takes the readable records of sets of NSEC; those whose names are not of @zone are left out.
 * @sets  pointers to @count sets
 */
void nsec_collect(struct arena *arena, struct name zone,
		  const struct signed_set *const *sets, size_t count,
		  struct nsec_list *out_list);

/**
 * That @name has no records of @type: by the NSEC of the name, as an empty non-terminal, or by the wildcard that stands
 * for it.  Source: RFC 4035 section 5.4, RFC 6840 section 4, RFC 9824 section 3.
 */
void nsec_prove_nodata(const struct nsec_list *list, struct name name, uint16_t type,
		       struct denial *out_denial);

/** That @name is not there, nor a wildcard for it.  Source: as above. */
void nsec_prove_nxdomain(const struct nsec_list *list, struct name name,
			 struct denial *out_denial);

/**
 * That nothing stands closer to @name than the wildcard below its suffix of @labels labels, which gave the answer.
 * Source: RFC 4035 section 5.3.4.
 */
void nsec_prove_expansion(const struct nsec_list *list, struct name name, unsigned labels,
			  struct denial *out_denial);
