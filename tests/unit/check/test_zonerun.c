#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check/zonerun.h"
#include "check/zonerun_found.h"
#include "ran.h"

/* A zone whose servers are fixed, started one by one. */
struct bench {
	struct ran ran;
	struct zonerun_asking asking;
	struct casework *work;
	struct zonerun *zonerun;
};

static const struct fakenet_rule rules[] = {
	{ .head = "ra", .records = "" },
};

static void begin(struct bench *bench, const char *yaml)
{
	ran_begin(&bench->ran, rules, ARRAY_LEN(rules), yaml);
	bench->asking =
		(struct zonerun_asking){ .lists = bench->ran.declared.plan->targets };
	bench->work = casework_new(
		bench->ran.arena, bench->ran.engine,
		&(struct casework_options){
			.defaults = &bench->ran.declared.declaration->defaults,
			.policy = engine_policy_default,
			.is_detailed = true,
			.sink = canned_sink,
			.sink_user = &bench->ran.verdicts });
	bench->zonerun = zonerun_new_zone(
		bench->ran.arena, bench->ran.declared.plan->zones, &bench->asking);
}

static void end(struct bench *bench)
{
	casework_free(bench->work);
	ran_end(&bench->ran);
}

static const char two[] =
	"zones: {a.test: {ask: [192.0.2.8, 192.0.2.9], records: {x: {type: "
	"A, value: 10.0.0.1}, y: {type: A, value: 10.0.0.1, ask: "
	"[192.0.2.7]}, z: {type: A, value: 10.0.0.1}}}}\n";

static void test_one_case_is_started_at_a_time(void **state)
{
	struct bench bench;
	size_t starts = 0;

	(void)state;
	begin(&bench, two);
	zonerun_found(bench.zonerun, NULL);
	assert_int_equal(zonerun_total(bench.zonerun), 6);
	while (zonerun_start_next(bench.zonerun, bench.work)) {
		starts++;
		assert_int_equal(bench.ran.engine->asked_count, starts);
	}
	assert_int_equal(starts, 5);
	assert_false(zonerun_start_next(bench.zonerun, bench.work));
	assert_int_equal(engine_run(bench.ran.engine), ERR_OK);
	assert_int_equal(fakenet_count(bench.ran.engine, "192.0.2.7", NULL, NULL), 1);
	assert_int_equal(fakenet_count(bench.ran.engine, "192.0.2.8", NULL, NULL), 2);
	assert_int_equal(fakenet_count(bench.ran.engine, "192.0.2.9", NULL, NULL), 2);
	end(&bench);
}

static void test_an_interruption_speaks_for_all_that_was_not_started(void **state)
{
	(void)state;
	for (size_t started = 0; started <= 5; started++) {
		struct bench bench;

		begin(&bench, two);
		zonerun_found(bench.zonerun, NULL);
		for (size_t i = 0; i < started; i++)
			assert_true(zonerun_start_next(bench.zonerun, bench.work));
		casework_interrupt(bench.work);
		zonerun_interrupt(bench.zonerun, bench.work);
		assert_int_equal(bench.ran.verdicts.count, 5);
		end(&bench);
	}
}

static void test_a_zone_whose_servers_are_still_searched_gives_one_verdict_each(
	void **state)
{
	struct bench bench;

	(void)state;
	begin(&bench,
	      "zones: {a.test: {records: {x: {type: A, value: 10.0.0.1}, y: {type: "
	      "A, value: 10.0.0.1}}}}\n");
	casework_interrupt(bench.work);
	zonerun_interrupt(bench.zonerun, bench.work);
	assert_string_equal(ran_text(&bench.ran), "x.a.test. A -: unknown interrupted\n"
						  "y.a.test. A -: unknown interrupted\n");
	end(&bench);
}

static void test_what_was_known_before_the_interruption_stays_known(void **state)
{
	struct bench bench;

	(void)state;
	begin(&bench, "zones: {a.test: {records: {x: {type: A, value: 10.0.0.1}}}}\n");
	zonerun_found(bench.zonerun, NULL);
	casework_interrupt(bench.work);
	zonerun_interrupt(bench.zonerun, bench.work);
	assert_string_equal(ran_text(&bench.ran),
			    "x.a.test. A -: unknown servers-unknown\n");
	end(&bench);
}

static void test_records_that_cannot_be_known_are_skipped_with_the_reason(void **state)
{
	static const struct {
		enum judging judging;
		const char *wanted;
	} rows[] = {
		{ JUDGING_UNKNOWABLE, "x.a.test. A -: skipped unknowable (an ALIAS)\n" },
		{ JUDGING_NO_RECORD, "x.a.test. A -: skipped not-a-record (an ALIAS)\n" },
		{ JUDGING_IGNORED, "x.a.test. A -: skipped ignored (an ALIAS)\n" },
	};
	static const struct expectation_extra extra = { .why = "an ALIAS" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct bench bench;
		struct expectation judged;

		begin(&bench, "zones: {a.test: {ask: [192.0.2.8], records: {x: {type: A, "
			      "value: 10.0.0.1}}}}\n");
		/* cppcheck-suppress uninitvar ; begin made it */
		judged = *bench.zonerun->expectation;
		judged.judging = (uint8_t)rows[i].judging;
		judged.extra = &extra;
		bench.zonerun->expectation = &judged;
		zonerun_found(bench.zonerun, NULL);
		while (zonerun_start_next(bench.zonerun, bench.work))
			;
		assert_string_equal(ran_text(&bench.ran), rows[i].wanted);
		assert_int_equal(bench.ran.engine->asked_count, 0);
		end(&bench);
	}
}

static void test_one_family_alone_is_told_where_a_server_has_no_address(void **state)
{
	static const struct fakenet_rule world[] = {
		RAN_ROOT,
		{ .ip = "192.0.2.53",
		  .head = "aa",
		  .records = "www.half.test. 60 A 10.0.0.1" },
	};
	struct ran ran;

	(void)state;
	ran_begin(&ran, world, ARRAY_LEN(world),
		  "zones: {half.test: {records: {www: {type: A, value: 10.0.0.1}}}}\n");
	ran.options.has_v6 = false;
	ran_go(&ran);
	assert_string_equal(
		ran_text(&ran),
		"half.test. NS -: unknown servers-unknown (no address of the family that is "
		"asked was found for it)\n"
		"www.half.test. A 192.0.2.53: ok -10.0.0.1 +10.0.0.1\n");
	assert_true(str_equal(ran.verdicts.list[0]->server, str_of("gone.test.")));
	ran_end(&ran);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_case_is_started_at_a_time),
		cmocka_unit_test(
			test_an_interruption_speaks_for_all_that_was_not_started),
		cmocka_unit_test(
			test_a_zone_whose_servers_are_still_searched_gives_one_verdict_each),
		cmocka_unit_test(test_what_was_known_before_the_interruption_stays_known),
		cmocka_unit_test(
			test_records_that_cannot_be_known_are_skipped_with_the_reason),
		cmocka_unit_test(
			test_one_family_alone_is_told_where_a_server_has_no_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
