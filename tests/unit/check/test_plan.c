#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "declared.h"
#include "query/server.h"

static void test_zones_and_checks_come_in_the_order_of_the_file(void **state)
{
	struct arena *arena = arena_new();
	struct declared declared;
	const struct plan *plan;

	(void)state;
	assert_true(declared_load(
		&declared, arena,
		"zones:\n"
		"  a.test: {records: {'': {type: A, value: 192.0.2.1}}}\n"
		"  b.test: {ask: [192.0.2.8], records: {'': {type: A, value: 192.0.2.1}}}\n"
		"checks:\n"
		"  - {name: one, query: {name: c.test, ask: [192.0.2.8]}, expect: {count: 1}}\n"
		"  - {name: two, reverse: {address: 192.0.2.1, name: a.test, ask: [192.0.2.8]}}\n"));
	plan = declared.plan;
	assert_true(plan->zones->has_search);
	assert_false(plan->zones->next->has_search);
	assert_null(plan->zones->next->next);
	assert_string_equal(plan->checks->subject.name, "one");
	assert_ptr_equal(plan->checks->kind, &kind_query);
	assert_memory_equal(plan->checks->name.wire, "\1c\4test", 8);
	assert_int_equal(plan->checks->asked->fixed_count, 1);
	assert_int_equal(plan->checks->subject.place.line, 5);
	assert_string_equal(plan->checks->next->subject.name, "two");
	assert_ptr_equal(plan->checks->next->kind, &kind_reverse);
	assert_null(plan->checks->next->next);
	arena_free(arena);
}

static void test_one_expectation_that_asks_the_zones_servers_makes_them_searched(
	void **state)
{
	struct arena *arena = arena_new();
	struct declared declared;

	(void)state;
	assert_true(declared_load(
		&declared, arena,
		"zones: {a.test: {ask: [192.0.2.8], records: {x: {type: A, value: "
		"192.0.2.1, ask: [authoritative]}}}}\n"));
	assert_true(declared.plan->zones->has_search);
	assert_false(declared.plan->zones->asked->has_authoritative);
	arena_free(arena);
}

static void test_faults_of_lists_patterns_and_hints_are_told_together(void **state)
{
	struct arena *arena = arena_new();
	struct declared declared;

	(void)state;
	assert_false(
		declared_load(&declared, arena,
			      "root_hints: /nowhere/root.hints\n"
			      "zones:\n"
			      "  a.test:\n"
			      "    ask: [nobody]\n"
			      "    records:\n"
			      "      x: {type: A, match_regexp: '['}\n"
			      "      y: {type: A, value: 192.0.2.1, ask: [noone]}\n"));
	assert_non_null(strstr(declared_faults(&declared), "1:13 root_hints: "));
	assert_non_null(strstr(declared_faults(&declared), "\"nobody\""));
	assert_non_null(strstr(declared_faults(&declared),
			       "6:10 zones.a.test.records.x.match_regexp: the pattern "));
	assert_non_null(strstr(declared_faults(&declared), "\"noone\""));
	assert_int_equal(declared.faults.count, 4);
	assert_null(declared.plan);
	arena_free(arena);
}

static void test_roots_are_built_in_and_take_the_declared_port(void **state)
{
	struct arena *arena = arena_new();
	struct declared declared;

	(void)state;
	assert_true(declared_load(
		&declared, arena,
		"defaults: {port: 5300}\n"
		"zones: {a.test: {records: {'': {type: A, value: 192.0.2.1}}}}\n"));
	assert_in_range(declared.plan->root_count, 13, 26);
	assert_int_equal(server_port(declared.plan->roots[0]), 5300);
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zones_and_checks_come_in_the_order_of_the_file),
		cmocka_unit_test(
			test_one_expectation_that_asks_the_zones_servers_makes_them_searched),
		cmocka_unit_test(
			test_faults_of_lists_patterns_and_hints_are_told_together),
		cmocka_unit_test(test_roots_are_built_in_and_take_the_declared_port),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
