#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

#include "base/clock.h"

static void test_wall_is_the_time_of_the_system(void **state)
{
	uint64_t before = (uint64_t)time(NULL);
	uint64_t now_us = clock_wall_us();
	uint64_t after = (uint64_t)time(NULL) + 1;

	(void)state;
	assert_in_range(now_us / 1000000 + 1, before, after + 1);
}

static void test_mono_never_goes_back_and_counts_microseconds(void **state)
{
	struct timespec now = { 0 };
	uint64_t before = clock_mono_us();

	(void)state;
	clock_gettime(CLOCK_MONOTONIC, &now);

	uint64_t between = (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;

	assert_true(before <= between);
	assert_true(between <= clock_mono_us());
}

static void test_held_clocks_stand_until_released(void **state)
{
	(void)state;
	clock_hold(5, 7);
	assert_int_equal(clock_mono_us(), 5);
	assert_int_equal(clock_wall_us(), 7);
	clock_hold(6, 9);
	assert_int_equal(clock_mono_us(), 6);
	assert_int_equal(clock_wall_us(), 9);
	clock_release();
	assert_true(clock_wall_us() > 1000000000000000);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wall_is_the_time_of_the_system),
		cmocka_unit_test(test_mono_never_goes_back_and_counts_microseconds),
		cmocka_unit_test(test_held_clocks_stand_until_released),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
