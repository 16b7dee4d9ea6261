#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "canned.h"
#include "check/silence.h"

/* The verdict on an answer, or "usable". */
static const char *judge(struct arena *arena, const struct answer *answer)
{
	struct judgement judgement = { .scratch = arena };

	if (!silence_judge(&judgement, answer)) {
		assert_int_equal(judgement.verdict.state, STATE_OK);
		return "usable";
	}
	return canned_text(arena, &judgement.verdict);
}

static void test_every_outcome_without_reply_has_its_reason(void **state)
{
	static const struct {
		enum outcome outcome;
		const char *wanted;
	} rows[] = {
		{ OUTCOME_TIMEOUT, "unknown timeout (after 3 tries, 6.0 s)" },
		{ OUTCOME_REFUSED, "unknown connection-refused (after 3 tries, 6.0 s)" },
		{ OUTCOME_UNREACHABLE, "unknown unreachable (after 3 tries, 6.0 s)" },
		{ OUTCOME_CLOSED, "unknown connection-closed (after 3 tries, 6.0 s)" },
		{ OUTCOME_MALFORMED, "unknown unparseable (after 3 tries, 6.0 s)" },
		{ OUTCOME_LOCAL, "unknown local-failure (after 3 tries, 6.0 s)" },
		{ OUTCOME_TLS, "unknown tls-failed (after 3 tries, 6.0 s)" },
		{ OUTCOME_REPLY, "unknown local-failure (after 3 tries, 6.0 s)" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		const struct answer answer = { .outcome = rows[i].outcome,
					       .attempt_count = 3,
					       .total_us = 6000000 };

		assert_string_equal(judge(arena, &answer), rows[i].wanted);
		arena_free(arena);
	}
}

static const struct attempt over_tcp[] = { { .cause = CAUSE_FIRST },
					   { .cause = CAUSE_TRUNCATED } };
static const struct attempt expired[] = {
	{ .outcome = OUTCOME_TLS, .tls_fault = TLS_FAULT_EXPIRED, .why = "it expired" }
};
static const struct attempt misnamed[] = {
	{ .outcome = OUTCOME_TLS, .tls_fault = TLS_FAULT_NAME, .why = "it is for \"a\"" }
};
static const struct attempt unpinned[] = {
	{ .outcome = OUTCOME_TLS, .tls_fault = TLS_FAULT_PIN, .why = "no pin" }
};
static const struct attempt stalled[] = { { .outcome = OUTCOME_TLS,
					    .tls_fault = TLS_FAULT_STALLED,
					    .why = "it took too long" } };
static const struct attempt refused[] = { { .system_errno = EADDRNOTAVAIL } };
static const struct {
	struct answer answer;
	const char *wanted, *why;
} silences[] = {
	{ { .outcome = OUTCOME_TIMEOUT, .attempt_count = 1, .total_us = 500000 },
	  "unknown timeout (after 1 try, 0.5 s)",
	  "one try" },
	{ { .outcome = OUTCOME_TIMEOUT,
	    .attempt_count = 2,
	    .total_us = 4000000,
	    .drop_count = 1 },
	  "unknown timeout (after 2 tries, 4.0 s; 1 answer did not match)",
	  "somebody else answered" },
	{ { .outcome = OUTCOME_TIMEOUT, .attempt_count = 2, .drop_count = 2 },
	  "unknown timeout (after 2 tries, 0.0 s; 2 answers did not match)",
	  "twice" },
	{ { .outcome = OUTCOME_REFUSED, .attempts = over_tcp, .attempt_count = 2 },
	  "unknown truncated (over TCP: connection refused; after 2 tries, 0.0 s)",
	  "UDP gave a part, TCP nothing" },
	{ { .outcome = OUTCOME_LOCAL, .attempts = refused, .attempt_count = 1 },
	  "unknown local-failure (Cannot assign requested address; after 1 try, "
	  "0.0 s)",
	  "the system said why" },
	{ { .outcome = OUTCOME_TLS, .attempts = expired, .attempt_count = 1 },
	  "unknown tls-expired (it expired; after 1 try, 0.0 s)",
	  "TLS: out of date" },
	{ { .outcome = OUTCOME_TLS, .attempts = misnamed, .attempt_count = 1 },
	  "unknown tls-name-differs (it is for \"a\"; after 1 try, 0.0 s)",
	  "TLS: another's" },
	{ { .outcome = OUTCOME_TLS, .attempts = unpinned, .attempt_count = 1 },
	  "unknown tls-untrusted (no pin; after 1 try, 0.0 s)",
	  "TLS: not the key" },
	{ { .outcome = OUTCOME_TLS, .attempts = stalled, .attempt_count = 1 },
	  "unknown tls-failed (it took too long; after 1 try, 0.0 s)",
	  "TLS: no handshake" },
	{ { .outcome = OUTCOME_LOCAL },
	  "unknown local-failure (the question was not sent)",
	  "it never left" },
};

static void test_silence_tells_what_is_known_of_it(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(silences); i++) {
		struct arena *arena = arena_new();

		print_message("# %s\n", silences[i].why);
		assert_string_equal(judge(arena, &silences[i].answer),
				    silences[i].wanted);
		arena_free(arena);
	}
}

static void test_a_truncated_reply_is_no_basis(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(judge(arena, canned_answer(arena, "a.test.", "A", "aa tc",
						       "a.test. 1 A 192.0.2.1")),
			    "unknown truncated");
	arena_free(arena);
}

static void test_every_cut_of_a_message_is_unparseable_at_a_byte(void **state)
{
	struct arena *arena = arena_new();
	struct answer *answer = canned_answer(arena, "a.test.", "A", "aa",
					      "a.test. 1 A 192.0.2.1\n"
					      "a.test. 1 A 192.0.2.2\n");
	const size_t whole = answer->size;

	(void)state;
	assert_string_equal(judge(arena, answer), "usable");
	for (size_t size = 0; size < whole; size++) {
		const char *text;

		answer->size = size;
		answer->wire = arena_copy(arena, answer->wire, whole);
		text = judge(arena, answer);
		assert_non_null(strstr(text, "unknown unparseable ("));
		assert_non_null(strstr(text, " at byte "));
	}
	arena_free(arena);
}

static void test_messages_that_break_the_rules_are_unparseable(void **state)
{
	struct arena *arena = arena_new();
	struct answer *answer =
		canned_answer(arena, "a.test.", "A", "aa", "a.test. 1 A 192.0.2.1\n");
	uint8_t *wire = arena_alloc(arena, answer->size + 64);
	static const uint8_t opt[] = { 0, 0, TYPE_OPT, 4, 208, 0, 0, 0, 0, 0, 0 };
	const size_t size = answer->size;

	(void)state;
	memcpy(wire, answer->wire, size);
	answer->wire = wire;
	answer->size = size + 1;
	assert_string_equal(judge(arena, answer),
			    "unknown unparseable (bytes behind the last record at byte "
			    "46)");
	memcpy(wire + size, opt, sizeof(opt));
	memcpy(wire + size + sizeof(opt), opt, sizeof(opt));
	answer->size = size + sizeof(opt);
	wire_put_u16(wire + 10, 1);
	assert_string_equal(judge(arena, answer), "usable");
	answer->size = size + 2 * sizeof(opt);
	wire_put_u16(wire + 10, 2);
	assert_string_equal(judge(arena, answer),
			    "unknown unparseable (a second OPT record at byte 57)");
	answer->size = size + sizeof(opt);
	wire_put_u16(wire + 10, 0);
	wire_put_u16(wire + 8, 1);
	assert_string_equal(judge(arena, answer),
			    "unknown unparseable (an OPT record out of its place at byte "
			    "46)");
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_outcome_without_reply_has_its_reason),
		cmocka_unit_test(test_silence_tells_what_is_known_of_it),
		cmocka_unit_test(test_a_truncated_reply_is_no_basis),
		cmocka_unit_test(test_every_cut_of_a_message_is_unparseable_at_a_byte),
		cmocka_unit_test(test_messages_that_break_the_rules_are_unparseable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
