#include "declare/directory.h"
#include "declare_case.h"

static const struct case_file files[] = {
	{ "a", "content" },
	{ "b", "" },
	{ 0 },
};

static void test_files_know_who_included_them(void **state)
{
	struct arena *arena = arena_new();
	char directory[32];
	struct faults faults;
	const struct source *top = NULL;
	const struct source *below = NULL;
	const struct source *again = NULL;
	struct place place = { "main", 1, 2 };
	const char *path = NULL;
	struct text out;

	(void)state;
	case_make(directory, files);
	faults_init(&faults, arena);
	path = source_resolve(arena, directory, (struct str)STR("x"));
	assert_string_equal(path, "/tmp/x");
	path = directory_join(arena, directory, "a");
	assert_int_equal(source_read(arena, NULL, path, place, &faults, &top), ERR_OK);
	assert_string_equal(top->text.data, "content");
	assert_int_equal(top->depth, 1);
	path = source_resolve(arena, top->path, (struct str)STR("b"));
	assert_int_equal(source_read(arena, top, path, place, &faults, &below), ERR_OK);
	assert_int_equal(below->depth, 2);
	assert_ptr_equal(below->up, top);
	path = source_resolve(arena, top->path, (struct str)STR("./a"));
	assert_true(source_is_above(below, path));
	assert_int_equal(source_read(arena, below, path, place, &faults, &again),
			 ERR_FAULTS);
	path = source_resolve(arena, top->path, (struct str)STR("c"));
	assert_int_equal(source_read(arena, top, path, place, &faults, &again),
			 ERR_FAULTS);
	assert_int_equal(source_read(arena, top, directory, place, &faults, &again),
			 ERR_FAULTS);
	assert_int_equal(source_read(arena, top, "/dev/zero", place, &faults, &again),
			 ERR_FAULTS);
	assert_int_equal(source_read(arena, NULL, "/dev/null", place, &faults, &again),
			 ERR_OK);
	text_init_growing(&out, CASE_OUT_MAX);
	case_add_faults(&out, &faults);
	case_hide_directory(&out, directory);
	case_compare(out.data,
		     "1:2 \"D/./a\" includes itself\n"
		     "1:2 there is no file \"D/c\"\n"
		     "1:2 cannot read \"D\": Is a directory\n"
		     "1:2 \"/dev/zero\" is no regular file\n",
		     "what cannot be read");
	text_free(&out);
	case_remove(directory, files);
	arena_free(arena);
}

static void test_the_depth_is_bounded(void **state)
{
	struct arena *arena = arena_new();
	struct source above = { .path = "no-such-file", .depth = SOURCE_DEPTH_MAX };
	const struct source *source = NULL;
	struct faults faults;

	(void)state;
	faults_init(&faults, arena);
	assert_int_equal(source_read(arena, &above, "/dev/null", (struct place){ 0 },
				     &faults, &source),
			 ERR_FAULTS);
	assert_string_equal(faults.list[0].sentence,
			    "files include each other over 8 deep");
	arena_free(arena);
}

static void test_names_are_seen_from_their_file(void **state)
{
	static const struct {
		const char *file, *name, *path;
	} rows[] = {
		{ "a/b.yaml", "c.yaml", "a/c.yaml" },
		{ "a/b.yaml", "/c.yaml", "/c.yaml" },
		{ "b.yaml", "c.yaml", "c.yaml" },
		{ "b.yaml", "-", "./-" },
		{ "a/b.yaml", "-", "a/-" },
		{ "/b", "../c", "/../c" },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		assert_string_equal(
			source_resolve(arena, rows[i].file, str_of(rows[i].name)),
			rows[i].path);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files_know_who_included_them),
		cmocka_unit_test(test_the_depth_is_bounded),
		cmocka_unit_test(test_names_are_seen_from_their_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
