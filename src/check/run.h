#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "verdict/verdict.h"

struct arena;
struct engine;
struct plan;

struct run_progress {
	uint64_t done;  /* verdicts so far */
	uint64_t total; /* verdicts to come, as far as servers are known */
	uint64_t drift;
	uint64_t unknown;
};

struct run_options {
	bool is_detailed; /* verdicts that are ok show their data, too */
	bool has_v4;      /* which addresses of name servers are asked */
	bool has_v6;
	bool is_v6_left_out; /* global IPv6 addresses of name servers are not asked */
	size_t *left_out;    /* gets how many those were; NULL: nobody wants to know */
	verdict_sink *sink;
	void *sink_user;
	/** About five times a second; NULL: none. */
	void (*progress)(void *user, const struct run_progress *progress);
	void *progress_user;
};

/**
 * Asks all and judges all.  Every expectation ends in exactly one verdict for each server asked, in the
 * order in which answers come; also when engine_stop ended the run (REASON_INTERRUPTED).
 * Errors: ERR_SYSTEM.
 */
NODISCARD enum err run_plan(struct arena *arena, struct engine *engine,
			    const struct plan *plan, const struct run_options *options,
			    struct verdict_summary *out_summary);
