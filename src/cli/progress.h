#pragma once

#include <stdbool.h>
#include <stdint.h>

struct run_progress;

/** A line on stderr that is rewritten while a run lasts: only on a terminal, only after a second. */
struct progress {
	uint64_t start_us;
	bool is_shown; /* a line stands there */
};

/** Returns false when nobody would see it. */
bool progress_begin(struct progress *progress);

/** Made for run_options: @user is the struct progress. */
void progress_show(void *user, const struct run_progress *now);

/** Wipes the line. */
void progress_end(struct progress *progress);
