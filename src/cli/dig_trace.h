#pragma once

#include <stdbool.h>

#include "base/attr.h"
#include "dns/name.h"

struct dig_asker;
struct dig_lookup;
struct dig_target;
struct dig_view;

/**
 * dig's +trace: asks for the root's name servers, then follows the delegations down to the answer, one server a
 * step, and shows each reply.  Returns false when the run is over.
 *
 * @target         who is asked for the root
 * @out_exit_code  dig's code for the last reply
 */
NODISCARD bool dig_trace_run(struct dig_asker *asker, const struct dig_lookup *lookup,
			     struct name qname, const struct dig_target *target,
			     const struct dig_view *view, int *out_exit_code);
