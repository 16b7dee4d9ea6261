#include "declare_case.h"

static void print_paths(struct text *out, const struct declaration *declaration)
{
	text_add_format(out, "%s %s %u\n",
			declaration->root_hints ? declaration->root_hints : "-",
			declaration->trust_anchors ? declaration->trust_anchors : "-",
			declaration->root_hints_place.line);
	case_add_records(out, declaration);
}

static void test_the_top_of_a_file_is_read(void **state)
{
	static const struct case_file relative[] = {
		{ "main.yaml",
		  "version: 1\nroot_hints: root.hints\ntrust_anchors: keys/x\n"
		  "zones: {a.test: {records: {'': {type: A, value: 192.0.2.1}}}}\n" },
		{ 0 },
	};
	static const struct case_file absolute[] = {
		{ "main.yaml",
		  "root_hints: /etc/root.hints\n"
		  "zones: {a.test: {records: {'': {type: A, value: 192.0.2.1}}}}\n" },
		{ 0 },
	};

	(void)state;
	case_load(relative, NULL, print_paths,
		  "D/root.hints D/keys/x 2\na.test. - A 192.0.2.1\n",
		  "paths are relative to the file");
	case_load(absolute, NULL, print_paths,
		  "/etc/root.hints - 1\na.test. - A 192.0.2.1\n", "absolute ones stay");
}

static void test_faults_at_the_top(void **state)
{
	static const struct case_row rows[] = {
		{ "version: 2\nzones: {}\n",
		  "1:10 this program reads version 1 of declarations, not \"2\"\n",
		  "another major version" },
		{ "zone: {}\n",
		  "1:1 unknown key \"zone\" in the file, did you mean \"zones\"?\n",
		  "a slip" },
		{ "[a]\n", "1:1 the file wants a mapping, not a list\n", "a list" },
		{ "checks: {}\n", "1:9 checks wants a list of checks, not a mapping\n",
		  "" },
		{ "zones: [\nx: y\n",
		  "3:1 did not find expected ',' or ']' while parsing a flow sequence that "
		  "began in line 1\n",
		  "syntax" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

static void test_includes_are_joined_and_read_once(void **state)
{
	static const struct case_file files[] = {
		{ "main.yaml", "include: [z-*.yaml, z-1.yaml, common.yaml]\n" },
		{ "z-1.yaml",
		  "include: common.yaml\nzones: {b.test: {records: {'': {type: A, "
		  "value: 192.0.2.1}}}}\n" },
		{ "z-0.yaml",
		  "zones: {a.test: {records: {'': {type: A, value: 192.0.2.1}}}}\n" },
		{ "common.yaml", "root_hints: x\n" },
		{ 0 },
	};

	(void)state;
	case_load(files, NULL, print_paths,
		  "D/x - 1\na.test. - A 192.0.2.1\nb.test. - A 192.0.2.1\n",
		  "globs are sorted, a file counts once");
}

static void test_includes_that_fail_are_faults(void **state)
{
	static const struct case_file loop[] = {
		{ "main.yaml",
		  "include: a.yaml\nzones: {a.test: {records: {'': {type: A, "
		  "value: 192.0.2.1}}}}\n" },
		{ "a.yaml", "include: [main.yaml, a.yaml]\n" },
		{ 0 },
	};
	static const struct case_file missing[] = {
		{ "main.yaml", "include: [none.yaml, none-*.yaml]\n" },
		{ 0 },
	};
	static const struct case_file alike[] = {
		{ "main.yaml", "include: a.yaml\nroot_hints: x\ntrust_anchors: k\n" },
		{ "a.yaml",
		  "root_hints: x\ntrust_anchors: k\n"
		  "zones: {a.test: {records: {'': {type: A, value: 192.0.2.1}}}}\n" },
		{ 0 },
	};
	static const struct case_file twice[] = {
		{ "main.yaml", "include: a.yaml\nroot_hints: x\n" },
		{ "a.yaml", "root_hints: y\n" },
		{ 0 },
	};

	(void)state;
	case_load(loop, NULL, print_paths,
		  "a.yaml:1:11 \"D/main.yaml\" includes itself\n"
		  "a.yaml:1:22 \"D/a.yaml\" includes itself\n",
		  "loops");
	case_load(missing, NULL, print_paths,
		  "1:11 there is no file \"D/none.yaml\"\n"
		  "1:22 \"D/none-*.yaml\" matches no file\n",
		  "no such file");
	case_load(
		twice, NULL, print_paths,
		"a.yaml:1:13 \"root_hints\" differs from what D/main.yaml:2 says; move it to one file and include that\n",
		"said twice");
	case_load(alike, NULL, print_paths, "D/x D/k 2\na.test. - A 192.0.2.1\n",
		  "said alike");
}

static void test_faults_of_all_files_come_sorted(void **state)
{
	static const struct case_file files[] = {
		{ "main.yaml", "include: [b.yaml, a.yaml]\nx: 1\n" },
		{ "a.yaml", "x: 1\n" },
		{ "b.yaml", "x: 1\ny: 2\n" },
		{ 0 },
	};

	(void)state;
	case_load(
		files, NULL, print_paths,
		"a.yaml:1:1 unknown key \"x\" in the file; it takes version, include, "
		"defaults, servers, trust_anchors, root_hints, zones, checks\n"
		"b.yaml:1:1 unknown key \"x\" in the file; it takes version, include, "
		"defaults, servers, trust_anchors, root_hints, zones, checks\n"
		"b.yaml:2:1 unknown key \"y\" in the file; it takes version, include, "
		"defaults, servers, trust_anchors, root_hints, zones, checks\n"
		"2:1 unknown key \"x\" in the file; it takes version, include, defaults, "
		"servers, trust_anchors, root_hints, zones, checks\n",
		"four in three files");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_top_of_a_file_is_read),
		cmocka_unit_test(test_faults_at_the_top),
		cmocka_unit_test(test_includes_are_joined_and_read_once),
		cmocka_unit_test(test_includes_that_fail_are_faults),
		cmocka_unit_test(test_faults_of_all_files_come_sorted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
