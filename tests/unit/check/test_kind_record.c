#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "ran.h"

static const struct fakenet_rule rules[] = {
	RAN_ROOT,
	{ .qname = "www.a.test.", .head = "aa", .records = "www.a.test. 300 A 10.0.0.1" },
	{ .qname = "*.a.test.", .head = "aa", .records = "*.a.test. 300 A 10.0.0.1" },
};

static void test_servers_of_the_zone_are_asked_without_rd_and_resolvers_with(void **state)
{
	struct ran ran;

	(void)state;
	ran_begin(&ran, rules, ARRAY_LEN(rules),
		  "zones: {a.test: {ask: [authoritative, 192.0.2.8], records: {www: "
		  "{type: A, value: 10.0.0.1}}}}\n");
	ran_go(&ran);
	assert_int_equal(ran.summary.counts[STATE_OK], 3);
	for (size_t i = 0; i < ran.engine->asked_count; i++) {
		const struct fakenet_question *question = &ran.engine->asked[i];
		char buffer[64];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		server_print_ip(&text, question->server);
		assert_int_equal(question->flags,
				 strcmp(buffer, "192.0.2.8") == 0 ? FLAG_RD : 0);
	}
	ran_end(&ran);
}

static void test_a_wildcard_is_asked_by_its_name(void **state)
{
	struct ran ran;

	(void)state;
	ran_begin(&ran, rules, ARRAY_LEN(rules),
		  "zones: {a.test: {ask: [192.0.2.8], records: {'*': {type: A, value: "
		  "10.0.0.1}}}}\n");
	ran_go(&ran);
	assert_string_equal(ran_text(&ran),
			    "*.a.test. A 192.0.2.8: ok -10.0.0.1 +10.0.0.1\n");
	assert_true(str_equal(ran.verdicts.list[0]->again,
			      str_of("digdrift @192.0.2.8 '*.a.test.' A +noad")));
	ran_end(&ran);
}

static void test_a_verdict_of_a_record_names_zone_kind_and_place(void **state)
{
	const struct verdict *verdict;
	struct ran ran;

	(void)state;
	ran_begin(&ran, rules, ARRAY_LEN(rules),
		  "zones:\n  a.test:\n    ask: [192.0.2.8]\n    records:\n"
		  "      www: {type: A, value: 10.0.0.1}\n");
	ran_go(&ran);
	verdict = ran.verdicts.list[0];
	assert_string_equal(verdict->kind, "record");
	assert_null(verdict->check);
	assert_true(str_equal(verdict->zone, str_of("a.test.")));
	assert_int_equal(verdict->place.line, 6);
	assert_int_equal(verdict->server.len, 0);
	ran_end(&ran);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_servers_of_the_zone_are_asked_without_rd_and_resolvers_with),
		cmocka_unit_test(test_a_wildcard_is_asked_by_its_name),
		cmocka_unit_test(test_a_verdict_of_a_record_names_zone_kind_and_place),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
