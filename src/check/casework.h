#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "check/kind.h"

struct arena;
struct plan_check;

/**
 * Carries cases from their first question to their verdict: asks the engine what a kind wishes,
 * keeps the answers it still needs, and lets it judge.
 */
struct casework;

struct casework_options {
	const struct declared_defaults *defaults;
	struct ask_policy policy; /* where a wish says nothing */
	bool is_detailed;         /* verdicts that are ok show their data, too */
	verdict_sink *sink;
	void *sink_user;
};

/** @engine and what @options points to are borrowed. */
struct casework *casework_new(struct arena *arena, struct engine *engine,
			      const struct casework_options *options);

/** Frees what no arena owns.  NULL is allowed. */
void casework_free(struct casework *work);

/**
 * Starts a case; its verdicts fall when its answers are in.
 * @targets  borrowed until then, at least one
 */
void casework_start(struct casework *work, const struct check_kind *kind,
		    const struct subject *subject, const struct target *targets,
		    size_t target_count);

/** Gives a verdict without asking; @detail may be NULL. */
void casework_skip(struct casework *work, const struct check_kind *kind,
		   const struct subject *subject, enum reason reason, const char *detail);

/** Cases whose verdict has not fallen. */
size_t casework_live(const struct casework *work);

/**
 * Ends every live case with REASON_INTERRUPTED, and so every one that is started from now on; the
 * engine must not call back any more.
 */
void casework_interrupt(struct casework *work);

/** Wishes a question of a target of the evidence.  Only inside a kind's ask. */
void casework_wish(struct asks *asks, const struct target *target,
		   const struct wish *wish);
