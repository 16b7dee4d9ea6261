#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "query/pace.h"

enum { WINDOW_MAX = 2048 };

/* A server and the way to it: what it answers in a second follows from the window. */
struct way {
	struct pace pace;
	uint64_t now_us;
	unsigned rtt_us;
	unsigned capacity; /* answers a second, at most */
};

/* So many outcomes with a full window; one in @every is lost; 0: none. */
static void live(struct way *way, unsigned outcomes, unsigned every)
{
	uint64_t when_us;

	for (unsigned i = 1; i <= outcomes; i++) {
		uint64_t rate = way->pace.window * UINT64_C(1000000) / way->rtt_us;

		(void)pace_may_send(&way->pace, way->pace.window, way->now_us, &when_us);
		/* In thousandths of the clock, so that no time is rounded away. */
		way->now_us += 1000000000 / (rate < way->capacity ? rate : way->capacity);
		if (every != 0 && i % every == 0) {
			pace_lost(&way->pace, way->now_us / 1000);
		} else {
			pace_answered(&way->pace, way->rtt_us, way->now_us / 1000);
		}
	}
}

static void begin(struct way *way, unsigned rtt_us, unsigned capacity)
{
	*way = (struct way){ .rtt_us = rtt_us, .capacity = capacity };
	pace_init(&way->pace, WINDOW_MAX, 0);
	assert_int_equal(way->pace.window, PACE_WINDOW_FIRST);
}

static void test_the_window_grows_as_far_as_the_way_is_long(void **state)
{
	struct way way;

	(void)state;
	begin(&way, 100000, 1000000); /* 100 ms: more in flight is more a second */
	live(&way, 10000, 0);
	assert_int_equal(way.pace.window, WINDOW_MAX);
	live(&way, 1000000, 0);
	assert_int_equal(way.pace.window, WINDOW_MAX);

	begin(&way, 100, 300000); /* the server is busy already */
	live(&way, 100000, 0);
	assert_in_range(way.pace.window, PACE_WINDOW_FIRST, 2 * PACE_WINDOW_FIRST);
	way.rtt_us = 50000; /* until the way gets longer */
	live(&way, 400000, 0);
	assert_int_equal(way.pace.window, WINDOW_MAX);
}

static void test_a_queue_is_not_made_longer(void **state)
{
	struct way way;

	(void)state;
	begin(&way, 100, 1000000);
	live(&way, 1000, 0);
	way.rtt_us = 3000; /* from now on even the quickest answer waits in a queue */
	live(&way, 100000, 0);
	assert_in_range(way.pace.window, PACE_WINDOW_FIRST, 2 * PACE_WINDOW_FIRST);
}

static void test_a_window_that_is_not_used_does_not_grow(void **state)
{
	struct way way;

	(void)state;
	begin(&way, 100000, 1000000);
	for (unsigned i = 0; i < 10000; i++)
		pace_answered(&way.pace, 100000, i * UINT64_C(1000));
	assert_int_equal(way.pace.window, PACE_WINDOW_FIRST);
}

static void test_much_loss_shrinks_it_and_little_does_not(void **state)
{
	struct way way;

	(void)state;
	begin(&way, 100000, 1000000);
	live(&way, 20000, 20); /* one in 20: the line, not the server */
	assert_int_equal(way.pace.window, WINDOW_MAX);
	while (way.pace.window == WINDOW_MAX)
		live(&way, 1, 1);
	assert_int_equal(way.pace.window, WINDOW_MAX / 2);
	live(&way, 100000, 2);
	assert_int_equal(way.pace.window, PACE_WINDOW_MIN);
	live(&way, 100000, 0); /* and it finds back */
	assert_int_equal(way.pace.window, WINDOW_MAX);
}

/* On a short way all lost ones hold their place until they show, and show together. */
static void test_losses_that_show_together_are_not_much(void **state)
{
	struct way way;

	(void)state;
	begin(&way, 1000, 1000000);
	for (unsigned round = 0; round < 20; round++) {
		live(&way, 19 * PACE_WINDOW_FIRST, 0); /* the answers of 100 ms */
		way.now_us += 100000000;
		for (unsigned i = 0; i < PACE_WINDOW_FIRST; i++)
			pace_lost(&way.pace, way.now_us / 1000);
		assert_true(way.pace.window >= PACE_WINDOW_FIRST);
	}
}

static void test_an_answer_that_was_given_up_is_no_loss(void **state)
{
	struct pace pace;

	(void)state;
	pace_init(&pace, WINDOW_MAX, 0);
	for (unsigned i = 0; i < PACE_WINDOW_FIRST - 1; i++)
		pace_lost(&pace, i);
	for (unsigned i = 0; i < PACE_WINDOW_FIRST; i++) {
		pace_found(&pace);
		pace_answered(&pace, 900000, 1000 + i);
	}
	assert_int_equal(pace.window, PACE_WINDOW_FIRST);
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
		pace_answered(&pace, 150, i);
	assert_int_equal(pace_patience_us(&pace), 100000);
	for (unsigned i = 0; i < 100; i++)
		pace_answered(&pace, 80000, i);
	assert_in_range(pace_patience_us(&pace), 320000, 400000);
	pace_answered(&pace, 0, 1000);
	pace_answered(&pace, UINT32_MAX, 1000);
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
	for (unsigned i = 0; i < 100; i++) {
		pace_lost(&pace, i);
		assert_int_equal(pace.window,
				 4); /* never above nor below what was asked for */
	}
}

enum { TICK_US = 100, PATIENCE_US = 100000, QUEUE_MAX = 1 << 16 };

/* A server near by that answers so many questions a second, and drops the rest; or so many of a hundred. */
struct limited {
	struct pace pace;
	uint64_t now_us;
	double tokens;
	unsigned limit;        /* a second; 0: none */
	unsigned lost_percent; /* whatever the rate */
	unsigned turn;
	unsigned in_flight;
	uint64_t lost_us[QUEUE_MAX]; /* when each was dropped */
	size_t lost_first, lost_end;
	uint64_t answered, lost; /* in the time that is watched */
};

static bool limited_answers(struct limited *server)
{
	server->turn += server->lost_percent;
	if (server->turn >= 100) {
		server->turn -= 100;
		return false;
	}
	if (server->limit == 0)
		return true;
	if (server->tokens < 1)
		return false;
	server->tokens -= 1;
	return true;
}

static void limited_tick(struct limited *server)
{
	struct pace *pace = &server->pace;
	uint64_t when_us;

	server->now_us += TICK_US;
	server->tokens += server->limit * (TICK_US / 1e6);
	if (server->tokens > server->limit / 20.0)
		server->tokens = server->limit / 20.0;
	while (server->lost_first < server->lost_end &&
	       server->lost_us[server->lost_first % QUEUE_MAX] + PATIENCE_US <=
		       server->now_us) {
		server->lost_first++;
		server->in_flight--;
		server->lost++;
		pace_lost(pace, server->now_us);
	}
	for (unsigned i = 0;
	     i < 32 && pace_may_send(pace, server->in_flight, server->now_us, &when_us);
	     i++) {
		pace_sent(pace, server->now_us);
		if (limited_answers(server)) {
			server->answered++;
			pace_answered(pace, TICK_US, server->now_us);
		} else {
			server->in_flight++;
			server->lost_us[server->lost_end++ % QUEUE_MAX] = server->now_us;
		}
	}
}

static void limited_live(struct limited *server, unsigned seconds)
{
	server->answered = 0;
	server->lost = 0;
	for (unsigned i = 0; i < seconds * (1000000 / TICK_US); i++)
		limited_tick(server);
}

static void test_the_rate_that_a_server_bears_is_found(void **state)
{
	static struct limited server;

	(void)state;
	server = (struct limited){ .limit = 2000, .now_us = 1000000 };
	pace_init(&server.pace, WINDOW_MAX, 0);
	limited_live(&server, 20);
	assert_in_range(server.pace.rate_found, 1500, 2400);
	limited_live(&server, 20);
	assert_in_range(server.answered, 20 * 1700, 20 * 2000);
	assert_true(server.lost * 20 < server.answered); /* what its trials cost */
	server.limit = 20000;                            /* it gets better */
	limited_live(&server, 60);
	assert_in_range(server.pace.rate_found, 10000, UINT32_MAX);
}

static void test_a_line_that_loses_some_is_not_slowed_down(void **state)
{
	static struct limited server;

	(void)state;
	server = (struct limited){ .lost_percent = 30, .now_us = 1000000 };
	pace_init(&server.pace, WINDOW_MAX, 0);
	limited_live(&server, 30);
	assert_int_equal(server.pace.rate_found, 0);
	server = (struct limited){ .lost_percent = 100, .now_us = 1000000 };
	pace_init(&server.pace, WINDOW_MAX, 0);
	limited_live(&server, 30);
	assert_int_equal(server.pace.rate_found, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_window_grows_as_far_as_the_way_is_long),
		cmocka_unit_test(test_a_queue_is_not_made_longer),
		cmocka_unit_test(test_a_window_that_is_not_used_does_not_grow),
		cmocka_unit_test(test_much_loss_shrinks_it_and_little_does_not),
		cmocka_unit_test(test_losses_that_show_together_are_not_much),
		cmocka_unit_test(test_an_answer_that_was_given_up_is_no_loss),
		cmocka_unit_test(test_patience_follows_the_round_trip_time),
		cmocka_unit_test(test_the_rate_holds_over_time),
		cmocka_unit_test(test_the_rate_that_a_server_bears_is_found),
		cmocka_unit_test(test_a_line_that_loses_some_is_not_slowed_down),
		cmocka_unit_test(test_a_full_window_waits_for_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
