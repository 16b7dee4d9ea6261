#pragma once

#include <stdbool.h>

struct evidence_item;
struct expectation;
struct judgement;

/**
 * Judges an answer against a declared RRset: response code, authority, data, count, pattern, TTL, in
 * that order; the first that is wrong is the reason.  Fills the verdict, does not give it.
 *
 * Authoritative targets must set AA and serve the TTL exactly; elsewhere a TTL is a maximum.
 */
void match_judge(struct judgement *judgement, const struct expectation *expectation,
		 const struct evidence_item *item);
