#include <sys/stat.h>

#include "declare/directory.h"
#include "declare_case.h"

static void test_yaml_files_are_listed_in_order(void **state)
{
	static const struct case_file files[] = {
		{ "b.yaml", "" },  { "a.yml", "" },   { "c.yaml.bak", "" },
		{ ".d.yaml", "" }, { "$x.yaml", "" }, { 0 },
	};
	struct arena *arena = arena_new();
	char directory[32];
	const char *sub = NULL;
	const char **found = NULL;

	(void)state;
	case_make(directory, files);
	sub = directory_join(arena, directory, "e.yaml");
	assert_int_equal(mkdir(sub, 0700), 0);
	assert_true(directory_is(sub));
	assert_int_equal(directory_list(arena, directory, &found), 3);
	assert_string_equal(case_base_name(found[0]), "$x.yaml");
	assert_string_equal(case_base_name(found[1]), "a.yml");
	assert_string_equal(case_base_name(found[2]), "b.yaml");
	assert_false(directory_is(found[0]));
	assert_int_equal(rmdir(sub), 0);
	case_remove(directory, files);
	assert_int_equal(directory_list(arena, directory, &found), -1);
	assert_false(directory_is(directory));
	arena_free(arena);
}

static void test_many_files_are_all_listed(void **state)
{
	enum { COUNT = 200 };
	static const struct case_file none[] = { { 0 } };
	struct arena *arena = arena_new();
	char directory[32];
	const char **found = NULL;

	(void)state;
	case_make(directory, none);
	for (int i = 0; i < COUNT; i++) {
		char path[64];
		FILE *file = NULL;

		snprintf(path, sizeof(path), "%s/%03d.yaml", directory, i);
		file = fopen(path, "w");
		assert_non_null(file);
		fclose(file);
	}
	assert_int_equal(directory_list(arena, directory, &found), COUNT);
	for (int i = 0; i < COUNT; i++) {
		char wanted[32];

		snprintf(wanted, sizeof(wanted), "%03d.yaml", i);
		assert_string_equal(case_base_name(found[i]), wanted);
		assert_int_equal(unlink(found[i]), 0);
	}
	case_remove(directory, none);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_yaml_files_are_listed_in_order),
		cmocka_unit_test(test_many_files_are_all_listed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
