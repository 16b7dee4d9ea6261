#include "declare_case.h"

static void test_nodes_know_where_they_stand(void **state)
{
	static const struct yaml_options options;
	struct arena *arena = arena_new();
	struct source source = case_source("a: b\nc:\n  - \xC3\xA4: d\n");
	const struct yaml_node *root = NULL;
	const struct yaml_node *list = NULL;
	struct faults faults;

	(void)state;
	faults_init(&faults, arena);
	assert_int_equal(yaml_read(arena, &source, &options, &faults, &root), ERR_OK);
	assert_int_equal(root->line, 1);
	assert_int_equal(root->column, 1);
	list = yaml_find(root, (struct str)STR("c"));
	assert_non_null(list);
	assert_int_equal(list->line, 3);
	assert_int_equal(list->column, 3);
	assert_int_equal(list->first->first->next->line, 3);
	assert_int_equal(list->first->first->next->column, 8);
	assert_string_equal(yaml_place(list).file, "main");
	assert_null(yaml_find(root, (struct str)STR("d")));
	assert_null(yaml_find(list, (struct str)STR("d")));
	arena_free(arena);
}

static void test_texts_end_with_a_nul_and_may_hold_one(void **state)
{
	static const struct yaml_options options;
	struct arena *arena = arena_new();
	struct source source = case_source("\"a\\0b\"\n");
	const struct yaml_node *root = NULL;
	struct faults faults;

	(void)state;
	faults_init(&faults, arena);
	assert_int_equal(yaml_read(arena, &source, &options, &faults, &root), ERR_OK);
	assert_int_equal(root->text.len, 3);
	assert_memory_equal(root->text.data, "a\0b\0", 4);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nodes_know_where_they_stand),
		cmocka_unit_test(test_texts_end_with_a_nul_and_may_hold_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
