#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/name.h"
#include "query/engine.h"

struct arena;
struct rrset;

/**
 * Finds the name servers of zones from the root hints down, as a resolver does, but keeps every
 * step to be judged.  Cuts already learnt are kept for the next zone, so a thousand zones
 * of one TLD ask the root once.
 */
struct walk;

struct walk_options {
	const struct server *const *roots; /* addresses of the root, borrowed */
	size_t root_count;
	uint16_t port; /* of every server that a delegation names */
	bool has_v4;
	bool has_v6;
	const struct ask_policy *policy; /* borrowed */
};

/** An address of a name server and where it was learnt. */
struct walk_server {
	const struct server
		*server;   /* its name is the NS name, lower case with final dot */
	bool is_from_glue; /* from the referral; else resolved by a walk of its own */
};

/** What is known of a zone's delegation. */
struct walk_zone {
	struct name zone;
	struct name parent;     /* the zone that delegates it */
	const struct rrset *ns; /* the NS RRset of the parent's referral */
	const struct rrset *ds; /* DS as the parent says; count 0 when none */
	const struct walk_server
		*servers; /* every address of every name server, no address twice */
	size_t server_count;
	const struct name *unresolved; /* NS names without any address */
	size_t unresolved_count;
	const struct walk_server *parents; /* the servers of the parent zone */
	size_t parent_count;
	const char *why; /* NULL, or why the delegation could not be found: a sentence */
	enum walk_failure {
		WALK_OK,
		WALK_NXDOMAIN,
		WALK_NOT_DELEGATED,
		WALK_SILENT,
		WALK_LOOP,
		WALK_LIMIT
	} failure;
};

/** Runs once for each zone asked; @zone lives as long as the walk. */
typedef void walk_done(void *user, const struct walk_zone *zone);

/** @arena owns what is learnt; @engine is borrowed.  Errors: ERR_RANGE for no roots. */
NODISCARD enum err walk_new(struct arena *arena, struct engine *engine,
			    const struct walk_options *options, struct walk **out_walk);

/** Starts finding the servers of @zone (borrowed until done).  @done may run at once when it is known. */
NODISCARD enum err walk_find(struct walk *walk, struct name zone, walk_done *done,
			     void *user);
