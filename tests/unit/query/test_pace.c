#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "query/pace.h"

enum { WINDOW_MAX = 2048 };

/* So many epochs in which one in @every is lost; 0: none. */
static void live(struct pace *pace, unsigned outcomes, unsigned every)
{
	for (unsigned i = 1; i <= outcomes; i++) {
		if (every != 0 && i % every == 0)
			pace_lost(pace);
		else
			pace_answered(pace, 1000);
	}
}

static void test_the_window_doubles_until_it_is_full(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, WINDOW_MAX, 0);
	assert_int_equal(pace.window, PACE_WINDOW_FIRST);
	live(&pace, 128, 0);
	assert_int_equal(pace.window, 256);
	live(&pace, 256 + 512 + 1024, 0);
	assert_int_equal(pace.window, WINDOW_MAX);
	live(&pace, 10000, 0);
	assert_int_equal(pace.window, WINDOW_MAX);
}

static void test_much_loss_shrinks_it_and_little_does_not(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, WINDOW_MAX, 0);
	live(&pace, 4000, 0);
	live(&pace, 4096, 20); /* one in 20: the line, not the server */
	assert_int_equal(pace.window, WINDOW_MAX);
	live(&pace, 2048, 2);
	assert_int_equal(pace.window, 1024);
	live(&pace, 100000, 2);
	assert_int_equal(pace.window, PACE_WINDOW_MIN);
	live(&pace, 100, 0);
	assert_in_range(pace.window, PACE_WINDOW_MIN + 8, 100); /* grows slowly now */
}

static void test_an_answer_that_was_given_up_is_no_loss(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, WINDOW_MAX, 0);
	for (unsigned i = 0; i < 127; i++)
		pace_lost(&pace);
	for (unsigned i = 0; i < 127; i++) {
		pace_found(&pace);
		pace_answered(&pace, 900000);
	}
	pace_answered(&pace, 900000);
	assert_int_equal(pace.window, 2 * PACE_WINDOW_FIRST);
	pace_found(&pace); /* of an epoch that is over: harmless */
	assert_int_equal(pace.lost, 0);
}

static void test_patience_follows_the_round_trip_time(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, WINDOW_MAX, 0);
	assert_int_equal(pace_patience_us(&pace), 1000000);
	for (unsigned i = 0; i < 100; i++)
		pace_answered(&pace, 150);
	assert_int_equal(pace_patience_us(&pace), 100000);
	for (unsigned i = 0; i < 100; i++)
		pace_answered(&pace, 80000);
	assert_in_range(pace_patience_us(&pace), 320000, 400000);
	pace_answered(&pace, 0);
	pace_answered(&pace, UINT32_MAX);
	assert_true(pace_patience_us(&pace) > 400000);
}

static void test_the_rate_holds_over_time(void **state)
{
	struct pace pace;
	uint64_t now_us = 5000000;
	uint64_t end_us = now_us + 10000000;
	uint64_t when_us;
	unsigned sent = 0;

	(void)state;
	pace_init(&pace, WINDOW_MAX, 100);
	while (now_us < end_us) {
		if (pace_may_send(&pace, 0, now_us, &when_us)) {
			pace_sent(&pace, now_us);
			sent++;
		} else {
			assert_true(when_us > now_us && when_us <= now_us + 10000);
			now_us = when_us;
		}
	}
	assert_in_range(sent, 1000, 1004);
	/* A pause fills no bucket beyond the burst. */
	now_us += 60000000;
	for (sent = 0; pace_may_send(&pace, 0, now_us, &when_us); sent++)
		pace_sent(&pace, now_us);
	assert_in_range(sent, 1, 4);
}

static void test_a_full_window_waits_for_no_time(void **state)
{
	struct pace pace;
	uint64_t when_us = 0;

	(void)state;
	pace_init(&pace, 4, 0);
	assert_int_equal(pace.window, 4);
	assert_true(pace_may_send(&pace, 3, 1000, &when_us));
	assert_false(pace_may_send(&pace, 4, 1000, &when_us));
	assert_true(when_us == UINT64_MAX);
	live(&pace, 100, 2);
	assert_int_equal(pace.window, 4); /* never above nor below what was asked for */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_window_doubles_until_it_is_full),
		cmocka_unit_test(test_much_loss_shrinks_it_and_little_does_not),
		cmocka_unit_test(test_an_answer_that_was_given_up_is_no_loss),
		cmocka_unit_test(test_patience_follows_the_round_trip_time),
		cmocka_unit_test(test_the_rate_holds_over_time),
		cmocka_unit_test(test_a_full_window_waits_for_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
