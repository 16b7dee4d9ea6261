#include "verdict/verdict.h"

#include "base/arena.h"

void verdict_count(struct verdict_summary *summary, const struct verdict *verdict)
{
	summary->counts[verdict->state]++;
	summary->worst = summary->expectations == 0
				 ? verdict->state
				 : state_worse(summary->worst, verdict->state);
	summary->expectations++;
}

static const struct str *copy_list(struct arena *arena, const struct str *list,
				   size_t count)
{
	struct str *copy = arena_array(arena, count, sizeof(*copy));

	for (size_t i = 0; i < count; i++)
		copy[i] = str_copy(arena, list[i]);
	return copy;
}

static const bool *copy_flags(struct arena *arena, const bool *flags, size_t count)
{
	return flags == NULL ? NULL : arena_copy(arena, flags, count * sizeof(*flags));
}

struct verdict *verdict_copy(struct arena *arena, const struct verdict *verdict)
{
	struct verdict *copy = arena_alloc(arena, sizeof(*copy));

	*copy = *verdict;
	copy->zone = str_copy(arena, verdict->zone);
	copy->name = str_copy(arena, verdict->name);
	copy->type = str_copy(arena, verdict->type);
	copy->server = str_copy(arena, verdict->server);
	copy->address = str_copy(arena, verdict->address);
	copy->detail = str_copy(arena, verdict->detail);
	copy->again = str_copy(arena, verdict->again);
	copy->expected = copy_list(arena, verdict->expected, verdict->expected_count);
	copy->actual = copy_list(arena, verdict->actual, verdict->actual_count);
	copy->expected_is_words =
		copy_flags(arena, verdict->expected_is_words, verdict->expected_count);
	copy->actual_is_words =
		copy_flags(arena, verdict->actual_is_words, verdict->actual_count);
	return copy;
}

static size_t shown(const struct verdict *verdict, size_t differing, size_t count)
{
	return verdict->has_difference && differing < count ? differing : count;
}

size_t verdict_expected_shown(const struct verdict *verdict)
{
	return shown(verdict, verdict->expected_differing, verdict->expected_count);
}

size_t verdict_actual_shown(const struct verdict *verdict)
{
	return shown(verdict, verdict->actual_differing, verdict->actual_count);
}
