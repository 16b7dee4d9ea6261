#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "canned.h"
#include "check/judgement.h"

/* A judgement about www.test. A at 192.0.2.53, whose verdicts are kept. */
struct court {
	struct arena *arena;
	struct canned_verdicts verdicts;
	struct declared_zone zone;
	struct subject subject;
	struct target target;
	struct evidence_item item;
	struct judgement judgement;
};

static void begin(struct court *court)
{
	*court = (struct court){ .arena = arena_new() };
	court->verdicts.arena = court->arena;
	court->zone.name = canned_name(court->arena, str_of("test."));
	court->subject = (struct subject){ .zone = &court->zone,
					   .name = "mine",
					   .place = { "a.yaml", 5, 9 } };
	court->target = canned_target(court->arena, "192.0.2.53", true);
	court->item = (struct evidence_item){
		.wish = { .qname = canned_name(court->arena, str_of("www.test.")),
			  .qtype = TYPE_A,
			  .qclass = CLASS_IN },
		.target = &court->target,
		.answer = canned_answer(court->arena, "www.test.", "A", "aa", ""),
	};
	court->judgement = (struct judgement){ .scratch = court->arena,
					       .is_detailed = true,
					       .kind = "record",
					       .subject = &court->subject,
					       .sink = canned_sink,
					       .sink_user = &court->verdicts };
}

static const char *given(const struct court *court)
{
	assert_int_equal(court->verdicts.count, 1);
	assert_int_equal(court->judgement.given, 1);
	return canned_text(court->arena, court->verdicts.list[0]);
}

static void test_a_verdict_says_who_what_and_where(void **state)
{
	const struct verdict *verdict;
	struct court court;

	(void)state;
	begin(&court);
	judgement_give(&court.judgement, &court.item);
	verdict = court.verdicts.list[0];
	assert_string_equal(given(&court), "ok");
	assert_string_equal(verdict->kind, "record");
	assert_string_equal(verdict->check, "mine");
	assert_true(str_equal(verdict->zone, str_of("test.")));
	assert_true(str_equal(verdict->name, str_of("www.test.")));
	assert_true(str_equal(verdict->type, str_of("A")));
	assert_true(str_equal(verdict->server, str_of("ns1.test.")));
	assert_true(str_equal(verdict->address, str_of("192.0.2.53#53")));
	assert_string_equal(verdict->transport, "udp");
	assert_true(str_equal(verdict->again,
			      str_of("digdrift @192.0.2.53 www.test. A +norec")));
	assert_int_equal(verdict->place.line, 5);
	assert_true(verdict->has_rtt);
	assert_int_equal(verdict->rtt_us, 1500);
	arena_free(court.arena);
}

static void test_nobody_pays_for_names_that_nobody_sees(void **state)
{
	struct court court;

	(void)state;
	begin(&court);
	court.judgement.is_detailed = false;
	judgement_give(&court.judgement, &court.item);
	assert_string_equal(given(&court), "ok");
	assert_int_equal(court.verdicts.list[0]->name.len, 0);
	court.verdicts.count = 0;
	judgement_fail(&court.judgement, REASON_NODATA);
	judgement_give(&court.judgement, &court.item);
	assert_true(str_equal(court.verdicts.list[0]->name, str_of("www.test.")));
	arena_free(court.arena);
}

static void test_slow_is_a_finding_only_where_all_else_is_well(void **state)
{
	static const struct {
		uint64_t warning_us, critical_us;
		uint32_t rtt_us;
		bool is_failed;
		const char *wanted, *why;
	} rows[] = {
		{ 0, 0, 9000000, false, "ok", "no limit" },
		{ 100000, 500000, 100000, false, "ok", "at the limit" },
		{ 100000, 500000, 100100, false,
		  "warning rtt-high (100.1ms) -rtt at most 100ms +rtt 100.1ms",
		  "above it" },
		{ 100000, 500000, 500100, false,
		  "critical rtt-high (500.1ms) -rtt at most 500ms +rtt 500.1ms",
		  "far above it" },
		{ 0, 50000, 60000, false,
		  "critical rtt-high (60ms) -rtt at most 50ms +rtt 60ms",
		  "only one limit" },
		{ 100000, 500000, 600000, true, "critical nodata", "drift comes first" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct court court;
		struct answer *answer;

		print_message("# %s\n", rows[i].why);
		begin(&court);
		answer = canned_answer(court.arena, "www.test.", "A", "aa", "");
		answer->rtt_us = rows[i].rtt_us;
		court.item.answer = answer;
		court.judgement.rtt_warning_us = rows[i].warning_us;
		court.judgement.rtt_critical_us = rows[i].critical_us;
		if (rows[i].is_failed)
			judgement_fail(&court.judgement, REASON_NODATA);
		judgement_give(&court.judgement, &court.item);
		assert_string_equal(given(&court), rows[i].wanted);
		arena_free(court.arena);
	}
}

static void test_silence_has_no_time(void **state)
{
	static const struct answer silence = { .outcome = OUTCOME_TIMEOUT };
	struct court court;

	(void)state;
	begin(&court);
	court.item.answer = &silence;
	judgement_fail(&court.judgement, REASON_TIMEOUT);
	judgement_give(&court.judgement, &court.item);
	assert_false(court.verdicts.list[0]->has_rtt);
	arena_free(court.arena);
}

static void test_a_new_reason_takes_back_what_was_shown(void **state)
{
	struct court court;

	(void)state;
	begin(&court);
	judgement_fail(&court.judgement, REASON_NODATA);
	judgement_expect(&court.judgement, "one");
	judgement_see(&court.judgement, "two");
	judgement_detail(&court.judgement, "three");
	court.judgement.verdict.has_difference = true;
	judgement_fail(&court.judgement, REASON_TTL_DIFFERS);
	judgement_expect(&court.judgement, "ttl %u", 5U);
	judgement_give(&court.judgement, &court.item);
	assert_string_equal(given(&court), "critical ttl-differs -ttl 5");
	assert_true(court.verdicts.list[0]->expected_is_words[0]);
	assert_int_equal(court.judgement.verdict.state, STATE_OK);
	arena_free(court.arena);
}

static void test_rdata_is_shown_in_presentation_form(void **state)
{
	static const uint8_t mx[] = "\0\12\4mail\4test";
	struct court court;

	(void)state;
	begin(&court);
	judgement_expect_rdata(&court.judgement, TYPE_MX, mx, sizeof(mx));
	judgement_see_rdata(&court.judgement, TYPE_A, (const uint8_t *)"x\xc0\0\2\1", 5,
			    1, 4);
	judgement_see_rdata(&court.judgement, TYPE_A, (const uint8_t *)"\xc0\0\2", 3, 0,
			    3);
	judgement_give(&court.judgement, &court.item);
	assert_string_equal(given(&court), "ok -10 mail.test. +192.0.2.1 +\\# 3 C00002");
	assert_false(court.verdicts.list[0]->expected_is_words[0]);
	assert_false(court.verdicts.list[0]->actual_is_words[1]);
	arena_free(court.arena);
}

static void test_lists_without_end_are_cut_and_say_so(void **state)
{
	const struct verdict *verdict;
	struct court court;

	(void)state;
	begin(&court);
	for (unsigned i = 0; i < 9000; i++)
		judgement_expect(&court.judgement, "%u", i);
	judgement_give(&court.judgement, &court.item);
	verdict = court.verdicts.list[0];
	assert_int_equal(verdict->expected_count, 8192);
	assert_true(str_equal(verdict->expected[8190], str_of("8190")));
	assert_true(str_equal(verdict->expected[8191], str_of("... and more")));
	arena_free(court.arena);
}

static void test_long_lines_are_cut_and_say_so(void **state)
{
	struct arena *arena = arena_new();
	uint8_t *rdata = arena_alloc(arena, 65535);
	const struct verdict *verdict;
	struct court court;

	(void)state;
	begin(&court);
	for (unsigned i = 0; i < 50; i++)
		judgement_see_rdata(&court.judgement, 65280, rdata, 65535, 0, 65535);
	judgement_give(&court.judgement, &court.item);
	verdict = court.verdicts.list[0];
	assert_in_range(verdict->actual_count, 2, 20);
	assert_true(str_equal(verdict->actual[verdict->actual_count - 1],
			      str_of("... and more")));
	arena_free(court.arena);
	arena_free(arena);
}

static void test_who_was_not_asked_may_be_named(void **state)
{
	const struct verdict *verdict;
	struct court court;

	(void)state;
	begin(&court);
	judgement_fail(&court.judgement, REASON_INTERRUPTED);
	judgement_give_unasked(&court.judgement, &court.item.wish, &court.target);
	verdict = court.verdicts.list[0];
	assert_string_equal(given(&court), "unknown interrupted");
	assert_true(str_equal(verdict->address, str_of("192.0.2.53#53")));
	assert_true(verdict->again.len > 0);
	assert_null(verdict->transport);
	court.verdicts.count = 0;
	judgement_fail(&court.judgement, REASON_UNKNOWABLE);
	judgement_give_unasked(&court.judgement, &court.item.wish, NULL);
	verdict = court.verdicts.list[0];
	assert_int_equal(verdict->address.len, 0);
	assert_int_equal(verdict->again.len, 0);
	assert_false(verdict->has_rtt);
	arena_free(court.arena);
}

static void test_what_is_no_record_has_no_type(void **state)
{
	struct court court;

	(void)state;
	begin(&court);
	court.item.wish.qtype = 0;
	judgement_fail(&court.judgement, REASON_NOT_A_RECORD);
	judgement_give_unasked(&court.judgement, &court.item.wish, NULL);
	assert_int_equal(court.verdicts.list[0]->type.len, 0);
	arena_free(court.arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_verdict_says_who_what_and_where),
		cmocka_unit_test(test_nobody_pays_for_names_that_nobody_sees),
		cmocka_unit_test(test_slow_is_a_finding_only_where_all_else_is_well),
		cmocka_unit_test(test_silence_has_no_time),
		cmocka_unit_test(test_a_new_reason_takes_back_what_was_shown),
		cmocka_unit_test(test_rdata_is_shown_in_presentation_form),
		cmocka_unit_test(test_lists_without_end_are_cut_and_say_so),
		cmocka_unit_test(test_long_lines_are_cut_and_say_so),
		cmocka_unit_test(test_who_was_not_asked_may_be_named),
		cmocka_unit_test(test_what_is_no_record_has_no_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
