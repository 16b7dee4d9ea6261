#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "check/casework.h"
#include "check/plan.h"

struct arena;
struct map;
struct run;
struct walk_zone;

/** What is the same for all zones of a run. */
struct zonerun_asking {
	struct targets *lists; /* for expectations with an ask of their own */
	struct map *servers; /* every address asked, to count them; NULL: nobody counts */
	struct map *left_out; /* global IPv6 addresses, not asked; NULL: they are asked */
	bool is_one_family;   /* only IPv4, or only IPv6, was looked for */
};

/**
 * A zone (or one entry of `checks:`) on its way through a run: its servers once they are found, and how
 * far its cases have been started.
 */
struct zonerun {
	struct run *owner;
	struct name name; /* whose servers are asked */
	const struct targets_plan *asked;
	bool has_search; /* the servers of the zone are needed */
	const struct zonerun_asking *asking;
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
	const struct targets_plan *own_asked; /* of the expectation at hand */
	const struct target *own_targets;
	size_t own_count;
	const struct walk_zone *walked;
	enum reason failure; /* REASON_NONE, or why there are no servers */
	const char *why;

	struct zonerun *next;
	struct zonerun *next_searching, **place;
};

/** What they are given is borrowed. */
struct zonerun *zonerun_new_zone(struct arena *arena, const struct plan_zone *zone,
				 const struct zonerun_asking *asking);
struct zonerun *zonerun_new_check(struct arena *arena, const struct plan_check *check,
				  const struct zonerun_asking *asking);

/** Verdicts that it will give. */
size_t zonerun_total(const struct zonerun *zonerun);

/** Starts (or skips, where nothing can be asked) one case; false when there is none left. */
bool zonerun_start_next(struct zonerun *zonerun, struct casework *work);

/** Gives REASON_INTERRUPTED for all that was not started. */
void zonerun_interrupt(struct zonerun *zonerun, struct casework *work);
