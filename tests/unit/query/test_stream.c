#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "dns/wire.h"
#include "virtual/asker.h"

enum { PORT = 5300 };

static struct shape good = { .addresses = 1, .has_opt = true };

static int setup(void **state)
{
	static struct asker asker;

	asker_init(&asker, NULL);
	asker.policy.transport = TRANSPORT_TCP;
	*state = &asker;
	return 0;
}

static int teardown(void **state)
{
	asker_free(*state);
	return 0;
}

static void ask_many(struct asker *asker, struct virtual_host *host, unsigned count)
{
	for (unsigned i = 0; i < count; i++) {
		char name[32];

		snprintf(name, sizeof(name), "n%u.example.", i);
		asker_name(asker, name);
		asker_ask(asker, &host, 1);
	}
	asker_run(asker);
}

static void assert_all(const struct asker *asker, enum outcome outcome)
{
	for (size_t i = 0; i < asker->answer_count; i++)
		assert_int_equal(asker->answers[i]->outcome, outcome);
}

static void test_one_connection_carries_many_questions(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);

	host->jitter_us = 3000; /* answers come in another order */
	ask_many(asker, host, 3000);
	assert_all(asker, OUTCOME_REPLY);
	assert_int_equal(host->connections, 1);
	assert_int_equal(host->received, 3000);
}

static void test_a_slow_stream_is_read_and_written_in_pieces(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);

	host->write_max = 7;
	host->read_max = 1;
	ask_many(asker, host, 20);
	assert_all(asker, OUTCOME_REPLY);
	assert_int_equal(host->connections, 1);
}

static void test_the_largest_message_passes(void **state)
{
	struct asker *asker = *state;
	struct shape large = { .addresses = 4000, .pad = 1400 };
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &large);

	host->read_max = 10000;
	ask_many(asker, host, 30);
	assert_all(asker, OUTCOME_REPLY);
	assert_true(asker->answers[7]->size > 65000);
}

/* Closes each connection behind its @user-th answer. */
struct closer {
	unsigned answers;
	unsigned life; /* of the connection that is being served */
	unsigned given;
};

static void serve_and_close(void *user, const struct virtual_query *query)
{
	struct closer *closer = user;

	if (closer->life != query->life) {
		closer->life = query->life;
		closer->given = 0;
	}
	if (closer->given >= closer->answers)
		return;
	asker_serve_shape(&good, query);
	if (++closer->given == closer->answers)
		virtual_break(query, 0, 1);
}

static void test_a_server_that_closes_after_some_answers_is_asked_again(void **state)
{
	struct asker *asker = *state;
	struct closer closer = { .answers = 1 };
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_and_close, &closer);

	ask_many(asker, host, 40);
	assert_all(asker, OUTCOME_REPLY);
	/* After the first lesson it is asked one question a connection. */
	assert_in_range(host->connections, 40, 44);
}

static void serve_but_the_first_connection(void *user, const struct virtual_query *query)
{
	(void)user;
	if (query->life == 1) {
		virtual_break(query, 0, 1);
	} else {
		asker_serve_shape(&good, query);
	}
}

static void test_a_question_pays_for_no_other(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host = virtual_add(asker->net, "192.0.2.1", PORT,
						serve_but_the_first_connection, NULL);
	unsigned closed = 0;

	asker->policy.tries = 1;
	ask_many(asker, host, 5);
	for (unsigned i = 0; i < 5; i++)
		closed += asker->answers[i]->outcome == OUTCOME_CLOSED;
	assert_int_equal(closed, 1);
	assert_int_equal(asker->answers[0]->outcome, OUTCOME_CLOSED);
}

static void test_an_idle_connection_is_kept_and_then_closed(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);
	struct virtual_host *silent =
		virtual_add(asker->net, "192.0.2.2", PORT, NULL, NULL);

	asker_answer(asker, host);
	asker_answer(asker, host);
	assert_int_equal(host->connections, 1);
	asker->policy.transport = TRANSPORT_UDP;
	asker_answer(asker, silent); /* 6 s pass */
	assert_int_equal(virtual_open_count(asker->net), 1);
	asker->policy.transport = TRANSPORT_TCP;
	asker_answer(asker, host);
	assert_int_equal(host->connections, 2);
}

static void serve_and_hang_up_later(void *user, const struct virtual_query *query)
{
	(void)user;
	asker_serve_shape(&good, query);
	virtual_break(query, 0, 1000000);
}

static void test_a_connection_closed_while_idle_costs_nothing(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_and_hang_up_later, NULL);
	struct virtual_host *silent =
		virtual_add(asker->net, "192.0.2.2", PORT, NULL, NULL);

	asker_answer(asker, host);
	asker->policy.transport = TRANSPORT_UDP;
	asker->policy.tries = 1;
	asker_answer(asker, silent); /* 2 s pass, in which the peer closes */
	asker->policy.transport = TRANSPORT_TCP;
	assert_int_equal(asker_answer(asker, host)->attempt_count, 1);
	assert_int_equal(host->connections, 2);
}

/* Silent on its first connection. */
static void serve_second_connection(void *user, const struct virtual_query *query)
{
	(void)user;
	if (query->host->connections > 1)
		asker_serve_shape(&good, query);
}

static void test_a_dead_connection_is_not_tried_twice(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_second_connection, NULL);

	ask_many(asker, host, 50);
	assert_all(asker, OUTCOME_REPLY);
	for (size_t i = 0; i < asker->answer_count; i++) {
		assert_int_equal(asker->answers[i]->attempt_count, 2);
		assert_int_equal(asker->answers[i]->attempts[0].outcome, OUTCOME_TIMEOUT);
	}
	assert_int_equal(host->connections, 2);
}

struct raw {
	const char *why;
	const uint8_t *data;
	size_t size;
	bool is_end; /* closed behind that */
	int system_errno;
	enum outcome outcome;
};

static void serve_raw(void *user, const struct virtual_query *query)
{
	const struct raw *raw = user;

	if (raw->size > 0)
		virtual_inject(query, NULL, raw->data, raw->size, 0);
	if (raw->is_end || raw->system_errno != 0)
		virtual_break(query, raw->system_errno, 1);
}

static void test_a_broken_stream_is_told(void **state)
{
	static const struct raw rows[] = {
		{ "a length of 0", (const uint8_t *)"\0\0", 2, false, 0,
		  OUTCOME_MALFORMED },
		{ "a length of 11", (const uint8_t *)"\0\13", 2, false, 0,
		  OUTCOME_MALFORMED },
		{ "closed at once", NULL, 0, true, 0, OUTCOME_CLOSED },
		{ "closed in the length", (const uint8_t *)"\1", 1, true, 0,
		  OUTCOME_CLOSED },
		{ "closed in a message", (const uint8_t *)"\1\0abc", 5, true, 0,
		  OUTCOME_CLOSED },
		{ "reset in a message", (const uint8_t *)"\1\0abc", 5, false, ECONNRESET,
		  OUTCOME_CLOSED },
		{ "a message that never ends", (const uint8_t *)"\1\0abc", 5, false, 0,
		  OUTCOME_TIMEOUT },
		{ "the line goes down", NULL, 0, false, EHOSTUNREACH,
		  OUTCOME_UNREACHABLE },
	};
	struct asker *asker = *state;

	asker->policy.tries = 1;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct raw raw = rows[i];
		struct virtual_host *host = virtual_add(
			asker->net, "192.0.2.1", (uint16_t)(PORT + i), serve_raw, &raw);
		const struct answer *answer = asker_answer(asker, host);

		if (answer->outcome != raw.outcome)
			fail_msg("%s: %s", raw.why, answer_outcome_text(answer->outcome));
		assert_int_equal(answer->attempts[0].system_errno, raw.system_errno);
	}
}

static void test_messages_that_are_no_reply_are_passed_over(void **state)
{
	static struct shape wrong[] = {
		{ .id_xor = 1, .addresses = 1 },
		{ .has_other_name = true },
		{ .flags_off = 0x8000 },
	};
	struct asker *asker = *state;

	asker->policy.tries = 1;
	asker->query.edns.is_on = false;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct virtual_host *host =
			virtual_add(asker->net, "192.0.2.1", (uint16_t)(PORT + i),
				    asker_serve_shape, &wrong[i]);
		const struct answer *answer = asker_answer(asker, host);

		assert_int_equal(answer->outcome, OUTCOME_TIMEOUT);
		assert_int_equal(answer->drop_count, 1);
	}
}

static void test_a_given_id_is_kept_when_it_is_free(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);
	unsigned kept = 0;

	asker->policy.has_id = true;
	asker->policy.id = 4242;
	ask_many(asker, host, 10);
	assert_all(asker, OUTCOME_REPLY);
	for (size_t i = 0; i < asker->answer_count; i++)
		kept += wire_u16(asker->answers[i]->wire) == 4242;
	assert_in_range(kept, 1, 10);
	assert_int_equal(wire_u16(asker_answer(asker, host)->wire), 4242);
}

static void test_a_handshake_that_nobody_answers_is_no_plain_timeout(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);
	const struct answer *answer;

	asker->policy.transport = TRANSPORT_TLS;
	asker->policy.tries = 2;
	answer = asker_answer(asker, host);
	assert_int_equal(answer->outcome, OUTCOME_TLS);
	assert_int_equal(answer->attempt_count, 2);
	assert_int_equal(answer->attempts[1].tls_fault, TLS_FAULT_STALLED);
	assert_non_null(answer->attempts[1].why);
	assert_int_equal(host->connections, 2);
	assert_int_equal(host->received, 0); /* no message in clear text */
}

static void test_a_refused_connection_is_no_fault_of_tls(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);
	const struct answer *answer;

	host->connect_errno = ECONNREFUSED;
	asker->policy.transport = TRANSPORT_TLS;
	answer = asker_answer(asker, host);
	assert_int_equal(answer->outcome, OUTCOME_REFUSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_a_refused_connection_is_no_fault_of_tls, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_one_connection_carries_many_questions, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_slow_stream_is_read_and_written_in_pieces, setup,
			teardown),
		cmocka_unit_test_setup_teardown(test_the_largest_message_passes, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			test_a_server_that_closes_after_some_answers_is_asked_again,
			setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_question_pays_for_no_other, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			test_an_idle_connection_is_kept_and_then_closed, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_connection_closed_while_idle_costs_nothing, setup,
			teardown),
		cmocka_unit_test_setup_teardown(test_a_dead_connection_is_not_tried_twice,
						setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_broken_stream_is_told, setup,
						teardown),
		cmocka_unit_test_setup_teardown(
			test_messages_that_are_no_reply_are_passed_over, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_given_id_is_kept_when_it_is_free,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_handshake_that_nobody_answers_is_no_plain_timeout, setup,
			teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
