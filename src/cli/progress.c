#include "cli/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "check/run.h"

enum { SILENCE_US = 1000 * 1000 };

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

void progress_end(struct progress *progress)
{
	if (progress->is_shown)
		(void)fputs("\r\033[K", stderr);
	progress->is_shown = false;
}
