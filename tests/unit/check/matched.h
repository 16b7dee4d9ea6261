#pragma once

#include "canned.h"
#include "check/match.h"

/* One judgement: what is declared, what is served, and what it comes to. */
struct matched_row {
	struct canned_declared declared;
	const char *head;
	const char *records;
	const char *wanted; /* as canned_text writes it */
	const char *why;
	bool is_resolver; /* asked as a resolver, not as a server of the zone */
	bool is_followed; /* aliases are followed */
	bool is_detailed;
};

static inline void matched_check(const struct matched_row *row)
{
	struct arena *arena = arena_new();
	const struct expectation *expectation = canned_expectation(arena, &row->declared);
	const struct target target =
		canned_target(arena, "192.0.2.53", !row->is_resolver);
	const struct name owner = { expectation->owner, expectation->owner_size };
	const struct evidence_item item = {
		.target = &target,
		.answer = canned_answer_of(arena,
					   canned_message(arena, owner, expectation->type,
							  row->head, row->records)),
	};
	struct judgement judgement = { .scratch = arena,
				       .is_detailed = row->is_detailed };

	print_message("# %s\n", row->why);
	match_judge(&judgement, expectation, &item,
		    row->is_followed ? MATCH_ALIAS_FOLLOWS : MATCH_ALIAS_DIFFERS);
	assert_string_equal(canned_text(arena, &judgement.verdict), row->wanted);
	arena_free(arena);
}

static inline void matched_check_all(const struct matched_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		matched_check(&rows[i]);
}
