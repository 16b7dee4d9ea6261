#include "declare_case.h"

/* Loads one zone of tests/data from an octoDNS file or directory. */
static void load_zone(const char *zone, const char *path, struct arena *arena,
		      struct faults *faults, const struct declaration **out_declaration)
{
	char text[512];
	char directory[32];
	char main_path[64];
	const char *const paths[] = { main_path };
	const struct case_file files[] = { { "main.yaml", text }, { 0 } };

	snprintf(text, sizeof(text),
		 "zones: {%s: {records_from: {octodns: \"%s/%s\"}}}\n", zone,
		 getenv("DIGDRIFT_DATA"), path);
	case_make(directory, files);
	snprintf(main_path, sizeof(main_path), "%s/main.yaml", directory);
	faults_init(faults, arena);
	if (load_files(arena, paths, 1, NULL, 0, faults, out_declaration) != ERR_OK)
		*out_declaration = NULL;
	case_remove(directory, files);
}

static const struct row {
	const char *zone, *path;
	size_t expectations;
	const char *why;
} rows[] = {
	{ "unit.tests", "octodns/config/unit.tests.yaml", 25, "a file" },
	{ "dynamic.tests", "octodns/config/dynamic.tests.yaml", 6, "pools" },
	{ "unit.tests", "octodns/config/split/unit.tests.tst", 20,
	  "a directory of the zone" },
	{ "two.test", "octodns/config/hybrid", 2, "the directory within another" },
	{ "one.test", "octodns/config/hybrid", 1, "the file within a directory" },
	{ "subzone.unit.tests", "octodns/config/subzone.unit.tests.yaml", 3,
	  "another file" },
};

static void test_octodns_own_zones_are_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		const struct declaration *declaration = NULL;
		struct faults faults;

		load_zone(rows[i].zone, rows[i].path, arena, &faults, &declaration);
		if (!declaration) {
			fail_msg("%s: %s", rows[i].why, faults.list[0].sentence);
		} else if (declaration->expectation_count != rows[i].expectations) {
			fail_msg("%s: %zu", rows[i].why, declaration->expectation_count);
		}
		arena_free(arena);
	}
}

static void test_includes_are_followed(void **state)
{
	static const struct case_file good[] = {
		{ "main.yaml", "zones: {a.test: {records_from: {octodns: z.yaml}}}\n" },
		{ "z.yaml",
		  "www: !include www.yaml\n<<: !include common.yaml\n"
		  "lists: {type: A, values: !include [x.yaml, x.yaml, y.yaml]}\n" },
		{ "www.yaml", "{type: A, value: !include x.yaml}\n" },
		{ "x.yaml", "- 192.0.2.1\n" },
		{ "y.yaml", "- 192.0.2.2\n" },
		{ "common.yaml",
		  "www: {type: TXT, value: hidden}\nmail: {type: A, value: "
		  "192.0.2.3}\n" },
		{ 0 },
	};
	static const struct case_file loop[] = {
		{ "main.yaml", "zones: {a.test: {records_from: {octodns: z.yaml}}}\n" },
		{ "z.yaml", "www: !include z.yaml\n" },
		{ 0 },
	};
	static const struct case_file missing[] = {
		{ "main.yaml", "zones: {a.test: {records_from: {octodns: z.yaml}}}\n" },
		{ "z.yaml", "www: !include {a: b}\nftp: !include none.yaml\n" },
		{ 0 },
	};

	(void)state;
	case_load(good, NULL, case_add_records,
		  "www.a.test. - A 192.0.2.1\n"
		  "lists.a.test. - A 192.0.2.1, 192.0.2.2\n"
		  "mail.a.test. - A 192.0.2.3\n",
		  "nodes, merged mappings, lists of files");
	case_load(loop, NULL, case_add_records,
		  "z.yaml:1:6 \"D/z.yaml\" includes itself\n", "a loop");
	case_load(missing, NULL, case_add_records,
		  "z.yaml:1:6 \"!include\" wants the name of a file, or a list of such\n",
		  "a mapping");
}

static void test_a_directory_without_the_zone_is_a_fault(void **state)
{
	static const struct case_file own[] = {
		{ "main.yaml", "zones: {a.test: {records_from: {octodns: .}}}\n" },
		{ 0 },
	};
	static const struct case_file missing[] = {
		{ "main.yaml", "zones: {a.test: {records_from: {octodns: none}}}\n" },
		{ 0 },
	};

	(void)state;
	case_load(own, NULL, case_add_records, "1:42 \"D/./main.yaml\" includes itself\n",
		  "the directory of the declaration alone");
	case_load(missing, NULL, case_add_records, "1:42 there is no file \"D/none\"\n",
		  "nothing");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_octodns_own_zones_are_read),
		cmocka_unit_test(test_includes_are_followed),
		cmocka_unit_test(test_a_directory_without_the_zone_is_a_fault),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
