#include "declare_case.h"

static void test_merge_keys_follow_their_rules(void **state)
{
	static const struct case_row rows[] = {
		{ "x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\n",
		  "{x: {a: 1, b: 2}, y: {b: 3, a: 1}}\n", "an explicit key wins" },
		{ "y: {b: 3, <<: {a: 1, b: 2}}\n", "{y: {b: 3, a: 1}}\n",
		  "wherever it stands" },
		{ "y: {<<: [{a: 1}, {a: 2, b: 2}]}\n", "{y: {a: 1, b: 2}}\n",
		  "in a list the first wins" },
		{ "y: {<<: {a: 1, c: 1}, <<: {a: 2, b: 2}}\n",
		  "{y: {a: 2, b: 2, c: 1}}\n", "of several the last wins" },
		{ "y: {'<<': 1}\n", "{y: {'<<': 1}}\n", "in quotes it is a key" },
		{ "{<<: {a: {<<: {b: c}}}}\n", "{a: {b: c}}\n", "within each other" },
		{ "{<<: []}\n", "{}\n", "an empty list" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

static void test_what_cannot_be_merged_is_a_fault(void **state)
{
	static const struct case_row rows[] = {
		{ "{<<: a}\n", "{}\n1:6 \"<<\" wants a mapping or a list of mappings\n",
		  "text" },
		{ "{<<: [a, {b: c}]}\n",
		  "{b: c}\n1:7 \"<<\" wants a mapping or a list of mappings\n",
		  "text in the list" },
		{ "{<<: [[{b: c}]]}\n",
		  "{}\n1:7 \"<<\" wants a mapping or a list of mappings\n",
		  "a list in it" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

static void test_repeated_keys_are_faults(void **state)
{
	static const struct case_row rows[] = {
		{ "a: 1\nb: 2\na: 3\n",
		  "{a: 1, b: 2, a: 3}\n3:1 the key \"a\" is repeated; it stands in line 1 "
		  "already\n",
		  "two of three" },
		{ "{a: 1, 'a': 2}\n",
		  "{a: 1, 'a': 2}\n1:8 the key \"a\" is repeated; it stands in line 1 "
		  "already\n",
		  "quotes do not make another key" },
		{ "{a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1, l: 1, "
		  "m: 1, n: 1, b: 2}\n",
		  "{a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1, l: 1, "
		  "m: 1, n: 1, b: 2}\n"
		  "1:86 the key \"b\" is repeated; it stands in line 1 already\n",
		  "among many" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_merge_keys_follow_their_rules),
		cmocka_unit_test(test_what_cannot_be_merged_is_a_fault),
		cmocka_unit_test(test_repeated_keys_are_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
