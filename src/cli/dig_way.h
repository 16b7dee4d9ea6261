#pragma once

#include <stdbool.h>

#include "dns/name.h"

struct dig_asker;
struct dig_lookup;
struct dig_target;
struct dig_view;

/** Does a lookup that is more than one question; false when the run is over. */
typedef bool dig_way(struct dig_asker *asker, const struct dig_lookup *lookup,
		     struct name qname, const struct dig_target *target,
		     const struct dig_view *view, int *out_exit_code);

/** The way of +trace, +nssearch, +all-ns, +compare or +count; NULL for a lookup of one question. */
dig_way *dig_way_find(const struct dig_asker *asker, const struct dig_lookup *lookup);

/** True for those that find their servers by themselves. */
bool dig_way_needs_no_target(const struct dig_asker *asker,
			     const struct dig_lookup *lookup);
