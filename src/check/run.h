#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/fault.h"
#include "verdict/verdict.h"

struct arena;
struct declaration;
struct engine;

/** What is to be asked of whom: a declaration with its servers read and its kinds resolved. */
struct plan;

/** The kinds' tables for load_files. */
size_t plan_kinds(const struct declared_kind *const **out_kinds);

/**
 * Reads servers, groups and hints of @declaration and lays out the cases.  Nothing is asked.
 * Errors: ERR_FAULTS: recorded in @faults.
 */
NODISCARD enum err plan_new(struct arena *arena, const struct declaration *declaration,
			    struct faults *faults, struct plan **out_plan);

/** For --dry-run and progress: expectations before servers are known. */
size_t plan_expectation_count(const struct plan *plan);

struct run_progress {
	uint64_t done, total; /* verdicts so far; total grows while servers are found */
	uint64_t drift, unknown;
};

struct run_options {
	verdict_sink *sink;
	void *sink_user;
	void (*progress)(
		void *user,
		const struct run_progress *progress); /* NULL: none; about 5 a second */
	void *progress_user;
};

/**
 * Asks all and judges all; every expectation and server asked ends in exactly one verdict, also when the
 * run is stopped (REASON_INTERRUPTED).  Verdicts of a zone come together, zones in the order of the declaration.
 * Errors: ERR_SYSTEM.
 */
NODISCARD enum err run_plan(struct arena *arena, struct engine *engine, struct plan *plan,
			    const struct run_options *options,
			    struct verdict_summary *out_summary);
