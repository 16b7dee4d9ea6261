#pragma once

#include <stdbool.h>

#include "base/attr.h"
#include "dns/name.h"

struct dig_asker;
struct dig_lookup;
struct dig_target;
struct dig_view;

/**
 * +nssearch: finds the name servers of a name and asks every address of theirs for its SOA, all at
 * once; the replies are shown as they come.  Returns false when the run is over.
 *
 * @target         who is asked for the name servers
 * @out_exit_code  the worst of digdrift's codes, or dig's
 */
NODISCARD bool dig_nssearch_run(struct dig_asker *asker, const struct dig_lookup *lookup,
				struct name qname, const struct dig_target *target,
				const struct dig_view *view, int *out_exit_code);
