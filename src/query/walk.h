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
 * step to be judged.  Cuts and addresses already learnt serve the next zone too, and what is being
 * asked is not asked again meanwhile: a thousand zones of one TLD ask the root once.
 *
 * What a delegation says counts: addresses are glue, or resolved where the delegating zone cannot
 * give glue.
 */
struct walk;

enum { WALK_SERVERS_MAX = 64 };    /* addresses, and name servers, of a zone */
enum { WALK_QUESTIONS_MAX = 200 }; /* asked for the sake of one zone */

struct walk_options {
	const struct server *const *roots; /* addresses of the root, borrowed */
	size_t root_count;
	uint16_t port; /* of every server that a delegation names */
	bool has_v4;
	bool has_v6;
	bool is_v6_last; /* no way to global IPv6 is known: those addresses are tried last */
	const struct ask_policy *policy; /* timeout, tries and EDNS matters; borrowed */
};

/** An address of a name server and where it was learnt. */
struct walk_server {
	const struct server
		*server;   /* its name is the NS name, lower case with final dot */
	bool is_from_glue; /* from the referral; else resolved by a walk of its own */
};

/** What a step's reply says. */
enum walk_finding {
	WALK_FINDING_ANSWER,   /* the records asked for, with authority */
	WALK_FINDING_ALIAS,    /* a CNAME, with authority */
	WALK_FINDING_REFERRAL, /* to a zone further down */
	WALK_FINDING_NODATA,
	WALK_FINDING_NXDOMAIN,
	WALK_FINDING_FAILURE, /* SERVFAIL, REFUSED and such: rcode */
	WALK_FINDING_NOT_AUTHORITATIVE,
	WALK_FINDING_TRUNCATED,  /* and TCP did not help */
	WALK_FINDING_UNREADABLE, /* broken bytes */
	WALK_FINDING_NO_REPLY,   /* the outcome tells */
	WALK_FINDING_COUNT
};

/** A question that was asked on the way. */
struct walk_step {
	struct name zone; /* as whose server it was asked */
	const struct server *server;
	struct name qname;
	uint16_t qtype;
	enum walk_finding finding;
	enum outcome outcome;
	uint16_t rcode; /* whole; of a reply */
	bool is_aa;
	uint32_t rtt_us;
	uint32_t size; /* of the reply */
};

/** Why a delegation could not be found. */
enum walk_failure {
	WALK_OK,
	WALK_NXDOMAIN,
	WALK_NOT_DELEGATED, /* the name is there but is no zone of its own */
	WALK_SILENT,        /* no server of a zone on the way replied */
	WALK_REFUSED, /* they replied, but none with authority: REFUSED, SERVFAIL ... */
	WALK_NO_ADDRESS, /* no name server of a zone on the way, or of this one, has an address */
	WALK_LOOP,  /* their addresses can only be found through themselves */
	WALK_LIMIT, /* WALK_QUESTIONS_MAX or another bound was reached */
	WALK_FAILURE_COUNT
};

/** What is known of a zone's delegation. */
struct walk_zone {
	struct name zone;   /* lower case */
	struct name parent; /* the zone that delegates it, as far as the walk saw */
	const struct rrset
		*ns; /* the NS RRset of the parent's referral; count 0 when it failed */
	const struct rrset *ds; /* DS as the parent says; count 0 when none */
	bool is_ds_known;       /* a referral came: without DS in it, there is none */
	bool is_from_child; /* the parent's servers serve the zone too: ns is the zone's own */
	const struct walk_server
		*servers; /* every address of every name server, no address twice */
	size_t server_count;
	const struct name *unresolved; /* NS names without any address */
	size_t unresolved_count;
	const struct walk_server *parents; /* the servers of the parent zone */
	size_t parent_count;
	const struct walk_step *steps; /* asked for this zone, in order of the replies */
	size_t step_count; /* those that another zone paid for are not there */
	enum walk_failure failure;
	const char *why; /* NULL, or a sentence that names what was seen where */
};

/** Runs once for each zone asked; @zone lives as long as the walk. */
typedef void walk_done(void *user, const struct walk_zone *zone);

/**
 * @arena   owns what is learnt, and the walk
 * @engine  borrowed
 * Errors: ERR_RANGE for no roots, or neither IPv4 nor IPv6.
 */
NODISCARD enum err walk_new(struct arena *arena, struct engine *engine,
			    const struct walk_options *options, struct walk **out_walk);

/**
 * Starts finding the servers of @zone; engine_run does the rest.  @done may run at once when they are
 * known.  A zone asked again is not walked again.
 * Errors: ERR_SYNTAX for what is no domain name.
 */
NODISCARD enum err walk_find(struct walk *walk, struct name zone, walk_done *done,
			     void *user);
