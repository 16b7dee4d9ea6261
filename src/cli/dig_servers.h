#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "dns/name.h"

struct dig_asker;
struct dig_lookup;
struct server;
struct walk;

/** The name servers that hold a name. */
struct dig_servers {
	struct name zone; /* the deepest that was found at or above the name */
	const struct server *const *list;
	size_t count;
	const struct name *unresolved; /* name servers without an address */
	size_t unresolved_count;
	size_t left_out; /* IPv6 addresses that this machine has no way to */
	const char *
		why; /* NULL, or a sentence: why the search ended above the name's zone */
};

/**
 * The walk of a run, from the root hints of +roothints or the built-in ones; made once.  Returns NULL when
 * it cannot be made, which was said.
 */
struct walk *dig_servers_walk(struct dig_asker *asker, const struct dig_lookup *lookup);

/**
 * Finds the servers of the zone that holds @qname, from the root down; for DS those of its parent.
 * Returns false when the run is over, which was said.
 */
NODISCARD bool dig_servers_find(struct dig_asker *asker, const struct dig_lookup *lookup,
				struct name qname, struct dig_servers *out_servers);
