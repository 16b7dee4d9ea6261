#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "check/run.h"

enum { SILENCE_US = 1000 * 1000, EACH_US = 1000 * 1000 };

bool progress_begin(struct progress *progress)
{
	*progress = (struct progress){ .start_us = clock_mono_us() };
	return isatty(STDERR_FILENO) == 1;
}

void progress_show(void *user, const struct run_progress *now)
{
	struct progress *progress = user;
	uint64_t elapsed_us = clock_mono_us() - progress->start_us;

	if (elapsed_us < SILENCE_US)
		return;
	(void)fprintf(stderr,
		      "\r\033[K%" PRIu64 " of %" PRIu64 " judged, %" PRIu64
		      " drift, %" PRIu64 " unknown, %.0f s",
		      now->done, now->total, now->drift, now->unknown,
		      (double)elapsed_us / 1e6);
	progress->is_shown = true;
}

/* The newest second counts for a quarter. */
static void rate_learn(struct progress *progress, const struct progress_rows *now,
		       double seconds)
{
	double rate = (double)(now->read_bytes - progress->last_bytes) / seconds;

	progress->byte_rate =
		progress->byte_rate > 0 ? progress->byte_rate * 0.75 + rate * 0.25 : rate;
}

void progress_show_rows(struct progress *progress, const struct progress_rows *now)
{
	uint64_t now_us = clock_mono_us();
	uint64_t since_us =
		progress->last_us > 0 ? progress->last_us : progress->start_us;
	double seconds = (double)(now_us - since_us) / 1e6;

	if (now_us - since_us < EACH_US)
		return;
	rate_learn(progress, now, seconds);
	(void)fprintf(stderr, "%s%" PRIu64 " rows, %" PRIu64 " failures, %.0f a second",
		      progress->is_line_each ? "" : "\r\033[K", now->rows, now->failures,
		      (double)(now->rows - progress->last_rows) / seconds);
	if (now->total_bytes > 0 && progress->byte_rate > 0) {
		(void)fprintf(stderr, ", %.0f %% read, %.0f s left",
			      (double)now->read_bytes * 100 / (double)now->total_bytes,
			      (double)(now->total_bytes - now->read_bytes) /
				      progress->byte_rate);
	}
	if (progress->is_line_each)
		(void)fputc('\n', stderr);
	progress->last_us = now_us;
	progress->last_rows = now->rows;
	progress->last_bytes = now->read_bytes;
	progress->is_shown = !progress->is_line_each;
}

void progress_end(struct progress *progress)
{
	if (progress->is_shown)
		(void)fputs("\r\033[K", stderr);
	progress->is_shown = false;
}
