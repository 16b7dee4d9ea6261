#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/registry.h"
#include "declare/declaration.h"
#include "query/answer.h"
#include "query/engine.h"
#include "verdict/verdict.h"

struct arena;

enum { CHECK_ROUNDS_MAX = 8, CHECK_WISHES_MAX = 64 };

/** A server as a check sees it. */
struct target {
	const struct server *server;
	bool is_authoritative; /* found as a server of the zone: asked without RD, must answer with AA */
};

/** One declared thing that is judged. */
struct subject {
	const struct declared_zone *zone; /* NULL for an entry of `checks:` */
	const void *spec; /* what the kind's prepare gave; an expectation for records */
	const char *name; /* the user's, or NULL */
	const char
		*server; /* whom it is about when there is no address to ask; or NULL */
	struct place place;
};

/** A question that a kind wants asked; names are borrowed from the subject or the case's arena. */
struct wish {
	struct name qname;
	uint16_t qtype;
	uint16_t qclass;
	uint16_t flags;     /* FLAG_* of the query */
	bool has_transport; /* transport is wanted; else UDP with TC over TCP */
	enum transport transport;
	unsigned timeout_ms; /* 0: the declaration's */
	unsigned tries;      /* 0: the declaration's */
};

/** What came of a wish at a target. */
struct evidence_item {
	struct wish wish;
	const struct target *target;
	const struct answer *answer;
};

/** All that is known of a case so far; constant for the kind. */
struct evidence {
	const struct target *targets; /* one, or all of them for a kind that is whole */
	size_t target_count;
	const struct evidence_item *items;
	size_t count;
	uint64_t wall_us; /* time of the round */
};

struct asks;
struct judgement;

/**
 * A kind of check.  It is pure: ask adds questions, judge gives verdicts from the answers;
 * only check/run.c touches the network.
 */
struct check_kind {
	struct entry entry;
	const struct declared_kind
		*declared; /* NULL: it has no key of its own (records) */
	bool is_whole;     /* one case sees all targets; else a case for each */
	bool is_shared; /* its questions and answers are kept for equal ones of others */

	/** Who is asked, and the name whose zone's servers `authoritative` means; NULL for a zone's kinds. */
	const struct schema_list *(*asked)(const void *spec, struct name *out_name);

	/** Wishes what is still open; called again with the answers until it wishes nothing. */
	void (*ask)(const struct subject *subject, const struct evidence *evidence,
		    struct asks *asks);

	/** Gives exactly one verdict for each target. */
	void (*judge)(const struct subject *subject, const struct evidence *evidence,
		      struct judgement *judgement);
};

#define KIND(name) extern const struct check_kind kind_##name;
#include "check/kinds.def"
#undef KIND

/** All kinds, as a door. */
extern const struct registry kind_registry;

/** The tables of the kinds that have keys, for load_files; the list is in @arena. */
size_t kind_tables(struct arena *arena, const struct declared_kind *const **out_kinds);
