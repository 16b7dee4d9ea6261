#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "cli/dig_lookup.h"

struct dig_asker;
struct server;

/** Whom a lookup asks, in order. */
struct dig_target {
	const struct server **servers;
	size_t count;
};

/**
 * Finds the addresses of a server as written, once for each; says "couldn't get address" and
 * returns false when there are none.
 *
 * @out_target  in the arena of the line
 */
NODISCARD bool dig_target_find(struct dig_asker *asker, const struct dig_server *server,
			       struct dig_target *out_target);

/** Finds the addresses of every server of the lookups that wait; returns as above. */
NODISCARD bool dig_target_find_all(struct dig_asker *asker);

/**
 * The servers of a lookup, or those of resolv.conf; IPv4 addresses are left out when only IPv6
 * may be used, with dig's words for it.
 */
NODISCARD bool dig_target_of(struct dig_asker *asker, const struct dig_lookup *lookup,
			     struct dig_target *out_target);
