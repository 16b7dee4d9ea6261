#pragma once

#include <stdbool.h>
#include <stdint.h>

struct run_progress;

/** A line on stderr that is rewritten while a run lasts: only on a terminal, only after a second. */
struct progress {
	uint64_t start_us;
	bool is_shown;     /* a line stands there */
	bool is_line_each; /* no terminal: a new line each time, once a second */
	uint64_t last_us;  /* when rows were shown last */
	uint64_t last_rows;
	uint64_t last_bytes;
	double byte_rate; /* a second, smoothed */
};

/** How far a run over lines has come. */
struct progress_rows {
	uint64_t rows;
	uint64_t failures;
	uint64_t read_bytes;
	uint64_t total_bytes; /* 0: not known */
};

/** Returns false when nobody would see it. */
bool progress_begin(struct progress *progress);

/** Made for run_options: @user is the struct progress. */
void progress_show(void *user, const struct run_progress *now);

/** Rows, their rate, and how long the rest may take; once a second. */
void progress_show_rows(struct progress *progress, const struct progress_rows *now);

/** Wipes the line. */
void progress_end(struct progress *progress);
