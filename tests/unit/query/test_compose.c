#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "virtual/asker.h"

enum { PORT = 5300, COOKIE_SIZE = 24, ROUNDS = 200 };

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

/* A server with cookies: BADCOOKIE until ours repeats the one it gave. */
struct baker {
	uint8_t secret;
	unsigned refused; /* BADCOOKIE replies given */
	bool is_stubborn; /* over UDP it never accepts one */
	bool is_stranger; /* it repeats a client cookie that is not ours */
	uint8_t last[64];
	size_t last_size;
};

static void serve_cookie(void *user, const struct virtual_query *query)
{
	struct baker *baker = user;
	uint8_t wire[1024];
	uint8_t cookie[COOKIE_SIZE];
	size_t size = 0;
	const uint8_t *got = shape_cookie(query->wire, query->size, &size);
	struct shape shape = { .has_opt = true,
			       .cookie = cookie,
			       .cookie_size = sizeof(cookie) };

	baker->last_size = size;
	if (got == NULL)
		return;
	memcpy(baker->last, got, size);
	memcpy(cookie, got, 8);
	memset(cookie + 8, baker->secret, sizeof(cookie) - 8);
	if (size != COOKIE_SIZE || memcmp(cookie, got, size) != 0 ||
	    (baker->is_stubborn && !query->is_stream)) {
		shape.rcode = RCODE_BADCOOKIE;
		baker->refused++;
	} else {
		shape.addresses = 1;
	}
	cookie[0] ^= baker->is_stranger;
	virtual_reply(query, wire, shape_make(&shape, query->wire, query->size, wire));
}

static void test_a_cookie_is_learnt_and_sent_from_then_on(void **state)
{
	struct asker *asker = *state;
	struct baker baker = { .secret = 0x11 };
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_cookie, &baker);
	const struct answer *answer = asker_answer(asker, host);

	assert_int_equal(answer->attempt_count, 2);
	assert_int_equal(answer->attempts[0].rcode, RCODE_BADCOOKIE);
	assert_int_equal(answer->attempts[1].cause, CAUSE_BADCOOKIE);
	assert_int_equal(answer->attempts[1].transport, TRANSPORT_UDP);
	assert_true(answer->is_cookie_good);
	answer = asker_answer(asker, host);
	assert_int_equal(answer->attempt_count, 1);
	assert_int_equal(baker.last_size, COOKIE_SIZE);
	baker.secret = 0x22; /* the server forgets; the new cookie takes over */
	answer = asker_answer(asker, host);
	assert_int_equal(answer->attempt_count, 2);
	assert_int_equal(asker_answer(asker, host)->attempt_count, 1);
	assert_int_equal(baker.refused, 2);
	/* TCP uses what UDP has learnt. */
	asker->policy.transport = TRANSPORT_TCP;
	assert_int_equal(asker_answer(asker, host)->attempt_count, 1);
	assert_int_equal(baker.last_size, COOKIE_SIZE);
}

static void test_badcookie_without_end_goes_to_tcp(void **state)
{
	struct asker *asker = *state;
	struct baker baker = { .secret = 0x11, .is_stubborn = true };
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_cookie, &baker);
	const struct answer *answer = asker_answer(asker, host);

	assert_int_equal(answer->attempt_count, 3);
	assert_int_equal(answer->attempts[2].cause, CAUSE_BADCOOKIE);
	assert_int_equal(answer->attempts[2].transport, TRANSPORT_TCP);
	assert_int_equal(answer->attempts[2].rcode, RCODE_NOERROR);
	asker->policy.has_badcookie_retry = false;
	answer = asker_answer(asker, host);
	assert_int_equal(answer->attempt_count, 1);
	assert_int_equal(answer->attempts[0].rcode, RCODE_BADCOOKIE);
}

static void test_a_cookie_of_somebody_else_is_no_reply(void **state)
{
	struct asker *asker = *state;
	struct baker baker = { .is_stranger = true };
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_cookie, &baker);
	const struct answer *answer = asker_answer(asker, host);

	assert_int_equal(answer->outcome, OUTCOME_TIMEOUT);
	assert_int_equal(answer->drop_count, 3);
	assert_int_equal(answer->drops[0].reason, DROP_COOKIE);
	assert_int_equal(baker.last_size, 8); /* and nothing was learnt from it */
}

static void test_a_cookie_option_of_the_user_goes_as_it_is(void **state)
{
	static const uint8_t options[] = {
		0, 10, 0, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 3, 0, 0
	};
	struct asker *asker = *state;
	struct baker baker = { .secret = 0x11 };
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_cookie, &baker);

	asker->policy.has_badcookie_retry = false;
	asker->query.edns.options = options;
	asker->query.edns.options_size = sizeof(options);
	asker_answer(asker, host);
	assert_int_equal(baker.last_size, 8);
	assert_memory_equal(baker.last, options + 4, 8);
	/* Another option of the user stands behind our cookie. */
	asker->query.edns.options = options + 12;
	asker->query.edns.options_size = 4;
	{
		const struct answer *answer = asker_answer(asker, host);
		struct edns edns;
		struct edns_option option;

		edns_find(answer->query, answer->query_size, &edns);
		assert_true(edns_find_option(&edns, EDNS_COOKIE, &option));
		assert_true(edns_find_option(&edns, EDNS_NSID, &option));
		assert_int_equal(edns.options_size, 12 + 4);
	}
}

static void test_no_cookie_is_sent_without_edns_or_when_not_wanted(void **state)
{
	struct asker *asker = *state;
	static struct shape good = { .addresses = 1 };
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);
	size_t size;
	const struct answer *answer;

	asker->policy.has_cookie = false;
	answer = asker_answer(asker, host);
	assert_null(shape_cookie(answer->query, answer->query_size, &size));
	asker->policy.has_cookie = true;
	asker->query.edns.is_on = false;
	answer = asker_answer(asker, host);
	assert_int_equal(wire_u16(answer->query + 10), 0);
}

/* Lower-cases the name for the first two messages. */
static void serve_lower_case(void *user, const struct virtual_query *query)
{
	uint8_t wire[1024];
	const struct shape shape = { .addresses = 1 };
	size_t size = shape_make(&shape, query->wire, query->size, wire);

	(void)user;
	for (size_t i = 13; query->number < 2 && i < size; i++) {
		if (wire[i] >= 'A' && wire[i] <= 'Z')
			wire[i] |= 0x20;
	}
	virtual_reply(query, wire, size);
}

static void test_the_case_of_a_mixed_name_must_come_back(void **state)
{
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, serve_lower_case, NULL);
	const struct answer *answer;

	asker_name(asker, "a-long-name-with-many-letters.example.");
	asker->policy.has_mixed_case = true;
	answer = asker_answer(asker, host);
	assert_int_equal(answer->outcome, OUTCOME_REPLY);
	assert_int_equal(answer->attempt_count, 3);
	assert_int_equal(engine_get_stats(asker->engine)->drops[DROP_CASE], 2);
	/* Over TCP nothing is to be gained by it. */
	asker->policy.transport = TRANSPORT_TCP;
	answer = asker_answer(asker, host);
	assert_memory_equal(answer->query + 12, asker->qname.wire, asker->qname.size);
}

static void test_each_letter_is_mixed_by_itself(void **state)
{
	struct asker *asker = *state;
	static struct shape good = { .addresses = 1 };
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &good);
	unsigned upper[16] = { 0 };

	asker_name(asker, "abcdefgh.1-2_zz.");
	asker->policy.has_mixed_case = true;
	for (unsigned i = 0; i < ROUNDS; i++) {
		const struct answer *answer = asker_answer(asker, host);
		const uint8_t *name = answer->query + 12;

		assert_true(name_equal((struct name){ name, asker->qname.size },
				       name_of(&asker->qname)));
		for (unsigned k = 0; k < 16; k++)
			upper[k] += (name[1 + k] & 0x20) == 0;
	}
	/* 100 of 200 expected, with a deviation of 7. */
	for (unsigned k = 0; k < 8; k++)
		assert_in_range(upper[k], 60, 140);
	assert_in_range(upper[13], 60, 140);
}

static void test_the_next_server_gets_the_question_as_it_was(void **state)
{
	static const struct asker_step steps[] = {
		{ .shape = { .rcode = RCODE_FORMERR } },
		{ .shape = { .rcode = RCODE_SERVFAIL } },
	};
	static struct asker_script script = { steps, ARRAY_LEN(steps) };
	static struct shape good = { .addresses = 1, .has_opt = true };
	struct asker *asker = *state;
	struct virtual_host *hosts[2] = {
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_script, &script),
		virtual_add(asker->net, "192.0.2.2", PORT, asker_serve_shape, &good),
	};
	const struct answer *answer;
	struct edns edns;

	asker->policy.is_servfail_passed_on = true;
	asker_ask(asker, hosts, 2);
	asker_run(asker);
	answer = asker->answers[0];
	assert_int_equal(answer->attempt_count, 3);
	assert_int_equal(answer->attempts[1].cause, CAUSE_NO_EDNS);
	assert_int_equal(answer->attempts[2].cause, CAUSE_FAILOVER);
	assert_int_equal(answer->attempts[2].rcode, RCODE_NOERROR);
	edns_find(answer->query, answer->query_size, &edns);
	assert_true(edns.is_present);
}

static void test_a_servfail_stands_when_nobody_else_answers(void **state)
{
	static struct shape servfail = { .rcode = RCODE_SERVFAIL };
	struct asker *asker = *state;
	struct virtual_host *hosts[2] = {
		virtual_add(asker->net, "192.0.2.1", PORT, asker_serve_shape, &servfail),
		virtual_add(asker->net, "192.0.2.2", PORT, NULL, NULL),
	};
	const struct answer *answer;

	asker->policy.is_servfail_passed_on = true;
	asker_ask(asker, hosts, 2);
	asker_run(asker);
	answer = asker->answers[0];
	assert_int_equal(answer->attempt_count, 4);
	assert_int_equal(answer->attempts[3].outcome, OUTCOME_TIMEOUT);
	assert_int_equal(answer->outcome, OUTCOME_REPLY);
	assert_int_equal(wire_u16(answer->wire + 2) & 0xF, RCODE_SERVFAIL);
	assert_ptr_equal(answer->server, answer->attempts[0].server);
	asker->policy.is_servfail_passed_on = false;
	asker_ask(asker, hosts, 2);
	asker_run(asker);
	assert_int_equal(asker->answers[1]->attempt_count, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_a_cookie_is_learnt_and_sent_from_then_on, setup, teardown),
		cmocka_unit_test_setup_teardown(test_badcookie_without_end_goes_to_tcp,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_cookie_of_somebody_else_is_no_reply, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_cookie_option_of_the_user_goes_as_it_is, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_no_cookie_is_sent_without_edns_or_when_not_wanted, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			test_the_case_of_a_mixed_name_must_come_back, setup, teardown),
		cmocka_unit_test_setup_teardown(test_each_letter_is_mixed_by_itself,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_the_next_server_gets_the_question_as_it_was, setup,
			teardown),
		cmocka_unit_test_setup_teardown(
			test_a_servfail_stands_when_nobody_else_answers, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
