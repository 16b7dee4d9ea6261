#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "virtual/asker.h"

enum { PORT = 5300, MANY = 5000 };

static struct shape good = { .addresses = 1, .has_opt = true };

static int setup(void **state)
{
	static struct asker asker;

	asker_init(&asker, NULL);
	*state = &asker;
	return 0;
}

static int teardown(void **state)
{
	asker_free(*state);
	return 0;
}

/* Many questions that are pulled; each answer is held against its question. */
struct list_run {
	struct asker *asker;
	const struct server *servers[3];
	size_t server_count;
	unsigned count;
	unsigned asked;
	unsigned answered;
	unsigned replies;
	unsigned waiting_max; /* asked and not yet answered */
	unsigned stop_after;  /* 0, or stop the engine after so many answers */
	bool *is_answered;
};

struct list_item {
	struct list_run *run;
	unsigned number;
};

static void on_item(void *user, const struct answer *answer)
{
	struct list_item *item = user;
	struct list_run *run = item->run;
	char text[32];
	struct name_buffer name;

	snprintf(text, sizeof(text), "n%u.example.", item->number);
	assert_int_equal(name_parse(str_of(text), NULL, &name, NULL), ERR_OK);
	assert_false(run->is_answered[item->number]);
	run->is_answered[item->number] = true;
	run->answered++;
	if (answer->outcome == OUTCOME_REPLY) {
		assert_true(message_has_question(answer->wire, answer->size,
						 name_of(&name), TYPE_A, CLASS_IN, true));
		run->replies++;
	} else {
		assert_null(answer->wire);
	}
	assert_in_range(answer->attempt_count, 1, ATTEMPTS_MAX);
	free(item);
	if (run->answered == run->stop_after)
		engine_stop(run->asker->engine);
}

static bool feed(void *user)
{
	struct list_run *run = user;
	struct asker *asker = run->asker;
	char text[32];
	struct list_item *item;
	struct ask ask = { .query = &asker->query,
			   .servers = run->servers,
			   .server_count = run->server_count,
			   .policy = &asker->policy,
			   .done = on_item };

	if (run->asked == run->count)
		return false;
	item = malloc(sizeof(*item));
	assert_non_null(item);
	*item = (struct list_item){ run, run->asked++ };
	ask.user = item;
	snprintf(text, sizeof(text), "n%u.example.", item->number);
	asker_name(asker, text);
	assert_int_equal(engine_ask(asker->engine, &ask), ERR_OK);
	if (run->asked - run->answered > run->waiting_max)
		run->waiting_max = run->asked - run->answered;
	return true;
}

static const struct server *server_at(struct asker *asker, const char *ip)
{
	struct server *server = NULL;
	const char *why;

	assert_int_equal(server_parse(asker->arena, str_of(ip), PORT, &server, &why),
			 ERR_OK);
	return server;
}

static void run_begin(struct list_run *run, struct asker *asker, unsigned count)
{
	*run = (struct list_run){ .asker = asker,
				  .servers = { server_at(asker, "192.0.2.1"),
					       server_at(asker, "192.0.2.2"),
					       server_at(asker, "192.0.2.3") },
				  .server_count = 1,
				  .count = count };
	run->is_answered = calloc(count, sizeof(bool));
	assert_non_null(run->is_answered);
	engine_set_feed(asker->engine, feed, run);
}

static void run_end(struct list_run *run)
{
	const struct engine_stats *stats = engine_get_stats(run->asker->engine);

	assert_int_equal(engine_run(run->asker->engine), ERR_OK);
	assert_int_equal(run->asked, run->count);
	assert_int_equal(run->answered, run->count);
	assert_int_equal(stats->asked, run->count);
	assert_int_equal(stats->answered, run->count);
	free(run->is_answered);
}

static void test_a_long_list_is_pulled_and_each_has_its_answer(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);
	struct list_run run;

	run_begin(&run, asker, MANY);
	run_end(&run);
	assert_int_equal(run.replies, MANY);
	assert_int_equal(host->received, MANY);
	assert_in_range(run.waiting_max, 256, 2048);
}

static void test_a_bad_line_costs_time_but_no_answer(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);
	struct list_run run;

	host->loss = 200; /* on each way */
	host->doubled = 100;
	host->jitter_us = 5000;
	asker->policy.tries = 6;
	run_begin(&run, asker, MANY);
	run_end(&run);
	/* 0.36 lost at each of 6 tries: about 11 of 5,000 go without an answer. */
	assert_in_range(run.replies, MANY - 40, MANY);
}

static void test_servers_that_die_leave_their_questions_to_the_others(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *first =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);
	struct virtual_host *second =
		virtual_add(asker->net, "192.0.2.2", PORT, asker_serve_shape, &good);
	struct list_run run;

	asker->policy.timeout_ms = 500;
	run_begin(&run, asker, 600);
	run.server_count = 2;
	run.stop_after = 200;
	assert_int_equal(engine_run(asker->engine), ERR_OK);
	assert_in_range(run.answered, 200, 599);
	first->serve = NULL;
	run_end(&run);
	assert_int_equal(run.replies, 600);
	assert_true(second->received > 0);
	assert_int_equal(first->received + second->received - 600,
			 engine_get_stats(asker->engine)->sent - 600);
}

static void test_a_dead_server_is_told_from_a_slow_one(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, NULL, NULL);
	struct list_run run;

	host->icmp_errno = ECONNREFUSED;
	asker->policy.tries = 2;
	run_begin(&run, asker, 1000);
	run_end(&run);
	assert_int_equal(run.replies, 0);
	assert_int_equal(engine_get_stats(asker->engine)->timeouts, 0);
}

static void test_what_is_asked_from_a_callback_is_answered_too(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);

	for (unsigned i = 0; i < 3; i++)
		asker_ask(asker, &host, 1); /* equal questions are three datagrams */
	asker_run(asker);
	assert_int_equal(host->received, 3);
	asker_ask(asker, &host, 1); /* the engine can be run again */
	asker_run(asker);
	assert_int_equal(asker->answer_count, 4);
}

static void stop(void *user)
{
	const struct asker *asker = user;

	engine_stop(asker->engine);
}

static void test_freeing_drops_what_is_in_flight(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *hosts[4];
	static const char *const ips[] = { "192.0.2.1", "192.0.2.2", "2001:db8::1",
					   "192.0.2.4" };

	for (unsigned i = 0; i < 4; i++) {
		hosts[i] =
			virtual_add(asker->net, ips[i], PORT, asker_serve_shape, &good);
		hosts[i]->rtt_us = 100000 * (i + 1);
	}
	hosts[3]->is_connect_ignored = true;
	for (unsigned i = 0; i < 3000; i++) {
		asker->policy.transport = i % 2 == 0 ? TRANSPORT_UDP : TRANSPORT_TCP;
		asker_ask(asker, &hosts[i % 4], 1);
	}
	engine_set_tick(asker->engine, 150, stop, asker);
	assert_int_equal(engine_run(asker->engine), ERR_OK);
	assert_in_range(asker->answer_count, 1, 2999);
}

static void on_tick(void *user)
{
	++*(unsigned *)user;
}

static void test_progress_ticks_while_it_runs(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, NULL, NULL);
	unsigned ticks = 0;

	engine_set_tick(asker->engine, 250, on_tick, &ticks);
	asker_answer(asker, host); /* 3 tries of 2 s */
	assert_in_range(ticks, 22, 24);
	engine_set_tick(asker->engine, 0, NULL, NULL);
	asker_answer(asker, host);
	assert_in_range(ticks, 22, 24);
}

static bool feed_of_comments(void *user)
{
	unsigned *left = user;

	return --*left > 0;
}

static void test_a_feed_may_have_nothing_to_ask(void **state)
{
	struct asker *asker = *state;
	unsigned left = 100;

	engine_set_feed(asker->engine, feed_of_comments, &left);
	assert_int_equal(engine_run(asker->engine), ERR_OK);
	assert_int_equal(left, 0);
}

static void test_in_flight_max_is_kept(void **state)
{
	struct asker *asker = *state;
	const struct engine_options options = { .in_flight_max = 7 };
	struct virtual_host *host;
	struct list_run run;

	asker_free(asker);
	asker_init(asker, &options);
	host = virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);
	host->loss = 100;
	run_begin(&run, asker, 300);
	run_end(&run);
	assert_int_equal(run.waiting_max, 7);
}

static void test_a_message_that_is_too_large_is_refused_at_once(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);
	static const uint8_t options[BUILD_SIZE_MAX];
	const struct server *const servers[] = { server_at(asker, "192.0.2.1") };
	const struct ask ask = { .query = &asker->query,
				 .servers = servers,
				 .server_count = 1,
				 .policy = &asker->policy,
				 .done = on_item };

	asker->query.edns.options = options;
	asker->query.edns.options_size = sizeof(options);
	assert_int_equal(engine_ask(asker->engine, &ask), ERR_LIMIT);
	assert_int_equal(engine_run(asker->engine), ERR_OK);
	assert_int_equal(engine_get_stats(asker->engine)->asked, 0);
	/* A cookie that does not fit is left out. */
	asker->query.edns.options_size = sizeof(options) - 12 - 17 - 11 - 4;
	assert_int_equal(asker_answer(asker, host)->outcome, OUTCOME_REPLY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_a_long_list_is_pulled_and_each_has_its_answer, setup,
			teardown),
		cmocka_unit_test_setup_teardown(test_a_bad_line_costs_time_but_no_answer,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_servers_that_die_leave_their_questions_to_the_others, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			test_a_dead_server_is_told_from_a_slow_one, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_what_is_asked_from_a_callback_is_answered_too, setup,
			teardown),
		cmocka_unit_test_setup_teardown(test_freeing_drops_what_is_in_flight,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_progress_ticks_while_it_runs, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_a_feed_may_have_nothing_to_ask,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_in_flight_max_is_kept, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			test_a_message_that_is_too_large_is_refused_at_once, setup,
			teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
