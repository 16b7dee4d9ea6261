#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "check/kind.h"

struct arena;
struct declaration;
struct faults;

/** Who an `ask:` list means, as far as it is known before anything is asked. */
struct targets_plan {
	bool has_authoritative;     /* the servers of the zone, to be found */
	const struct target *fixed; /* resolvers, groups and addresses */
	size_t fixed_count;
};

/** Reads lists; equal lists of the declaration are read once. */
struct targets;

/**
 * Reads the groups.  @declaration is borrowed.  Reads resolv.conf only when `system` is asked.
 * Faults: what is no address in a group, asked or not.
 */
struct targets *targets_new(struct arena *arena, const struct declaration *declaration,
			    struct faults *faults);

/**
 * @list  count 0: the declaration's defaults
 * Faults: an unknown group with the nearest one, an address that is none, nobody to ask.  Gives a plan in
 * any case.  @faults may be NULL for a list that was read before.
 */
const struct targets_plan *targets_read(struct targets *targets,
					const struct schema_list *list,
					struct faults *faults);
