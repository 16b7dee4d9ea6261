#pragma once

#include <stdbool.h>

#include "base/attr.h"
#include "dns/name.h"

struct dig_asker;
struct dig_lookup;
struct dig_target;
struct dig_view;

/**
 * +count: asks every server again and again, once each time, and shows how long it took.  An interrupt shows
 * what was measured so far and ends the run.  Returns false when the run is over.
 *
 * @target         who was named; with +all-ns the servers of the name's zone are asked
 * @out_exit_code  9 when a server gave no reply at all, else that of the last reply
 */
NODISCARD bool dig_count_run(struct dig_asker *asker, const struct dig_lookup *lookup,
			     struct name qname, const struct dig_target *target,
			     const struct dig_view *view, int *out_exit_code);
