#pragma once

#include <stdbool.h>

#include "base/attr.h"
#include "dns/name.h"

struct dig_asker;
struct dig_lookup;
struct dig_target;
struct dig_view;

/**
 * +all-ns and +compare: asks every server the same, at once, and shows who says what.  Returns false when
 * the run is over.
 *
 * @target         who was named; for +all-ns not asked
 * @out_exit_code  2 when answers or serials differ, 9 when a server gave no reply or none was found, else
 *                 that of the answer
 */
NODISCARD bool dig_panel_run(struct dig_asker *asker, const struct dig_lookup *lookup,
			     struct name qname, const struct dig_target *target,
			     const struct dig_view *view, int *out_exit_code);
