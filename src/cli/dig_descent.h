#pragma once

#include <stdbool.h>

#include "base/attr.h"
#include "dns/name.h"

struct dig_asker;
struct dig_lookup;
struct dig_target;
struct dig_view;

/**
 * digdrift's +trace: goes from the root down to the answer, asks every server of every zone on the way,
 * holds both sides of each cut against each other, follows aliases, and judges.  Returns false when the
 * run is over.
 *
 * @target         who names the servers of the root, when servers were written; else the root hints do
 * @out_exit_code  2 when a fault was found, 9 when a server gave no reply, else that of the answer
 */
NODISCARD bool dig_descent_run(struct dig_asker *asker, const struct dig_lookup *lookup,
			       struct name qname, const struct dig_target *target,
			       const struct dig_view *view, int *out_exit_code);
