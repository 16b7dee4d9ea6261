#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "virtual/asker.h"

enum { PORT = 5300, STEPS_MAX = 6, CAUSES_MAX = 8 };

static int setup(void **state)
{
	static struct asker asker;

	asker_init(&asker, NULL);
	*state = &asker;
	return 0;
}

static int teardown(void **state)
{
	struct asker *asker = *state;

	asker_free(asker);
	return 0;
}

static void assert_causes(const struct answer *answer, const enum attempt_cause *causes,
			  size_t count)
{
	assert_int_equal(answer->attempt_count, count);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(answer->attempts[i].cause, causes[i]);
}

static void test_a_reply_is_handed_on_as_it_came(void **state)
{
	/* Every one of these is an answer at the first attempt. */
	static const struct shape rows[] = {
		{ .why = "an ordinary answer", .addresses = 2, .has_opt = true },
		{ .why = "no records", .has_opt = true },
		{ .why = "NXDOMAIN", .rcode = RCODE_NXDOMAIN },
		{ .why = "SERVFAIL", .rcode = RCODE_SERVFAIL },
		{ .why = "REFUSED", .rcode = RCODE_REFUSED, .has_opt = true },
		{ .why = "NOTIMP with OPT", .rcode = RCODE_NOTIMP, .has_opt = true },
		{ .why = "FORMERR with OPT", .rcode = RCODE_FORMERR, .has_opt = true },
		{ .why = "NOTAUTH", .rcode = RCODE_NOTAUTH },
		{ .why = "an rcode without a name", .rcode = 0xABC, .has_opt = true },
		{ .why = "the header alone, REFUSED",
		  .rcode = RCODE_REFUSED,
		  .is_bare = true },
		{ .why = "the header alone, SERVFAIL",
		  .rcode = RCODE_SERVFAIL,
		  .is_bare = true },
		{ .why = "two OPT records", .has_opt = true, .has_second_opt = true },
		{ .why = "rubbish behind the end", .addresses = 1, .pad = 7 },
		{ .why = "a record that is cut", .addresses = 3, .cut = 2 },
		{ .why = "more than 512 bytes", .addresses = 60 },
		{ .why = "8,000 bytes", .addresses = 500 },
		{ .why = "the largest of all", .addresses = 4000, .pad = 1400 },
		{ .why = "names in another case",
		  .has_other_case = true,
		  .addresses = 1 },
	};
	struct asker *asker = *state;

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct shape shape = rows[i];
		struct virtual_host *host =
			virtual_add(asker->net, "192.0.2.1", (uint16_t)(PORT + i),
				    asker_serve_shape, &shape);
		uint8_t wire[65535];
		const struct answer *answer = asker_answer(asker, host);
		size_t size = shape_make(&shape, answer->query, answer->query_size, wire);

		if (answer->outcome != OUTCOME_REPLY || answer->attempt_count != 1) {
			fail_msg("%s: %s", shape.why,
				 answer_outcome_text(answer->outcome));
		}
		assert_int_equal(answer->size, size);
		assert_memory_equal(answer->wire, wire, size);
		assert_int_equal(answer->attempts[0].rcode,
				 shape.has_opt ? shape.rcode : shape.rcode & 0xF);
		assert_int_equal(answer->drop_count, 0);
		assert_int_equal(host->received, 1);
	}
}

static void test_what_is_no_reply_is_dropped_with_its_reason(void **state)
{
	static const struct {
		struct shape shape;
		enum drop_reason reason;
	} rows[] = {
		{ { .why = "QR is 0", .flags_off = FLAG_QR, .addresses = 1 },
		  DROP_NO_QR },
		{ { .why = "another name", .has_other_name = true }, DROP_QUESTION },
		{ { .why = "another type", .has_other_type = true }, DROP_QUESTION },
		{ { .why = "another opcode", .opcode_xor = 4 }, DROP_OPCODE },
		{ { .why = "another id", .id_xor = 0x5A }, DROP_ID },
		{ { .why = "the header alone, NOERROR", .is_bare = true },
		  DROP_QUESTION },
		{ { .why = "the header alone, NXDOMAIN",
		    .is_bare = true,
		    .rcode = RCODE_NXDOMAIN },
		  DROP_QUESTION },
		{ { .why = "3 bytes", .is_bare = true, .cut = 9 }, DROP_SHORT },
		{ { .why = "no bytes", .is_bare = true, .cut = 12 }, DROP_SHORT },
		{ { .why = "cut in the question", .cut = 5 }, DROP_QUESTION },
	};
	struct asker *asker = *state;
	const struct engine_stats *stats = engine_get_stats(asker->engine);

	asker->policy.tries = 1;
	asker->query.edns.is_on = false;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct shape shape = rows[i].shape;
		struct virtual_host *host =
			virtual_add(asker->net, "192.0.2.1", (uint16_t)(PORT + i),
				    asker_serve_shape, &shape);
		uint64_t before = stats->drops[rows[i].reason];
		const struct answer *answer = asker_answer(asker, host);

		if (answer->outcome != OUTCOME_TIMEOUT || answer->drop_count != 1 ||
		    answer->drops[0].reason != rows[i].reason) {
			fail_msg("%s: %s, %zu drops, reason %d", shape.why,
				 answer_outcome_text(answer->outcome), answer->drop_count,
				 (int)answer->drops[0].reason);
		}
		assert_int_equal(stats->drops[rows[i].reason], before + 1);
		assert_int_equal(answer->drops[0].id_wanted, wire_u16(answer->query));
	}
}

static void test_silence_is_a_timeout_after_all_tries(void **state)
{
	static const enum attempt_cause causes[] = { CAUSE_FIRST, CAUSE_RETRY,
						     CAUSE_RETRY };
	struct asker *asker = *state;
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.1", PORT, NULL, NULL);
	uint64_t start_us = virtual_now_us(asker->net);
	const struct answer *answer = asker_answer(asker, host);

	assert_int_equal(answer->outcome, OUTCOME_TIMEOUT);
	assert_null(answer->wire);
	assert_causes(answer, causes, ARRAY_LEN(causes));
	for (size_t i = 0; i < answer->attempt_count; i++) {
		assert_int_equal(answer->attempts[i].outcome, OUTCOME_TIMEOUT);
		assert_in_range(answer->attempts[i].rtt_us, 2000000, 2020000);
	}
	assert_in_range(virtual_now_us(asker->net) - start_us, 6000000, 6060000);
	assert_int_equal(host->received, 3);
}

/* A story: what the server does, what is wanted of it. */
struct story {
	const char *why;
	struct asker_step steps[STEPS_MAX];
	size_t step_count;
	struct {
		enum transport transport;
		enum attempt_cause cause;
		enum outcome outcome;
		uint16_t rcode;
	} wanted[CAUSES_MAX];
	size_t wanted_count;
	bool is_connect_refused;
	bool is_connect_ignored;
	bool is_kept; /* the answer is that of the last attempt that had a reply */
};

static void story_check(struct asker *asker, const struct story *story, uint16_t port)
{
	struct asker_script script = { story->steps, story->step_count };
	struct virtual_host *host =
		virtual_add(asker->net, "192.0.2.7", port, asker_serve_script, &script);
	const struct answer *answer;
	size_t shown = story->wanted_count - 1;

	host->connect_errno = story->is_connect_refused ? ECONNREFUSED : 0;
	host->is_connect_ignored = story->is_connect_ignored;
	answer = asker_answer(asker, host);
	if (answer->attempt_count != story->wanted_count)
		fail_msg("%s: %zu attempts", story->why, answer->attempt_count);
	for (size_t i = 0; i < story->wanted_count; i++) {
		const struct attempt *attempt = &answer->attempts[i];

		if (attempt->transport != story->wanted[i].transport ||
		    attempt->cause != story->wanted[i].cause ||
		    attempt->outcome != story->wanted[i].outcome ||
		    attempt->rcode != story->wanted[i].rcode) {
			fail_msg("%s: attempt %zu is %s %s %s %u", story->why, i + 1,
				 server_transport_name(attempt->transport),
				 answer_cause_text(attempt->cause),
				 answer_outcome_text(attempt->outcome), attempt->rcode);
		}
	}
	while (story->is_kept && answer->attempts[shown].outcome != OUTCOME_REPLY)
		shown--;
	if (answer->outcome != answer->attempts[shown].outcome ||
	    answer->transport != answer->attempts[shown].transport ||
	    (answer->wire != NULL) != (answer->outcome == OUTCOME_REPLY))
		fail_msg("%s: the answer is not attempt %zu", story->why, shown + 1);
}

static void stories_check(struct asker *asker, const struct story *stories, size_t count)
{
	for (size_t i = 0; i < count; i++)
		story_check(asker, &stories[i], (uint16_t)(PORT + i));
}

/* clang-format off */

static void test_a_truncated_reply_is_asked_for_over_tcp(void **state)
{
	static const struct story stories[] = {
		{ "TCP works",
		  .steps = { { .shape = { .flags = FLAG_TC } }, { .shape = { .addresses = 3 } } }, .step_count = 2,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, 0 },
			      { TRANSPORT_TCP, CAUSE_TRUNCATED, OUTCOME_REPLY, 0 } }, .wanted_count = 2 },
		{ "TCP is refused",
		  .steps = { { .shape = { .flags = FLAG_TC } } }, .step_count = 1, .is_connect_refused = true,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, 0 },
			      { TRANSPORT_TCP, CAUSE_TRUNCATED, OUTCOME_REFUSED, 0 },
			      { TRANSPORT_TCP, CAUSE_RETRY, OUTCOME_REFUSED, 0 },
			      { TRANSPORT_TCP, CAUSE_RETRY, OUTCOME_REFUSED, 0 } }, .wanted_count = 4, .is_kept = true },
		{ "TCP is filtered",
		  .steps = { { .shape = { .flags = FLAG_TC } } }, .step_count = 1, .is_connect_ignored = true,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, 0 },
			      { TRANSPORT_TCP, CAUSE_TRUNCATED, OUTCOME_TIMEOUT, 0 },
			      { TRANSPORT_TCP, CAUSE_RETRY, OUTCOME_TIMEOUT, 0 },
			      { TRANSPORT_TCP, CAUSE_RETRY, OUTCOME_TIMEOUT, 0 } }, .wanted_count = 4, .is_kept = true },
		{ "TCP is closed without an answer",
		  .steps = { { .shape = { .flags = FLAG_TC } }, { .is_end = true } }, .step_count = 2,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, 0 },
			      { TRANSPORT_TCP, CAUSE_TRUNCATED, OUTCOME_CLOSED, 0 },
			      { TRANSPORT_TCP, CAUSE_RETRY, OUTCOME_CLOSED, 0 },
			      { TRANSPORT_TCP, CAUSE_RETRY, OUTCOME_CLOSED, 0 } }, .wanted_count = 4, .is_kept = true },
		{ "the first connection is reset",
		  .steps = { { .shape = { .flags = FLAG_TC } }, { .break_errno = ECONNRESET },
			     { .shape = { .addresses = 1 } } }, .step_count = 3,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, 0 },
			      { TRANSPORT_TCP, CAUSE_TRUNCATED, OUTCOME_CLOSED, 0 },
			      { TRANSPORT_TCP, CAUSE_RETRY, OUTCOME_REPLY, 0 } }, .wanted_count = 3 },
		{ "TC over TCP is an answer",
		  .steps = { { .shape = { .flags = FLAG_TC } } }, .step_count = 1,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, 0 },
			      { TRANSPORT_TCP, CAUSE_TRUNCATED, OUTCOME_REPLY, 0 } }, .wanted_count = 2 },
	};

	stories_check(*state, stories, ARRAY_LEN(stories));
}

static void test_a_server_without_edns_is_asked_without_it(void **state)
{
	static const struct story stories[] = {
		{ "FORMERR without OPT",
		  .steps = { { .shape = { .rcode = RCODE_FORMERR } }, { .shape = { .addresses = 1 } } }, .step_count = 2,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, RCODE_FORMERR },
			      { TRANSPORT_UDP, CAUSE_NO_EDNS, OUTCOME_REPLY, 0 } }, .wanted_count = 2 },
		{ "the header alone",
		  .steps = { { .shape = { .rcode = RCODE_FORMERR, .is_bare = true } }, { .shape = { .addresses = 1 } } },
		  .step_count = 2,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, RCODE_FORMERR },
			      { TRANSPORT_UDP, CAUSE_NO_EDNS, OUTCOME_REPLY, 0 } }, .wanted_count = 2 },
		{ "NOTIMP without OPT",
		  .steps = { { .shape = { .rcode = RCODE_NOTIMP } }, { .shape = { .rcode = RCODE_NXDOMAIN } } }, .step_count = 2,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, RCODE_NOTIMP },
			      { TRANSPORT_UDP, CAUSE_NO_EDNS, OUTCOME_REPLY, RCODE_NXDOMAIN } }, .wanted_count = 2 },
		{ "FORMERR both times",
		  .steps = { { .shape = { .rcode = RCODE_FORMERR } } }, .step_count = 1,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, RCODE_FORMERR },
			      { TRANSPORT_UDP, CAUSE_NO_EDNS, OUTCOME_REPLY, RCODE_FORMERR } }, .wanted_count = 2 },
		{ "silent without EDNS",
		  .steps = { { .shape = { .rcode = RCODE_FORMERR } }, { .is_silent = true } }, .step_count = 2,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, RCODE_FORMERR },
			      { TRANSPORT_UDP, CAUSE_NO_EDNS, OUTCOME_TIMEOUT, 0 },
			      { TRANSPORT_UDP, CAUSE_RETRY, OUTCOME_TIMEOUT, 0 },
			      { TRANSPORT_UDP, CAUSE_RETRY, OUTCOME_TIMEOUT, 0 } }, .wanted_count = 4, .is_kept = true },
		{ "truncated after that",
		  .steps = { { .shape = { .rcode = RCODE_FORMERR } }, { .shape = { .flags = FLAG_TC } }, { .shape = { .addresses = 1 } } },
		  .step_count = 3,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, RCODE_FORMERR },
			      { TRANSPORT_UDP, CAUSE_NO_EDNS, OUTCOME_REPLY, 0 },
			      { TRANSPORT_TCP, CAUSE_TRUNCATED, OUTCOME_REPLY, 0 } }, .wanted_count = 3 },
	};

	stories_check(*state, stories, ARRAY_LEN(stories));
}

static void test_an_older_version_of_edns_is_asked_for_once(void **state)
{
	static const struct story stories[] = {
		{ "version 0 is known",
		  .steps = { { .shape = { .rcode = RCODE_BADVERS, .has_opt = true } }, { .shape = { .has_opt = true } } },
		  .step_count = 2,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, RCODE_BADVERS },
			      { TRANSPORT_UDP, CAUSE_BADVERS, OUTCOME_REPLY, 0 } }, .wanted_count = 2 },
		{ "BADVERS for ever",
		  .steps = { { .shape = { .rcode = RCODE_BADVERS, .has_opt = true } } }, .step_count = 1,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, RCODE_BADVERS },
			      { TRANSPORT_UDP, CAUSE_BADVERS, OUTCOME_REPLY, RCODE_BADVERS } }, .wanted_count = 2 },
		{ "BADVERS with a higher version than asked",
		  .steps = { { .shape = { .rcode = RCODE_BADVERS, .has_opt = true, .version = 2 } } }, .step_count = 1,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, RCODE_BADVERS } }, .wanted_count = 1 },
	};
	struct asker *asker = *state;

	asker->query.edns.version = 1;
	stories_check(asker, stories, ARRAY_LEN(stories));
}

static void test_errors_of_the_network_end_an_attempt_at_once(void **state)
{
	static const struct story stories[] = {
		{ "the port is closed",
		  .steps = { { .break_errno = ECONNREFUSED } }, .step_count = 1,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REFUSED, 0 },
			      { TRANSPORT_UDP, CAUSE_RETRY, OUTCOME_REFUSED, 0 },
			      { TRANSPORT_UDP, CAUSE_RETRY, OUTCOME_REFUSED, 0 } }, .wanted_count = 3 },
		{ "the host is gone",
		  .steps = { { .break_errno = EHOSTUNREACH } }, .step_count = 1,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_UNREACHABLE, 0 },
			      { TRANSPORT_UDP, CAUSE_RETRY, OUTCOME_UNREACHABLE, 0 },
			      { TRANSPORT_UDP, CAUSE_RETRY, OUTCOME_UNREACHABLE, 0 } }, .wanted_count = 3 },
		{ "it was only restarting",
		  .steps = { { .break_errno = ECONNREFUSED }, { .shape = { .addresses = 1 } } }, .step_count = 2,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REFUSED, 0 },
			      { TRANSPORT_UDP, CAUSE_RETRY, OUTCOME_REPLY, 0 } }, .wanted_count = 2 },
		{ "a slow answer is not late",
		  .steps = { { .shape = { .addresses = 1 }, .delay_us = 1200000 } }, .step_count = 1,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_REPLY, 0 } }, .wanted_count = 1 },
		{ "lost once, then slow",
		  .steps = { { .is_silent = true }, { .shape = { .addresses = 1 }, .delay_us = 1900000 } }, .step_count = 2,
		  .wanted = { { TRANSPORT_UDP, CAUSE_FIRST, OUTCOME_TIMEOUT, 0 },
			      { TRANSPORT_UDP, CAUSE_RETRY, OUTCOME_REPLY, 0 } }, .wanted_count = 2 },
	};

	stories_check(*state, stories, ARRAY_LEN(stories));
}

/* clang-format on */

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_a_reply_is_handed_on_as_it_came,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_what_is_no_reply_is_dropped_with_its_reason, setup,
			teardown),
		cmocka_unit_test_setup_teardown(test_silence_is_a_timeout_after_all_tries,
						setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_truncated_reply_is_asked_for_over_tcp, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_server_without_edns_is_asked_without_it, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_an_older_version_of_edns_is_asked_for_once, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_errors_of_the_network_end_an_attempt_at_once, setup,
			teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
