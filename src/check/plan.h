#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "check/kind.h"
#include "check/targets.h"

struct arena;
struct faults;

/** A declared check, prepared. */
struct plan_check {
	const struct check_kind *kind;
	struct subject subject;
	const struct targets_plan *asked; /* NULL for a zone's: the zone's own */
	struct name name;                 /* whose zone's servers are asked */
	const struct plan_check *next;    /* of the same zone or list */
};

/** A zone and what is asked of its servers. */
struct plan_zone {
	const struct declared_zone *zone;
	const struct targets_plan *asked;
	bool has_search; /* the servers of the zone must be found */
	const struct plan_check *checks;
	const struct plan_zone *next;
};

/** What is to be asked of whom: the declaration with its servers read and its kinds prepared. */
struct plan {
	const struct declaration *declaration;
	struct targets *targets;
	const struct plan_zone *zones;
	const struct plan_check *checks;
	const struct server **roots;
	size_t root_count;
};

/**
 * Reads servers, groups and root hints and prepares the kinds.  Nothing is asked.
 * Errors: ERR_FAULTS: recorded in @faults.
 */
NODISCARD enum err plan_new(struct arena *arena, const struct declaration *declaration,
			    struct faults *faults, const struct plan **out_plan);
