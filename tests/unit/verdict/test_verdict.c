#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_count_adds_up_and_keeps_the_worst),
		cmocka_unit_test(test_only_skipped_verdicts_leave_the_worst_at_skipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
