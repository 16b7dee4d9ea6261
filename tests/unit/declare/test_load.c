#include <sys/stat.h>

#include "declare_case.h"

static void test_the_smallest_file_is_read(void **state)
{
	static const struct case_row rows[] = {
		{ "zones:\n  example.com:\n    records:\n"
		  "      '': {type: MX, value: 10 mail.example.com.}\n"
		  "      www: {type: A, ttl: 300, values: [192.0.2.1, 192.0.2.2]}\n",
		  "example.com. - MX 10 mail.example.com.\n"
		  "www.example.com. 300 A 192.0.2.1, 192.0.2.2\n",
		  "as the manual begins" },
		{ "{\"zones\": {\"example.com.\": {\"records\": {\"\": {\"type\": \"A\", "
		  "\"value\": \"192.0.2.1\"}}}}}",
		  "example.com. - A 192.0.2.1\n", "JSON is YAML" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

static void test_a_file_that_asks_nothing_is_a_fault(void **state)
{
	static const struct case_row rows[] = {
		{ "", "1:1 the file is empty; it wants \"zones\" or \"checks\"\n",
		  "empty" },
		{ "# x\n", "1:1 the file is empty; it wants \"zones\" or \"checks\"\n",
		  "a comment" },
		{ "defaults: {tries: 2}\n",
		  "0:0 nothing to check is declared here; wanted \"records\" of a zone or "
		  "\"checks\"\n",
		  "defaults alone" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

static void test_exclusive_zones_may_be_empty(void **state)
{
	static const struct case_row rows[] = {
		{ "zones: {example.com: {ownership: exclusive}}\n", "",
		  "nothing may be served" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

static void test_directories_are_read_in_order(void **state)
{
	static const struct case_file files[] = {
		{ "b.yaml",
		  "zones: {b.test: {records: {'': {type: A, value: 192.0.2.2}}}}\n" },
		{ "a.yml",
		  "zones: {a.test: {records: {'': {type: A, value: 192.0.2.1}}}}\n" },
		{ ".hidden.yaml", "not: [read\n" },
		{ "readme.txt", "not: [read\n" },
		{ 0 },
	};
	char directory[32];
	const char *const paths[] = { directory };
	struct arena *arena = arena_new();
	const struct declaration *declaration = NULL;
	struct faults faults;
	struct text out;

	(void)state;
	case_make(directory, files);
	faults_init(&faults, arena);
	text_init_growing(&out, CASE_OUT_MAX);
	assert_int_equal(load_files(arena, paths, 1, NULL, 0, &faults, &declaration),
			 ERR_OK);
	case_add_records(&out, declaration);
	assert_string_equal(out.data, "a.test. - A 192.0.2.1\nb.test. - A 192.0.2.2\n");
	assert_int_equal(declaration->zone_count, 2);
	assert_int_equal(declaration->expectation_count, 2);
	text_free(&out);
	arena_free(arena);
	case_remove(directory, files);
}

static void test_what_cannot_be_read_is_a_fault(void **state)
{
	static const struct case_file none[] = { { 0 } };
	char directory[32];
	const char *const paths[] = { directory, "no/such/file.yaml" };
	struct arena *arena = arena_new();
	const struct declaration *declaration = NULL;
	struct faults faults;
	char wanted[160];
	struct text out;

	(void)state;
	case_make(directory, none);
	faults_init(&faults, arena);
	text_init_growing(&out, CASE_OUT_MAX);
	assert_int_equal(load_files(arena, paths, 2, NULL, 0, &faults, &declaration),
			 ERR_FAULTS);
	case_add_faults(&out, &faults);
	snprintf(wanted, sizeof(wanted),
		 "%s:0:0 this directory holds no *.yaml and no *.yml\n"
		 "file.yaml:0:0 there is no file \"no/such/file.yaml\"\n",
		 case_base_name(directory));
	case_compare(out.data, wanted, "an empty directory and no file");
	text_free(&out);
	arena_free(arena);
	case_remove(directory, none);
}

static void test_an_octodns_file_is_named_in_a_fault(void **state)
{
	static const struct case_row rows[] = {
		{ "---\n'': {type: A, value: 192.0.2.1}\nwww: [{type: A, value: "
		  "192.0.2.1}]\n",
		  "1:1 this is a zone file of octoDNS; name it in a declaration: zones: "
		  "{main: {records_from: {octodns: D/main.yaml}}}\n",
		  "records at the top" },
		{ "servers: {type: A, value: 192.0.2.1}\n",
		  "1:1 this is a zone file of octoDNS; name it in a declaration: zones: "
		  "{main: {records_from: {octodns: D/main.yaml}}}\n",
		  "an owner that is called like a key of ours" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_smallest_file_is_read),
		cmocka_unit_test(test_a_file_that_asks_nothing_is_a_fault),
		cmocka_unit_test(test_exclusive_zones_may_be_empty),
		cmocka_unit_test(test_directories_are_read_in_order),
		cmocka_unit_test(test_what_cannot_be_read_is_a_fault),
		cmocka_unit_test(test_an_octodns_file_is_named_in_a_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
