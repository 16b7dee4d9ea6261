#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "dns/wire.h"
#include "virtual/asker.h"

enum { PORT = 5300, BUCKETS = 16, MANY = 8000 };

static struct shape good = { .addresses = 1, .has_opt = true };

/* What a server sees of its clients. */
struct seen {
	unsigned ids[BUCKETS];
	unsigned ports[UINT16_MAX + 1];
	unsigned port_count;
	uint16_t last_id;
	unsigned steps_of_one;
};

static void serve_and_see(void *user, const struct virtual_query *query)
{
	struct seen *seen = user;
	uint16_t id = wire_u16(query->wire);

	seen->ids[id * BUCKETS / (UINT16_MAX + 1)]++;
	seen->port_count += seen->ports[query->source_port]++ == 0;
	seen->steps_of_one += (uint16_t)(id - seen->last_id) == 1;
	seen->last_id = id;
	asker_serve_shape(&good, query);
}

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

static void test_ids_and_ports_cannot_be_guessed(void **state)
{
	struct asker *asker = *state;
	struct seen *seen = calloc(1, sizeof(*seen));
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_and_see, seen);

	for (unsigned i = 0; i < MANY; i++)
		asker_ask(asker, &host, 1);
	asker_run(asker);
	/* 500 expected in each of 16 buckets, with a deviation of 22. */
	for (unsigned i = 0; i < BUCKETS; i++)
		assert_in_range(seen->ids[i], 370, 630);
	assert_in_range(seen->steps_of_one, 0, 5);
	/* A port is used for 1,000 questions at most. */
	assert_in_range(seen->port_count, 8, 100);
	for (unsigned port = 0; port <= UINT16_MAX; port++)
		assert_true(seen->ports[port] <= 1000);
	free(seen);
}

static void test_a_port_is_given_up_after_a_while(void **state)
{
	struct asker *asker = *state;
	struct seen *seen = calloc(1, sizeof(*seen));
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_and_see, seen);
	struct virtual_host *silent =
		virtual_add(asker->net, "192.0.2.2", PORT, NULL, NULL);

	asker_answer(asker, host);
	asker_answer(asker, host);
	assert_int_equal(seen->port_count, 1);
	asker->policy.timeout_ms = 21000;
	asker->policy.tries = 1;
	asker_answer(asker, silent); /* 21 s pass */
	asker_answer(asker, host);
	assert_int_equal(seen->port_count, 2);
	assert_int_equal(virtual_open_count(asker->net), 2);
	free(seen);
}

static void test_worn_sockets_are_closed(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);

	host->loss = 50;
	for (unsigned i = 0; i < MANY; i++)
		asker_ask(asker, &host, 1);
	asker_run(asker);
	assert_true(virtual_opened_count(asker->net) >= 8);
	assert_in_range(virtual_open_count(asker->net), 1, 9);
}

static void test_a_send_that_would_block_is_no_failed_try(void **state)
{
	static const int refusals[] = { EAGAIN, ENOBUFS, ENOMEM, EINTR };
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);

	for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
		virtual_refuse_sends(asker->net, 5, refusals[i]);
		virtual_limit_sends(asker->net, 1 + (unsigned)i);
		for (unsigned k = 0; k < 200; k++)
			asker_ask(asker, &host, 1);
		asker_run(asker);
	}
	assert_int_equal(asker->answer_count, 200 * ARRAY_LEN(refusals));
	for (size_t i = 0; i < asker->answer_count; i++) {
		assert_int_equal(asker->answers[i]->outcome, OUTCOME_REPLY);
		assert_int_equal(asker->answers[i]->attempt_count, 1);
		assert_in_range(asker->answers[i]->rtt_us, 1, 20000);
	}
	assert_int_equal(host->received, asker->answer_count);
}

static void test_a_datagram_that_is_too_large_is_ours_alone(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);

	virtual_refuse_sends(asker->net, 1, EMSGSIZE);
	for (unsigned i = 0; i < 10; i++)
		asker_ask(asker, &host, 1);
	asker_run(asker);
	assert_int_equal(host->received, 9);
	for (size_t i = 0; i < asker->answer_count; i++) {
		const struct answer *answer = asker->answers[i];

		if (answer->outcome == OUTCOME_REPLY)
			continue;
		assert_int_equal(answer->outcome, OUTCOME_LOCAL);
		assert_int_equal(answer->attempts[0].system_errno, EMSGSIZE);
	}
}

static void test_a_socket_that_cannot_be_opened_is_told(void **state)
{
	static const struct {
		int system_errno;
		enum outcome outcome;
		size_t attempts;
	} rows[] = {
		{ EACCES, OUTCOME_LOCAL, 1 },
		{ EADDRNOTAVAIL, OUTCOME_LOCAL, 1 },
		{ EAFNOSUPPORT, OUTCOME_LOCAL, 1 },
		{ ENETUNREACH, OUTCOME_UNREACHABLE, 3 },
	};
	struct asker *asker = *state;

	for (size_t i = 0; i < 2 * ARRAY_LEN(rows); i++) {
		size_t row = i / 2;
		struct virtual_host *host =
			virtual_add(asker->net, "192.0.2.1", (uint16_t)(PORT + i),
				    asker_serve_shape, &good);
		const struct answer *answer;

		host->open_errno = rows[row].system_errno;
		asker->policy.transport = i % 2 == 0 ? TRANSPORT_UDP : TRANSPORT_TCP;
		answer = asker_answer(asker, host);
		assert_int_equal(answer->outcome, rows[row].outcome);
		assert_int_equal(answer->attempts[0].system_errno,
				 rows[row].system_errno);
		assert_int_equal(answer->attempt_count, rows[row].attempts);
	}
}

static void test_few_descriptors_slow_down_and_lose_nothing(void **state)
{
	struct asker *asker = *state;
	static const char *const ips[] = { "192.0.2.1", "192.0.2.2", "192.0.2.3",
					   "192.0.2.4", "192.0.2.5", "192.0.2.6" };
	struct virtual_host *hosts[6];

	asker_free(asker);
	asker_init(asker, &(struct engine_options){ .channels_max = 6 });
	virtual_limit_sockets(asker->net, 3); /* fewer than the engine was told */
	for (unsigned i = 0; i < 6; i++) {
		hosts[i] =
			virtual_add(asker->net, ips[i], PORT, asker_serve_shape, &good);
	}
	for (unsigned i = 0; i < 6; i++)
		asker_answer(asker, hosts[i]);
	for (size_t i = 0; i < asker->answer_count; i++)
		assert_int_equal(asker->answers[i]->outcome, OUTCOME_REPLY);
	/* One server takes its share of them, more questions than a socket likes. */
	virtual_limit_sockets(asker->net, 1);
	for (unsigned i = 0; i < 3000; i++)
		asker_ask(asker, &hosts[0], 1);
	asker_run(asker);
	for (size_t i = 0; i < asker->answer_count; i++)
		assert_int_equal(asker->answers[i]->outcome, OUTCOME_REPLY);
}

static void serve_late(void *user, const struct virtual_query *query)
{
	uint8_t wire[512];
	size_t size = shape_make(&good, query->wire, query->size, wire);

	(void)user;
	if (query->number == 0) {
		virtual_reply_late(query, wire, size, 1500000);
	} else {
		virtual_reply_late(query, wire, size, 700000);
	}
}

static void test_a_late_answer_is_told_from_a_foreign_one(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_late, NULL);
	const struct answer *answer;

	asker->policy.timeout_ms = 1000;
	asker->policy.is_late_id_noted = true;
	answer = asker_answer(asker, host);
	assert_int_equal(answer->outcome, OUTCOME_REPLY);
	assert_int_equal(answer->attempt_count, 2);
	assert_int_equal(answer->drop_count, 1);
	assert_int_equal(answer->drops[0].reason, DROP_LATE);
	assert_int_equal(engine_get_stats(asker->engine)->drops[DROP_LATE], 1);
}

static void serve_from_elsewhere(void *user, const struct virtual_query *query)
{
	union address other = query->host->address;
	uint8_t wire[512];
	size_t size = shape_make(&good, query->wire, query->size, wire);

	(void)user;
	other.v4.sin_port ^= 1;
	virtual_inject(query, &other, wire, size, 0);
	other = query->host->address;
	other.v4.sin_addr.s_addr ^= 1;
	virtual_inject(query, &other, wire, size, 0);
}

static void test_an_answer_from_elsewhere_is_dropped(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_from_elsewhere, NULL);
	const struct answer *answer;

	asker->policy.tries = 1;
	answer = asker_answer(asker, host);
	assert_int_equal(answer->outcome, OUTCOME_TIMEOUT);
	assert_int_equal(answer->drop_count, 2);
	assert_int_equal(answer->drops[1].reason, DROP_SOURCE);
}

/* Stray datagrams before the good answer, more than are kept. */
static void serve_strays(void *user, const struct virtual_query *query)
{
	uint8_t wire[512];
	size_t size;

	(void)user;
	for (unsigned i = 0; i < 2 * DROPS_MAX; i++)
		virtual_inject(query, NULL, (const uint8_t *)"abc", i % 4, 0);
	size = shape_make(&good, query->wire, query->size, wire);
	virtual_inject(query, NULL, wire, size, 10);
}

static void test_strays_do_not_hide_the_answer(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_strays, NULL);
	const struct answer *answer = asker_answer(asker, host);

	assert_int_equal(answer->outcome, OUTCOME_REPLY);
	assert_int_equal(answer->attempt_count, 1);
	assert_int_equal(answer->drop_count, 0); /* not asked for */
	asker->policy.is_late_id_noted = true;
	answer = asker_answer(asker, host);
	assert_int_equal(answer->drop_count, 2 * DROPS_MAX);
	for (unsigned i = 0; i < DROPS_MAX; i++) {
		assert_int_equal(answer->drops[i].reason, DROP_SHORT);
		assert_int_equal(answer->drops[i].size, i % 4);
	}
}

static void test_a_given_id_is_used_on_as_many_sockets_as_it_takes(void **state)
{
	struct asker *asker = *state;
	struct seen *seen = calloc(1, sizeof(*seen));
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_and_see, seen);

	asker->policy.has_id = true;
	asker->policy.id = 0;
	for (unsigned i = 0; i < 20; i++)
		asker_ask(asker, &host, 1);
	asker_run(asker);
	for (size_t i = 0; i < asker->answer_count; i++) {
		assert_int_equal(asker->answers[i]->outcome, OUTCOME_REPLY);
		assert_int_equal(wire_u16(asker->answers[i]->wire), 0);
	}
	assert_int_equal(seen->port_count, 20);
	free(seen);
}

static void test_the_answer_tells_our_end(void **state)
{
	struct asker *asker = *state;
	struct seen *seen = calloc(1, sizeof(*seen));
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_and_see, seen);
	const struct answer *answer = asker_answer(asker, host);

	assert_int_equal(answer->local.any.sa_family, AF_INET);
	assert_int_equal(seen->ports[ntohs(answer->local.v4.sin_port)], 1);
	asker->policy.transport = TRANSPORT_TCP;
	answer = asker_answer(asker, host);
	assert_int_equal(seen->ports[ntohs(answer->local.v4.sin_port)], 1);
	free(seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_ids_and_ports_cannot_be_guessed,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_port_is_given_up_after_a_while,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_worn_sockets_are_closed, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			test_a_send_that_would_block_is_no_failed_try, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_datagram_that_is_too_large_is_ours_alone, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_socket_that_cannot_be_opened_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_few_descriptors_slow_down_and_lose_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_late_answer_is_told_from_a_foreign_one, setup, teardown),
		cmocka_unit_test_setup_teardown(test_an_answer_from_elsewhere_is_dropped,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_strays_do_not_hide_the_answer, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			test_a_given_id_is_used_on_as_many_sockets_as_it_takes, setup,
			teardown),
		cmocka_unit_test_setup_teardown(test_the_answer_tells_our_end, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
