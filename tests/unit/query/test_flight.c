#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "virtual/asker.h"

enum { PORT = 5300, CARES_AGES_S = 900 };

/* The clock that c-ares reads can be put forward: the program's own definition comes first. */
static time_t ahead_s;

// NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name)
int clock_gettime(clockid_t clock, struct timespec *out_time)
{
	long failed = syscall(SYS_clock_gettime, clock, out_time);

	out_time->tv_sec += ahead_s;
	return (int)failed;
}

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

/* The first question is answered after 9 s, others at once; for c-ares ages pass with each. */
static void serve_slow_one(void *user, const struct virtual_query *query)
{
	uint8_t wire[512];
	size_t size = shape_make(&good, query->wire, query->size, wire);

	(void)user;
	ahead_s += CARES_AGES_S;
	virtual_reply_late(query, wire, size, query->number == 0 ? 9000000 : 0);
}

static void test_what_cares_gives_up_goes_on_without_being_sent_again(void **state)
{
	struct asker *asker = *state;

	asker->policy.timeout_ms = 10000;
	for (unsigned i = 0; i < 2; i++) {
		struct virtual_host *host =
			virtual_add(asker->net, "192.0.2.1", (uint16_t)(PORT + i),
				    serve_slow_one, NULL);

		asker->policy.transport = i == 0 ? TRANSPORT_UDP : TRANSPORT_TCP;
		for (unsigned k = 0; k < 20; k++)
			asker_ask(asker, &host, 1);
		asker_run(asker);
		assert_int_equal(host->received, 20);
	}
	for (size_t i = 0; i < asker->answer_count; i++) {
		assert_int_equal(asker->answers[i]->outcome, OUTCOME_REPLY);
		assert_int_equal(asker->answers[i]->attempt_count, 1);
	}
	/* The slow one is the last of its twenty, and its time is right. */
	assert_in_range(asker->answers[19]->rtt_us, 9000000, 9010000);
	assert_in_range(asker->answers[39]->rtt_us, 9000000, 9010000);
}

static void test_an_answer_that_was_taken_for_lost_is_an_answer(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);

	asker_answer(asker, host); /* teaches a round trip of 2 ms */
	host->rtt_us = 1900000;
	for (unsigned i = 0; i < 400; i++)
		asker_ask(asker, &host, 1);
	asker_run(asker);
	for (size_t i = 0; i < asker->answer_count; i++) {
		assert_int_equal(asker->answers[i]->outcome, OUTCOME_REPLY);
		assert_int_equal(asker->answers[i]->attempt_count, 1);
	}
}

static void test_an_icmp_error_is_for_those_who_were_sent(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, NULL, NULL);

	host->icmp_errno = ECONNREFUSED;
	asker->policy.tries = 1;
	for (unsigned i = 0; i < 100; i++)
		asker_ask(asker, &host, 1);
	asker_run(asker);
	for (size_t i = 0; i < asker->answer_count; i++) {
		assert_int_equal(asker->answers[i]->outcome, OUTCOME_REFUSED);
		assert_int_equal(asker->answers[i]->attempts[0].system_errno,
				 ECONNREFUSED);
		assert_in_range(asker->answers[i]->rtt_us, 2000, 3000);
	}
}

static void test_times_are_those_of_the_network(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);
	struct net *net = virtual_net(asker->net);
	uint64_t start_us = virtual_now_us(asker->net);
	uint64_t wall_us = net->ops->wall_us(net);
	const struct answer *answer;

	host->rtt_us = 30000;
	answer = asker_answer(asker, host);
	assert_int_equal(answer->rtt_us, 30000);
	assert_int_equal(answer->attempts[0].rtt_us, 30000);
	assert_int_equal(answer->attempts[0].start_us, start_us);
	assert_int_equal(answer->start_wall_us, wall_us);
	assert_int_equal(answer->total_us, 30000);
	/* The longest time that may be asked for. */
	asker->policy.timeout_ms = 600000;
	host->rtt_us = 599000000;
	assert_int_equal(asker_answer(asker, host)->rtt_us, 599000000);
	host->rtt_us = 602000000;
	asker->policy.tries = 2;
	answer = asker_answer(asker, host);
	assert_int_equal(answer->outcome, OUTCOME_TIMEOUT);
	assert_in_range(answer->total_us, 1200000000, 1200020000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_what_cares_gives_up_goes_on_without_being_sent_again, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			test_an_answer_that_was_taken_for_lost_is_an_answer, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			test_an_icmp_error_is_for_those_who_were_sent, setup, teardown),
		cmocka_unit_test_setup_teardown(test_times_are_those_of_the_network,
						setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
