#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "virtual/asker.h"

enum { PORT = 5300, SERVERS = 300, ASKED = 4 * SERVERS, SECOND_US = 1000000 };

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

static void restart(struct asker *asker, const struct engine_options *options)
{
	asker_free(asker);
	asker_init(asker, options);
}

static void assert_all_replied(const struct asker *asker)
{
	for (size_t i = 0; i < asker->answer_count; i++)
		assert_int_equal(asker->answers[i]->outcome, OUTCOME_REPLY);
}

static struct virtual_host *server_add(struct asker *asker, unsigned number)
{
	char ip[32];

	snprintf(ip, sizeof(ip), "192.0.%u.%u", 2 + number / 250, 1 + number % 250);
	return virtual_add(asker->net, ip, PORT, asker_serve_shape, &good);
}

static void test_the_rate_to_one_server_is_kept(void **state)
{
	static const struct engine_options options = { .per_server_rate = 200 };
	struct asker *asker = *state;
	struct virtual_host *hosts[2];
	uint64_t start_us;

	restart(asker, &options);
	hosts[0] = server_add(asker, 0);
	hosts[1] = server_add(asker, 1);
	start_us = virtual_now_us(asker->net);
	for (unsigned i = 0; i < 2000; i++)
		asker_ask(asker, &hosts[i % 2], 1);
	asker_run(asker);
	assert_all_replied(asker);
	/* 1,000 questions to each at 200 a second: 5 s, for both at the same time. */
	assert_in_range(virtual_now_us(asker->net) - start_us, 49 * SECOND_US / 10,
			51 * SECOND_US / 10);
}

static void test_loopback_is_paced_only_when_told(void **state)
{
	struct asker *asker = *state;

	for (unsigned is_paced = 0; is_paced < 2; is_paced++) {
		const struct engine_options options = { .per_server_rate = 100,
							.is_loopback_paced = is_paced };
		struct virtual_host *host;
		uint64_t start_us;

		restart(asker, &options);
		host = virtual_add(asker->net, "127.0.0.66", PORT, asker_serve_shape,
				   &good);
		start_us = virtual_now_us(asker->net);
		for (unsigned i = 0; i < 300; i++)
			asker_ask(asker, &host, 1);
		asker_run(asker);
		if (is_paced) {
			assert_in_range(virtual_now_us(asker->net) - start_us,
					29 * SECOND_US / 10, 31 * SECOND_US / 10);
		} else {
			assert_true(virtual_now_us(asker->net) - start_us < SECOND_US);
		}
	}
}

static void test_one_server_is_not_flooded(void **state)
{
	static const struct engine_options options = { .per_server_max = 20 };
	struct asker *asker = *state;
	struct virtual_host *hosts[2];
	uint64_t start_us;

	restart(asker, &options);
	for (unsigned i = 0; i < 2; i++) {
		hosts[i] = server_add(asker, i);
		hosts[i]->rtt_us = 10000;
	}
	start_us = virtual_now_us(asker->net);
	for (unsigned i = 0; i < 2000; i++)
		asker_ask(asker, &hosts[i % 2], 1);
	asker_run(asker);
	assert_all_replied(asker);
	/* 20 at a time, 10 ms each: 1,000 take half a second. */
	assert_in_range(virtual_now_us(asker->net) - start_us, 49 * SECOND_US / 100,
			55 * SECOND_US / 100);
}

static void test_few_channels_serve_many_servers(void **state)
{
	static const struct engine_options options = { .channels_max = 5 };
	struct asker *asker = *state;
	struct virtual_host *hosts[SERVERS];

	restart(asker, &options);
	for (unsigned i = 0; i < SERVERS; i++)
		hosts[i] = server_add(asker, i);
	for (unsigned i = 0; i < ASKED; i++) {
		asker->policy.transport = i % 3 == 0 ? TRANSPORT_TCP : TRANSPORT_UDP;
		asker_ask(asker, &hosts[i * 7 % SERVERS], 1);
	}
	asker_run(asker);
	assert_all_replied(asker);
	for (unsigned i = 0; i < SERVERS; i++)
		assert_int_equal(hosts[i]->received, 4);
	/* Five at once; a channel that changes its transport is a new one. */
	assert_in_range(engine_get_stats(asker->engine)->channels, 5, ASKED);
	assert_in_range(virtual_open_count(asker->net), 1, 10);
}

static void test_dead_servers_do_not_hold_up_the_others(void **state)
{
	static const struct engine_options options = { .channels_max = 10 };
	struct asker *asker = *state;
	struct virtual_host *hosts[40];
	unsigned replies = 0;

	restart(asker, &options);
	for (unsigned i = 0; i < 40; i++) {
		hosts[i] = server_add(asker, i);
		if (i % 8 == 0)
			hosts[i]->serve = NULL;
	}
	for (unsigned i = 0; i < 40 * 20; i++)
		asker_ask(asker, &hosts[i % 40], 1);
	asker_run(asker);
	for (size_t i = 0; i < asker->answer_count; i++)
		replies += asker->answers[i]->outcome == OUTCOME_REPLY;
	assert_int_equal(replies, 35 * 20);
	/* The live ones were done before the first dead one timed out for good. */
	for (size_t i = 0; i < (size_t)35 * 20; i++)
		assert_int_equal(asker->answers[i]->outcome, OUTCOME_REPLY);
}

static void test_thousands_of_servers_are_forgotten_again(void **state)
{
	struct asker *asker = *state;
	unsigned answered = 0;

	restart(asker, &(struct engine_options){ .channels_max = 50 });
	for (unsigned i = 0; i < 6000; i++) {
		struct virtual_host *host =
			virtual_add(asker->net, "192.0.2.1", (uint16_t)(1024 + i),
				    asker_serve_shape, &good);

		answered += asker_answer(asker, host)->outcome == OUTCOME_REPLY;
	}
	assert_int_equal(answered, 6000);
	assert_in_range(engine_get_stats(asker->engine)->channels, 1, 60);
	assert_in_range(virtual_open_count(asker->net), 1, 60);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_the_rate_to_one_server_is_kept,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_loopback_is_paced_only_when_told,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_one_server_is_not_flooded, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_few_channels_serve_many_servers,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_dead_servers_do_not_hold_up_the_others, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_thousands_of_servers_are_forgotten_again, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
