#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/attr.h"
#include "query/wheel.h"

enum { TIMERS = 64, START_US = 123456789 };

struct alarm {
	struct wheel_timer timer; /* first */
	struct wheel *wheel;
	unsigned rings;
	uint64_t again_us;         /* 0, or what it is set to when it rings */
	struct wheel_timer *other; /* cleared when it rings */
	uint64_t rung_us;
};

static void ring(struct wheel_timer *timer, void *user)
{
	struct alarm *alarm = (struct alarm *)(void *)timer;

	alarm->rings++;
	alarm->rung_us = *(uint64_t *)user;
	if (alarm->again_us != 0)
		wheel_set(alarm->wheel, timer, alarm->again_us);
	if (alarm->other != NULL)
		wheel_clear(alarm->other);
}

static void again(struct alarm *alarm, uint64_t when_us)
{
	alarm->again_us = when_us;
}

static struct wheel *wheel_new(void)
{
	struct wheel *wheel = malloc(sizeof(*wheel));

	assert_non_null(wheel);
	wheel_init(wheel, START_US);
	return wheel;
}

static void advance(struct wheel *wheel, uint64_t now_us)
{
	wheel_advance(wheel, now_us, &now_us);
}

static void test_a_timer_rings_once_and_never_early(void **state)
{
	static const uint64_t delays_us[] = {
		0,       1,        8191,     8192,     8193,      100000,
		2000000, 33554431, 33554432, 33554433, 600000000,
	};
	struct wheel *wheel = wheel_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(delays_us); i++) {
		uint64_t base_us = wheel->tick * WHEEL_TICK_US;
		uint64_t when_us = base_us + delays_us[i];
		struct alarm alarm = { .wheel = wheel };

		wheel_timer_init(&alarm.timer, ring);
		wheel_set(wheel, &alarm.timer, when_us);
		assert_true(wheel_is_set(&alarm.timer));
		/* Steps of 5 ms find the first moment at which it rings. */
		for (uint64_t now_us = base_us; alarm.rings == 0; now_us += 5000)
			advance(wheel, now_us);
		assert_true(alarm.rung_us >= when_us);
		assert_true(alarm.rung_us <= when_us + WHEEL_TICK_US + 5000);
		assert_false(wheel_is_set(&alarm.timer));
		advance(wheel, alarm.rung_us + 100000000);
		assert_int_equal(alarm.rings, 1);
	}
	free(wheel);
}

static void test_the_next_time_is_that_of_the_nearest_timer(void **state)
{
	struct wheel *wheel = wheel_new();
	struct alarm alarms[3] = { 0 };

	(void)state;
	assert_true(wheel_next_us(wheel) == UINT64_MAX);
	for (unsigned i = 0; i < 3; i++) {
		wheel_timer_init(&alarms[i].timer, ring);
		wheel_set(wheel, &alarms[i].timer, START_US + 3000000 - i * 1000000);
	}
	assert_in_range(wheel_next_us(wheel), START_US + 1000000,
			START_US + 1000000 + WHEEL_TICK_US);
	wheel_clear(&alarms[2].timer);
	assert_in_range(wheel_next_us(wheel), START_US + 2000000,
			START_US + 2000000 + WHEEL_TICK_US);
	advance(wheel, wheel_next_us(wheel));
	assert_int_equal(alarms[1].rings, 1);
	assert_int_equal(alarms[0].rings, 0);
	assert_int_equal(alarms[2].rings, 0);
	advance(wheel, wheel_next_us(wheel));
	assert_int_equal(alarms[0].rings, 1);
	assert_true(wheel_next_us(wheel) == UINT64_MAX);
	free(wheel);
}

static void test_ringing_may_set_and_clear_timers(void **state)
{
	struct wheel *wheel = wheel_new();
	struct alarm first = { .wheel = wheel, .again_us = START_US + 500000 };
	struct alarm second = { .wheel = wheel };

	(void)state;
	wheel_timer_init(&first.timer, ring);
	wheel_timer_init(&second.timer, ring);
	first.other = &second.timer;
	wheel_set(wheel, &first.timer, START_US + 1000);
	wheel_set(wheel, &second.timer, START_US + 1000);
	advance(wheel, START_US + 20000);
	assert_int_equal(first.rings, 1);
	assert_int_equal(second.rings, 0); /* cleared while its own bucket rang */
	again(&first, START_US);           /* in the past: rings with the next tick */
	advance(wheel, START_US + 600000);
	assert_int_equal(first.rings, 2);
	again(&first, 0);
	advance(wheel, START_US + 600000 + 2 * WHEEL_TICK_US);
	assert_int_equal(first.rings, 3);
	free(wheel);
}

static void test_a_long_sleep_loses_no_timer(void **state)
{
	struct wheel *wheel = wheel_new();
	struct alarm alarms[TIMERS] = { 0 };

	(void)state;
	for (unsigned i = 0; i < TIMERS; i++) {
		wheel_timer_init(&alarms[i].timer, ring);
		wheel_set(wheel, &alarms[i].timer, START_US + (uint64_t)i * 7000000);
	}
	advance(wheel, START_US + UINT64_C(3600) * 1000000);
	for (unsigned i = 0; i < TIMERS; i++)
		assert_int_equal(alarms[i].rings, 1);
	free(wheel);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_timer_rings_once_and_never_early),
		cmocka_unit_test(test_the_next_time_is_that_of_the_nearest_timer),
		cmocka_unit_test(test_ringing_may_set_and_clear_timers),
		cmocka_unit_test(test_a_long_sleep_loses_no_timer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
