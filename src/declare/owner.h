#pragma once

#include "base/attr.h"
#include "base/err.h"
#include "dns/name.h"

struct draft;
struct draft_zone;
struct yaml_node;
struct yaml_path;

/**
 * Reads the key of a record: relative to its zone, '' for the apex; or absolute with the final dot.
 *
 * @out_owner  lower case, in the arena of the draft
 * Errors: ERR_FAULTS, recorded: no name, or one outside of the zone.
 */
NODISCARD enum err owner_read(struct draft *draft, const struct draft_zone *zone,
			      const struct yaml_node *key, const struct yaml_path *path,
			      struct name *out_owner);
