#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "dns/name.h"

struct ask_policy;
struct dig_asker;
struct dig_lookup;
struct server;
struct walk;
struct walk_zone;

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
 * The walk of a run, from the asker's roots, the root hints of +root-hints or the built-in ones; made once.
 * Returns NULL when it cannot be made, which was said.
 */
struct walk *dig_servers_walk(struct dig_asker *asker, const struct dig_lookup *lookup);

/** Times and tries for those who go on to another server by themselves: less than a lookup's, unless told. */
const struct ask_policy *dig_servers_policy(struct dig_asker *asker,
					    const struct dig_lookup *lookup);

/** What is known of a zone itself.  Returns NULL when the run is over, which was said. */
const struct walk_zone *dig_servers_find_zone(struct dig_asker *asker,
					      const struct dig_lookup *lookup,
					      struct name zone);

/** True when global IPv6 addresses are not asked: this machine has no way to them, and -6 was not given. */
bool dig_servers_has_no_v6(const struct dig_asker *asker);

/**
 * Finds the servers of the zone that holds @qname, from the root down; for DS those of its parent.
 * Returns false when the run is over, which was said.
 */
NODISCARD bool dig_servers_find(struct dig_asker *asker, const struct dig_lookup *lookup,
				struct name qname, struct dig_servers *out_servers);
