#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tree.h"

static void test_hints_that_cannot_be_read_end_the_run(void **state)
{
	struct runner runner;

	(void)state;
	runner_init(&runner);
	runner_run(&runner, false,
		   "-r +root-hints=/nonexistent/root.hints +all-ns www.zone.test");
	assert_int_equal(runner.exit_code, 1);
	assert_non_null(strstr(runner.err, "couldn't read the root hints: "));
	runner_free(&runner);
}

static void test_the_tree_is_walked_once_a_run(void **state)
{
	struct tree tree;
	unsigned once;

	(void)state;
	tree_init(&tree);
	tree_run(&tree, "+all-ns www.zone.test");
	once = tree.replies[0].asked;
	tree_free(&tree);
	tree_init(&tree);
	tree_run(&tree, "+all-ns www.zone.test differs.zone.test");
	assert_int_equal(tree.replies[0].asked, once);
	tree_free(&tree);
}

static void test_a_silent_root_is_told(void **state)
{
	struct tree tree;

	(void)state;
	tree_init(&tree);
	tree.replies[0].count = 0;
	tree_run(&tree, "+all-ns +time=1 +tries=1 www.zone.test");
	assert_int_equal(tree.runner.exit_code, 6);
	assert_non_null(strstr(tree.runner.out, "any server of ."));
	tree_free(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hints_that_cannot_be_read_end_the_run),
		cmocka_unit_test(test_the_tree_is_walked_once_a_run),
		cmocka_unit_test(test_a_silent_root_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
