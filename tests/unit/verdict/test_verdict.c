#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "verdict/verdict.h"

static void test_count_adds_up_and_keeps_the_worst(void **state)
{
	static const enum state fallen[] = { STATE_SKIPPED,  STATE_OK,      STATE_UNKNOWN,
					     STATE_CRITICAL, STATE_WARNING, STATE_OK };
	struct verdict_summary summary = { 0 };
	uint64_t sum = 0;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(fallen); i++)
		verdict_count(&summary, &(struct verdict){ .state = fallen[i] });
	for (unsigned i = 0; i < STATE_COUNT; i++)
		sum += summary.counts[i];
	assert_int_equal(summary.expectations, ARRAY_LEN(fallen));
	assert_int_equal(sum, summary.expectations);
	assert_int_equal(summary.counts[STATE_OK], 2);
	assert_int_equal(summary.worst, STATE_CRITICAL);
}

static void test_only_skipped_verdicts_leave_the_worst_at_skipped(void **state)
{
	struct verdict_summary summary = { 0 };

	(void)state;
	verdict_count(&summary, &(struct verdict){ .state = STATE_SKIPPED });
	assert_int_equal(summary.worst, STATE_SKIPPED);
}

static void test_a_reader_of_differences_sees_the_first_of_each_list(void **state)
{
	static const struct {
		struct verdict verdict;
		size_t expected, actual;
		const char *why;
	} rows[] = {
		{ { .expected_count = 3, .actual_count = 2 }, 3, 2, "no telling apart" },
		{ { .expected_count = 3,
		    .actual_count = 2,
		    .has_difference = true,
		    .expected_differing = 1 },
		  1,
		  0,
		  "one is missing, nothing is too many" },
		{ { .expected_count = 1,
		    .has_difference = true,
		    .expected_differing = 9 },
		  1,
		  0,
		  "never more than there are" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		print_message("# %s\n", rows[i].why);
		assert_int_equal(verdict_expected_shown(&rows[i].verdict),
				 rows[i].expected);
		assert_int_equal(verdict_actual_shown(&rows[i].verdict), rows[i].actual);
	}
}

static void test_a_copy_outlives_what_it_was_made_from(void **state)
{
	char word[] = "192.0.2.1";
	const struct str line = { word, sizeof(word) - 1 };
	bool is_words = true;
	const struct verdict verdict = {
		.zone = line,
		.name = line,
		.type = line,
		.server = line,
		.address = line,
		.detail = line,
		.again = line,
		.expected = &line,
		.expected_count = 1,
		.expected_is_words = &is_words,
		.actual = &line,
		.actual_count = 1,
	};
	struct arena *arena = arena_new();
	const struct verdict *copy = verdict_copy(arena, &verdict);
	const struct str *const fields[] = {
		&copy->zone,   &copy->name,    &copy->type,
		&copy->server, &copy->address, &copy->detail,
		&copy->again,  copy->expected, copy->actual
	};

	(void)state;
	memset(word, 'x', sizeof(word) - 1);
	/* What was copied from changes: the copy must not. */
	is_words = false; // cppcheck-suppress unreadVariable
	assert_true(copy->expected_is_words[0]);
	assert_null(copy->actual_is_words);
	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		assert_true(str_equal(*fields[i], str_of("192.0.2.1")));
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_a_reader_of_differences_sees_the_first_of_each_list),
		cmocka_unit_test(test_a_copy_outlives_what_it_was_made_from),
		cmocka_unit_test(test_count_adds_up_and_keeps_the_worst),
		cmocka_unit_test(test_only_skipped_verdicts_leave_the_worst_at_skipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
