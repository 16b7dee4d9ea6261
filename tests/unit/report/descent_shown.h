#pragma once

#include "../query/descended.h"
#include "shown.h"

/** A way of one step for a format: what the servers of test. said (see said.h), judged. */
struct descent_shown {
	struct shown shown;
	struct descended made;
};

static inline void descent_shown_init(struct descent_shown *shown, const char *format,
				      const char *said)
{
	shown_init(&shown->shown, format, false);
	descended_init(&shown->made, said);
	shown->made.step->has_cut = true;
	descent_judge_step(shown->made.arena, &shown->made.descent, shown->made.step);
}

static inline void descent_shown_print(struct descent_shown *shown)
{
	shown->shown.format->descent(shown->shown.state, &shown->shown.context,
				     &shown->shown.lookup, &shown->made.descent);
	(void)fflush(shown->shown.context.out);
}

static inline void descent_shown_free(struct descent_shown *shown)
{
	descended_free(&shown->made);
	shown_free(&shown->shown);
}

static inline void descent_shown_expect(const char *format, const char *said,
					const char *wanted)
{
	struct descent_shown shown;

	descent_shown_init(&shown, format, said);
	descent_shown_print(&shown);
	assert_string_equal(shown.shown.out, wanted);
	descent_shown_free(&shown);
}
