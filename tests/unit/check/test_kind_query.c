#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ran.h"

static const struct fakenet_rule rules[] = {
	RAN_ROOT,
	{ .qname = "www.a.test.",
	  .qtype = "A",
	  .head = "ra ad",
	  .records = "www.a.test. 60 CNAME cdn.test.\ncdn.test. 60 A 10.0.0.1\n" },
	{ .qname = "refused.test.", .head = "REFUSED" },
	{ .qname = "gone.test.", .head = "ra NXDOMAIN" },
};

struct row {
	const char *query, *expect, *wanted, *why;
};

static void check_row(const struct row *row)
{
	char yaml[512];
	struct ran ran;

	(void)snprintf(
		yaml, sizeof(yaml),
		"checks: [{name: x, query: {ask: [192.0.2.8], %s}, expect: {%s}}]\n",
		row->query, row->expect);
	print_message("# %s\n", row->why);
	ran_begin(&ran, rules, ARRAY_LEN(rules), yaml);
	ran_go(&ran);
	assert_int_equal(ran.verdicts.count, 1);
	assert_string_equal(canned_text(ran.arena, ran.verdicts.list[0]), row->wanted);
	assert_string_equal(ran.verdicts.list[0]->check, "x");
	ran_end(&ran);
}

static void test_answers_are_held_against_what_is_expected(void **state)
{
	static const struct row rows[] = {
		{ "name: www.a.test", "value: 10.0.0.1", "ok -10.0.0.1 +10.0.0.1",
		  "aliases are followed" },
		{ "name: www.a.test", "value: 10.0.0.2",
		  "critical rrset-differs -10.0.0.2 +10.0.0.1", "to the end" },
		{ "name: www.a.test, type: CNAME", "count: 1",
		  "unknown timeout (after 3 tries, 6.0 s)", "another type is asked" },
		{ "name: refused.test", "rcode: REFUSED", "ok -REFUSED",
		  "a refusal that is wanted" },
		{ "name: refused.test", "rcode: NOERROR",
		  "unknown refused -NOERROR +REFUSED", "a refusal that is not" },
		{ "name: gone.test", "rcode: NXDOMAIN", "ok -NXDOMAIN",
		  "a name that is gone" },
		{ "name: gone.test", "flags: [ra]", "critical nxdomain +NXDOMAIN",
		  "a name that should be there" },
		{ "name: www.a.test", "flags: [ra, ad], count: 1",
		  "ok -1 record +10.0.0.1", "flags that are set" },
		{ "name: www.a.test", "flags: [aa, ra], count: 1",
		  "critical flags-differ -flags aa ra +flags qr ra ad",
		  "a flag that is not" },
		{ "name: www.a.test", "count: 1, rtt: {warning: 1ms}",
		  "warning rtt-high (1.5ms) -rtt at most 1ms +rtt 1.5ms",
		  "an answer that is slow" },
		{ "name: www.a.test", "count: 1, rtt: {critical: 1ms}",
		  "critical rtt-high (1.5ms) -rtt at most 1ms +rtt 1.5ms", "too slow" },
		{ "name: www.a.test", "count: 1, rtt: {critical: 2ms}",
		  "ok -1 record +10.0.0.1", "fast enough" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		check_row(&rows[i]);
}

static void test_limits_of_time_hold_for_all_unless_one_has_its_own(void **state)
{
	struct ran ran;

	(void)state;
	ran_begin(
		&ran, rules, ARRAY_LEN(rules),
		"defaults: {rtt: {warning: 1ms, critical: 1s}, ask: [192.0.2.8]}\n"
		"checks:\n"
		"  - {query: {name: www.a.test}, expect: {count: 1}}\n"
		"  - {query: {name: www.a.test}, expect: {count: 1, rtt: {warning: 1s}}}\n");
	ran_go(&ran);
	assert_int_equal(ran.summary.counts[STATE_WARNING], 1);
	assert_int_equal(ran.summary.counts[STATE_OK], 1);
	ran_end(&ran);
}

static void test_the_question_is_asked_as_it_is_written(void **state)
{
	static const struct {
		const char *query;
		uint16_t flags;
		enum transport transport;
		unsigned timeout_ms, tries;
		const char *why;
	} rows[] = {
		{ "name: a.test", FLAG_RD, TRANSPORT_UDP, 2000, 3, "as a resolver is" },
		{ "name: a.test, flags: []", 0, TRANSPORT_UDP, 2000, 3, "no flags" },
		{ "name: a.test, flags: [cd, ad]", FLAG_CD | FLAG_AD, TRANSPORT_UDP, 2000,
		  3, "others" },
		{ "name: a.test, transport: tcp", FLAG_RD, TRANSPORT_TCP, 2000, 3,
		  "TCP" },
		{ "name: a.test, timeout: 300ms, tries: 1", FLAG_RD, TRANSPORT_UDP, 300,
		  1, "in a hurry" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct fakenet_question *asked;
		char yaml[512];
		struct ran ran;

		print_message("# %s\n", rows[i].why);
		(void)snprintf(
			yaml, sizeof(yaml),
			"checks: [{query: {ask: [192.0.2.8], %s}, expect: {count: 1}}]\n",
			rows[i].query);
		ran_begin(&ran, rules, ARRAY_LEN(rules), yaml);
		ran_go(&ran);
		assert_int_equal(ran.engine->asked_count, 1);
		asked = &ran.engine->asked[0];
		assert_int_equal(asked->flags, rows[i].flags);
		assert_int_equal(asked->policy.transport, rows[i].transport);
		assert_int_equal(asked->policy.timeout_ms, rows[i].timeout_ms);
		assert_int_equal(asked->policy.tries, rows[i].tries);
		ran_end(&ran);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers_are_held_against_what_is_expected),
		cmocka_unit_test(test_limits_of_time_hold_for_all_unless_one_has_its_own),
		cmocka_unit_test(test_the_question_is_asked_as_it_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
