#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "query/trail.h"

static void test_messages_are_copied_in_their_order(void **state)
{
	struct trail trail = { .steps = NULL };
	uint8_t wire[] = { 1, 2, 3 };

	(void)state;
	for (uint8_t i = 0; i < 20; i++) {
		const struct trail_step step = { .attempt = i, .is_sent = i % 2 == 0 };

		wire[0] = i;
		trail_add(&trail, &step, wire, i % 4);
	}
	memset(wire, 0xFF, sizeof(wire));
	assert_int_equal(trail.count, 20);
	for (uint8_t i = 0; i < 20; i++) {
		assert_int_equal(trail.steps[i].attempt, i);
		assert_int_equal(trail.steps[i].is_sent, i % 2 == 0);
		assert_int_equal(trail.steps[i].size, i % 4);
		if (i % 4 == 0) {
			assert_null(trail.steps[i].wire);
		} else {
			assert_int_equal(trail.steps[i].wire[0], i);
		}
	}
	trail_clear(&trail);
	assert_int_equal(trail.count, 0);
}

static void test_a_trail_is_bounded(void **state)
{
	static uint8_t wire[65535];
	const struct trail_step step = { .is_sent = true };
	struct trail trail = { .steps = NULL };

	(void)state;
	for (unsigned i = 0; i < 2 * TRAIL_STEPS_MAX; i++)
		trail_add(&trail, &step, wire, sizeof(wire));
	assert_in_range(trail.size, 1, TRAIL_SIZE_MAX);
	trail_clear(&trail);
	for (unsigned i = 0; i < 2 * TRAIL_STEPS_MAX; i++)
		trail_add(&trail, &step, wire, 1);
	assert_int_equal(trail.count, TRAIL_STEPS_MAX);
	trail_clear(&trail);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages_are_copied_in_their_order),
		cmocka_unit_test(test_a_trail_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
