#include "query/answer.h"

#include <string.h>

#include "base/arena.h"
#include "base/str.h"

static const char *const outcome_texts[OUTCOME_COUNT] = {
	[OUTCOME_REPLY] = "replied",
	[OUTCOME_TIMEOUT] = "timed out",
	[OUTCOME_REFUSED] = "connection refused",
	[OUTCOME_UNREACHABLE] = "network unreachable",
	[OUTCOME_CLOSED] = "end of file",
	[OUTCOME_MALFORMED] = "malformed stream",
	[OUTCOME_LOCAL] = "no local socket",
	[OUTCOME_TLS] = "TLS failed",
	[OUTCOME_HTTP] = "HTTP failed",
};

static const char *const cause_texts[CAUSE_COUNT] = {
	[CAUSE_FIRST] = "first",          [CAUSE_RETRY] = "retry",
	[CAUSE_FAILOVER] = "next server", [CAUSE_TRUNCATED] = "truncated",
	[CAUSE_NO_EDNS] = "without EDNS", [CAUSE_BADVERS] = "other EDNS version",
	[CAUSE_BADCOOKIE] = "new cookie",
};

/* NULL stays NULL: a question that was never sent has no query and no reply. */
static void *copy(struct arena *arena, const void *data, size_t count, size_t size)
{
	if (data == NULL)
		return NULL;

	void *to = arena_array(arena, count, size);

	memcpy(to, data, count * size);
	return to;
}

static struct attempt *copy_attempts(struct arena *arena, const struct answer *answer)
{
	struct attempt *kept = copy(arena, answer->attempts, answer->attempt_count,
				    sizeof(*answer->attempts));

	for (size_t i = 0; kept != NULL && i < answer->attempt_count; i++) {
		if (kept[i].why != NULL)
			kept[i].why = str_cstr(arena, str_of(kept[i].why));
	}
	return kept;
}

static const struct trail_step *copy_trail(struct arena *arena,
					   const struct answer *answer)
{
	struct trail_step *steps =
		copy(arena, answer->trail, answer->trail_count, sizeof(*steps));

	for (size_t i = 0; steps != NULL && i < answer->trail_count; i++)
		steps[i].wire = copy(arena, steps[i].wire, steps[i].size, 1);
	return steps;
}

struct answer *answer_copy(struct arena *arena, const struct answer *answer)
{
	struct answer *kept = copy(arena, answer, 1, sizeof(*answer));
	const size_t drops =
		answer->drop_count < DROPS_MAX ? answer->drop_count : DROPS_MAX;

	kept->wire = copy(arena, answer->wire, answer->size, 1);
	kept->query = copy(arena, answer->query, answer->query_size, 1);
	kept->attempts = copy_attempts(arena, answer);
	kept->drops = copy(arena, answer->drops, drops, sizeof(*answer->drops));
	kept->trail = copy_trail(arena, answer);
	return kept;
}

const char *answer_outcome_text(enum outcome outcome)
{
	return outcome_texts[outcome];
}

const char *answer_cause_text(enum attempt_cause cause)
{
	return cause_texts[cause];
}
