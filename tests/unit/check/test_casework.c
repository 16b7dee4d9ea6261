#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check/casework.h"
#include "fakenet.h"

/* Kinds that test the carrier: how many rounds of how many questions they want. */
struct wants {
	unsigned rounds;
	unsigned each;
};

static void wants_ask(const struct subject *subject, const struct evidence *evidence,
		      struct asks *asks)
{
	const struct wants *wants = subject->spec;
	const struct wish wish = { .qname = subject->zone->name,
				   .qtype = TYPE_A,
				   .qclass = CLASS_IN };

	if (evidence->count >= (size_t)wants->rounds * wants->each)
		return;
	for (unsigned i = 0; i < wants->each; i++) {
		casework_wish(asks, &evidence->targets[i % evidence->target_count],
			      &wish);
	}
}

/* Each answer is still there and whole when all are judged. */
static void wants_judge(const struct subject *subject, const struct evidence *evidence,
			struct judgement *judgement)
{
	(void)subject;
	for (size_t i = 0; i < evidence->count; i++) {
		struct message_cursor cursor;
		struct message_rr rr;

		message_begin(&cursor, evidence->items[i].answer->wire,
			      evidence->items[i].answer->size);
		while (message_next(&cursor, &rr))
			;
		assert_null(cursor.fault);
	}
	for (size_t i = 0; i < evidence->target_count; i++) {
		judgement_detail(judgement, "%zu answers", evidence->count);
		judgement_give(judgement, &evidence->items[i]);
	}
}

static const struct check_kind kind_wants = {
	.entry = { "wants", "so many rounds of so many questions" },
	.ask = wants_ask,
	.judge = wants_judge,
};

static const struct fakenet_rule rules[] = {
	{ .head = "aa", .records = "www.test. 1 A 192.0.2.1" },
};

struct bench {
	struct arena *arena;
	struct engine *engine;
	struct casework *work;
	struct canned_verdicts verdicts;
	struct declared_zone zone;
	struct target targets[2];
};

static void begin(struct bench *bench)
{
	static const struct declared_defaults defaults = { .tries = 3 };

	*bench = (struct bench){ .arena = arena_new() };
	bench->engine = fakenet_new(bench->arena, rules, ARRAY_LEN(rules));
	bench->verdicts.arena = bench->arena;
	bench->zone.name = canned_name(bench->arena, str_of("www.test."));
	bench->targets[0] = canned_target(bench->arena, "192.0.2.53", true);
	bench->targets[1] = canned_target(bench->arena, "192.0.2.54", true);
	bench->work =
		casework_new(bench->arena, bench->engine,
			     &(struct casework_options){ .defaults = &defaults,
							 .policy = engine_policy_default,
							 .is_detailed = true,
							 .sink = canned_sink,
							 .sink_user = &bench->verdicts });
}

static void end(struct bench *bench)
{
	casework_free(bench->work);
	arena_free(bench->arena);
}

static void start(struct bench *bench, const struct wants *wants, size_t target_count)
{
	const struct subject subject = { .zone = &bench->zone, .spec = wants };

	casework_start(bench->work, &kind_wants, &subject, bench->targets, target_count);
}

static void test_rounds_go_on_until_nothing_is_wished(void **state)
{
	static const struct {
		struct wants wants;
		size_t targets;
		const char *detail, *why;
	} rows[] = {
		{ { 1, 1 }, 1, "1 answers", "one question" },
		{ { 1, 5 }, 1, "5 answers", "five at once" },
		{ { 3, 1 }, 1, "3 answers", "three in turn" },
		{ { 4, 3 }, 1, "12 answers", "four rounds of three" },
		{ { 2, 2 }, 2, "4 answers", "of two servers" },
		{ { 100, 1 }, 1, "8 answers", "rounds have a bound" },
		{ { 1, 100 }, 1, "64 answers", "questions have a bound" },
	};

	(void)state;
	for (size_t i = 0; i < 2 * ARRAY_LEN(rows); i++) {
		const size_t row = i / 2;
		struct bench bench;

		begin(&bench);
		bench.engine->has_at_once = i % 2 == 1;
		print_message("# %s, %s\n", rows[row].why,
			      bench.engine->has_at_once ? "at once" : "later");
		start(&bench, &rows[row].wants, rows[row].targets);
		assert_int_equal(engine_run(bench.engine), ERR_OK);
		assert_int_equal(bench.verdicts.count, rows[row].targets);
		assert_true(str_equal(bench.verdicts.list[0]->detail,
				      str_of(rows[row].detail)));
		assert_int_equal(casework_live(bench.work), 0);
		end(&bench);
	}
}

static void test_a_question_that_cannot_be_sent_is_an_answer(void **state)
{
	const struct expectation *expectation;
	struct subject subject;
	struct bench bench;

	(void)state;
	begin(&bench);
	expectation = canned_expectation(
		bench.arena, &(struct canned_declared){ .values = "192.0.2.1" });
	subject = (struct subject){ .zone = &bench.zone, .spec = expectation };
	bench.engine->is_refusing = true;
	casework_start(bench.work, &kind_record, &subject, bench.targets, 1);
	assert_int_equal(bench.verdicts.count, 1);
	assert_string_equal(canned_text(bench.arena, bench.verdicts.list[0]),
			    "unknown local-failure (the question was not sent)");
	end(&bench);
}

static void own_ask(const struct subject *subject, const struct evidence *evidence,
		    struct asks *asks)
{
	const struct wish wish = { .qname = subject->zone->name,
				   .qtype = TYPE_A,
				   .qclass = CLASS_IN,
				   .flags = FLAG_RD,
				   .has_transport = true,
				   .transport = TRANSPORT_TCP,
				   .timeout_ms = 77,
				   .tries = 9 };

	if (evidence->count == 0)
		casework_wish(asks, &evidence->targets[0], &wish);
}

static void test_wishes_may_have_time_tries_and_transport_of_their_own(void **state)
{
	static const struct check_kind own = { .entry = { "own", "" },
					       .ask = own_ask,
					       .judge = wants_judge };
	const struct fakenet_question *asked;
	struct subject subject;
	struct bench bench;

	(void)state;
	begin(&bench);
	subject = (struct subject){ .zone = &bench.zone };
	casework_start(bench.work, &own, &subject, bench.targets, 1);
	start(&bench, &(struct wants){ 1, 1 }, 1);
	asked = bench.engine->asked;
	assert_int_equal(asked[0].policy.timeout_ms, 77);
	assert_int_equal(asked[0].policy.tries, 9);
	assert_int_equal(asked[0].policy.transport, TRANSPORT_TCP);
	assert_int_equal(asked[0].flags, FLAG_RD);
	assert_int_equal(asked[1].policy.timeout_ms, engine_policy_default.timeout_ms);
	assert_int_equal(asked[1].policy.tries, engine_policy_default.tries);
	assert_int_equal(asked[1].policy.transport, TRANSPORT_UDP);
	assert_int_equal(asked[1].flags, 0);
	assert_int_equal(engine_run(bench.engine), ERR_OK);
	end(&bench);
}

static void test_an_interruption_ends_every_live_case_once(void **state)
{
	struct bench bench;

	(void)state;
	begin(&bench);
	start(&bench, &(struct wants){ 2, 3 }, 1);
	start(&bench, &(struct wants){ 1, 2 }, 2);
	start(&bench, &(struct wants){ 1, 1 }, 1);
	bench.engine->stop_after = 4;
	assert_int_equal(engine_run(bench.engine), ERR_OK);
	assert_int_equal(bench.verdicts.count, 0);
	assert_int_equal(casework_live(bench.work), 3);
	casework_interrupt(bench.work);
	assert_int_equal(casework_live(bench.work), 0);
	assert_int_equal(bench.verdicts.count, 4);
	start(&bench, &(struct wants){ 1, 1 }, 2);
	assert_int_equal(bench.verdicts.count, 6);
	for (size_t i = 0; i < bench.verdicts.count; i++) {
		assert_int_equal(bench.verdicts.list[i]->reason, REASON_INTERRUPTED);
		assert_true(bench.verdicts.list[i]->address.len > 0);
		assert_true(str_equal(bench.verdicts.list[i]->name, str_of("www.test.")));
	}
	end(&bench);
}

static void test_a_skipped_case_names_what_it_was_about(void **state)
{
	const struct subject subject = { .server = "gone.test.",
					 .place = { "a.yaml", 3, 7 } };
	struct subject made = subject;
	const struct verdict *verdict;
	struct bench bench;

	(void)state;
	begin(&bench);
	made.zone = &bench.zone;
	made.spec = canned_expectation(bench.arena,
				       &(struct canned_declared){ .type = "MX" });
	casework_skip(bench.work, &kind_record, &made, REASON_UNKNOWABLE, "an ALIAS");
	assert_int_equal(bench.verdicts.count, 1);
	verdict = bench.verdicts.list[0];
	assert_string_equal(canned_text(bench.arena, verdict),
			    "skipped unknowable (an ALIAS)");
	assert_true(str_equal(verdict->type, str_of("MX")));
	assert_true(str_equal(verdict->server, str_of("gone.test.")));
	assert_int_equal(verdict->address.len, 0);
	assert_int_equal(verdict->place.line, 3);
	assert_int_equal(bench.engine->asked_count, 0);
	end(&bench);
}

static void test_what_checks_asked_records_do_not_ask_again(void **state)
{
	static const struct check_kind shared = { .entry = { "shared", "" },
						  .is_shared = true,
						  .ask = wants_ask,
						  .judge = wants_judge };
	static const struct wants once = { 1, 1 };
	struct subject subject;
	struct bench bench;

	(void)state;
	begin(&bench);
	subject = (struct subject){ .zone = &bench.zone, .spec = &once };
	casework_start(bench.work, &shared, &subject, bench.targets, 1);
	start(&bench, &once, 1);
	assert_int_equal(engine_run(bench.engine), ERR_OK);
	start(&bench, &once, 1);
	assert_int_equal(bench.verdicts.count, 3);
	assert_int_equal(bench.engine->asked_count, 1);
	casework_start(bench.work, &kind_wants, &subject, &bench.targets[1], 1);
	assert_int_equal(bench.engine->asked_count, 2);
	assert_int_equal(engine_run(bench.engine), ERR_OK);
	assert_int_equal(bench.verdicts.count, 4);
	end(&bench);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rounds_go_on_until_nothing_is_wished),
		cmocka_unit_test(test_a_question_that_cannot_be_sent_is_an_answer),
		cmocka_unit_test(
			test_wishes_may_have_time_tries_and_transport_of_their_own),
		cmocka_unit_test(test_an_interruption_ends_every_live_case_once),
		cmocka_unit_test(test_a_skipped_case_names_what_it_was_about),
		cmocka_unit_test(test_what_checks_asked_records_do_not_ask_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
