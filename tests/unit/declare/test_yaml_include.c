#include "declare_case.h"

/* Reads "z" of a directory with "!include" allowed. */
static void check(const struct case_file *files, const char *wanted, const char *why)
{
	static const struct yaml_options options = { .has_includes = true };
	char directory[32];
	char path[64];
	struct arena *arena = arena_new();
	const struct source *source = NULL;
	const struct yaml_node *root = NULL;
	struct faults faults;
	struct text out;

	case_make(directory, files);
	snprintf(path, sizeof(path), "%s/z", directory);
	faults_init(&faults, arena);
	text_init_growing(&out, CASE_OUT_MAX);
	assert_int_equal(
		source_read(arena, NULL, path, (struct place){ 0 }, &faults, &source),
		ERR_OK);
	if (yaml_read(arena, source, &options, &faults, &root) == ERR_OK) {
		case_add_node(&out, root);
		text_add_char(&out, '\n');
	}
	case_add_faults(&out, &faults);
	case_hide_directory(&out, directory);
	case_compare(out.data, wanted, why);
	text_free(&out);
	arena_free(arena);
	case_remove(directory, files);
}

static void test_files_take_the_place_of_nodes(void **state)
{
	static const struct case_file nodes[] = {
		{ "z", "a: !include x\nb: [!include y, !include e]\n<<: !include x\n" },
		{ "x", "{k: v, a: hidden}\n" },
		{ "y", "!include x\n" },
		{ "e", "" },
		{ 0 },
	};
	static const struct case_file lists[] = {
		{ "z", "a: !include [x, x, y]\nb: !include [m, n]\n" },
		{ "x", "[1]\n" },
		{ "y", "[2, 3]\n" },
		{ "m", "{a: 1, b: 1}\n" },
		{ "n", "{b: 2, c: 2}\n" },
		{ 0 },
	};

	(void)state;
	check(nodes, "{a: {k: v, a: hidden}, b: [{k: v, a: hidden}, ~], k: v}\n",
	      "a value, an item, a merge, within another, empty");
	check(lists, "{a: [1, 1, 2, 3], b: {b: 2, c: 2, a: 1}}\n",
	      "several files: lists behind each other, of mappings the last wins");
}

static void test_what_cannot_be_included_is_a_fault(void **state)
{
	static const struct case_file loop[] = {
		{ "z", "a: !include x\n" },
		{ "x", "b: !include z\n" },
		{ 0 },
	};
	static const struct case_file missing[] = {
		{ "z", "a: b\nc: !include none\n" },
		{ 0 },
	};
	static const struct case_file broken[] = {
		{ "z", "a: !include x\n" },
		{ "x", "b: [\n" },
		{ 0 },
	};
	static const struct case_file mixed[] = {
		{ "z", "a: !include [x, y]\n" },
		{ "x", "[1]\n" },
		{ "y", "{a: b}\n" },
		{ 0 },
	};
	static const struct case_file mapping[] = {
		{ "z", "a: !include {b: c}\n" },
		{ 0 },
	};

	(void)state;
	check(loop, "x:1:4 \"D/z\" includes itself\n", "a loop");
	check(missing, "z:2:4 there is no file \"D/none\"\n", "no file");
	check(broken,
	      "x:2:1 did not find expected node content while parsing a flow node\n",
	      "a syntax error within");
	check(mixed,
	      "z:1:18 \"!include\" of several files wants all of them lists, or all of them "
	      "mappings\n",
	      "a list and a mapping");
	check(mapping, "z:1:4 \"!include\" wants the name of a file, or a list of such\n",
	      "a mapping");
}

static void test_depth_counts_through_files(void **state)
{
	static const struct case_file files[] = {
		{ "z", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[!include x"
		       "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n" },
		{ "x", "[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]\n" },
		{ 0 },
	};

	(void)state;
	check(files, "x:1:25 lists and mappings nest over 64 deep\n", "40 and 25");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files_take_the_place_of_nodes),
		cmocka_unit_test(test_what_cannot_be_included_is_a_fault),
		cmocka_unit_test(test_depth_counts_through_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
