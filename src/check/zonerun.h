#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "check/casework.h"
#include "check/plan.h"

struct arena;
struct run;
struct walk_zone;

/**
 * A zone (or one entry of `checks:`) on its way through a run: its servers once they are found, and how
 * far its cases have been started.
 */
struct zonerun {
	struct run *owner;
	struct name name; /* whose servers are asked */
	const struct targets_plan *asked;
	bool has_search;       /* the servers of the zone are needed */
	struct targets *lists; /* for expectations with an ask of their own */
	struct arena *arena;

	const struct plan_zone *zone;          /* NULL for an entry of `checks:` */
	const struct plan_check *check;        /* next one to start */
	const struct expectation *expectation; /* next one to start */
	size_t target;                         /* next one for it */
	size_t unresolved; /* next NS name without an address to report */

	const struct target *targets; /* the zone's servers, then the fixed ones */
	size_t target_count;
	const struct target *found; /* the zone's servers */
	size_t found_count;
	const struct target *own_targets; /* those of the expectation at hand */
	size_t own_count;
	const struct walk_zone *walked;
	enum reason failure; /* REASON_NONE, or why there are no servers */
	const char *why;

	struct zonerun *next;
	struct zonerun *next_searching, **place;
};

struct zonerun *zonerun_new_zone(struct arena *arena, const struct plan_zone *zone,
				 const struct plan *plan);
struct zonerun *zonerun_new_check(struct arena *arena, const struct plan_check *check);

/** Joins the servers found (NULL: none were looked for) to the fixed ones. */
void zonerun_found(struct zonerun *zonerun, const struct walk_zone *walked);

/** Verdicts that it will give. */
size_t zonerun_total(const struct zonerun *zonerun);

/** Starts (or skips, where nothing can be asked) one case; false when there is none left. */
bool zonerun_start_next(struct zonerun *zonerun, struct casework *work);

/** Gives REASON_INTERRUPTED for all that was not started. */
void zonerun_interrupt(struct zonerun *zonerun, struct casework *work);
