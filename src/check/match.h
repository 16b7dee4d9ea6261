#pragma once

#include <stdbool.h>

struct evidence_item;
struct expectation;
struct judgement;

/** What a CNAME in place of the declared type is. */
enum match_alias {
	MATCH_ALIAS_DIFFERS, /* drift: the owner itself must hold the RRset */
	MATCH_ALIAS_FOLLOWS, /* the RRset at the end of the aliases counts, as for who asks a resolver */
};

/**
 * Judges an answer against a declared RRset: authority, response code, data, count, pattern, TTL, in
 * that order; the first that is wrong is the reason.  Fills the verdict, does not give it.
 *
 * Servers of the zone must set AA.  Who answers with AA must serve the TTL exactly; elsewhere a TTL is a
 * maximum.
 */
void match_judge(struct judgement *judgement, const struct expectation *expectation,
		 const struct evidence_item *item, enum match_alias alias);
