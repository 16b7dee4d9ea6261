#pragma once

#include <stdbool.h>

#include "base/attr.h"

struct build_query;
struct dig_lookup;
struct dig_asker;
struct dig_target;
struct dig_view;

/**
 * Transfers a zone from the first server that takes the connection, and reports each message as it
 * comes.  Returns false when the run is over.
 *
 * @out_exit_code  digdrift's code for how it ended, or dig's
 */
NODISCARD bool dig_transfer_run(struct dig_asker *asker, const struct dig_lookup *lookup,
				const struct build_query *query,
				const struct dig_target *target,
				const struct dig_view *view, int *out_exit_code);
