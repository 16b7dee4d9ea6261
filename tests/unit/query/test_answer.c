#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "query/answer.h"

static void test_copy_outlives_what_it_was_made_of(void **state)
{
	uint8_t wire[] = { 1, 2, 3 };
	uint8_t query[] = { 4, 5 };
	struct attempt attempts[2] = { { .rcode = 3, .rtt_us = 7 }, { .rcode = 5 } };
	struct drop drops[DROPS_MAX] = { { .reason = DROP_ID, .id_got = 9 } };
	const struct answer answer = {
		.outcome = OUTCOME_REPLY,
		.wire = wire,
		.size = sizeof(wire),
		.attempts = attempts,
		.attempt_count = 2,
		.drops = drops,
		.drop_count = 100,
		.query = query,
		.query_size = sizeof(query),
		.total_us = 77,
	};
	struct arena *arena = arena_new();
	const struct answer *kept = answer_copy(arena, &answer);

	(void)state;
	memset(wire, 0, sizeof(wire));
	memset(query, 0, sizeof(query));
	memset(attempts, 0, sizeof(attempts));
	memset(drops, 0, sizeof(drops));
	assert_memory_equal(kept->wire, ((const uint8_t[]){ 1, 2, 3 }), 3);
	assert_memory_equal(kept->query, ((const uint8_t[]){ 4, 5 }), 2);
	assert_int_equal(kept->attempts[0].rcode, 3);
	assert_int_equal(kept->attempts[0].rtt_us, 7);
	assert_int_equal(kept->attempts[1].rcode, 5);
	assert_int_equal(kept->drops[0].id_got, 9);
	assert_int_equal(kept->drop_count, 100);
	assert_int_equal(kept->total_us, 77);
	arena_free(arena);
}

static void test_copy_of_an_answer_without_a_reply_has_none(void **state)
{
	const struct answer answer = { .outcome = OUTCOME_TIMEOUT };
	struct arena *arena = arena_new();
	const struct answer *kept = answer_copy(arena, &answer);

	(void)state;
	assert_int_equal(kept->outcome, OUTCOME_TIMEOUT);
	assert_null(kept->wire);
	assert_null(kept->query);
	assert_null(kept->attempts);
	assert_null(kept->drops);
	arena_free(arena);
}

static void test_outcomes_have_the_words_of_dig(void **state)
{
	(void)state;
	assert_string_equal(answer_outcome_text(OUTCOME_TIMEOUT), "timed out");
	assert_string_equal(answer_outcome_text(OUTCOME_REFUSED), "connection refused");
	assert_string_equal(answer_outcome_text(OUTCOME_UNREACHABLE),
			    "network unreachable");
	assert_string_equal(answer_outcome_text(OUTCOME_CLOSED), "end of file");
}

static void test_no_outcome_and_no_cause_is_without_words(void **state)
{
	(void)state;
	for (enum outcome outcome = 0; outcome < OUTCOME_COUNT; outcome++)
		assert_non_null(answer_outcome_text(outcome));
	for (enum attempt_cause cause = 0; cause < CAUSE_COUNT; cause++)
		assert_non_null(answer_cause_text(cause));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_copy_outlives_what_it_was_made_of),
		cmocka_unit_test(test_copy_of_an_answer_without_a_reply_has_none),
		cmocka_unit_test(test_outcomes_have_the_words_of_dig),
		cmocka_unit_test(test_no_outcome_and_no_cause_is_without_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
