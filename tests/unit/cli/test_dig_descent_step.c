#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "tree.h"

static void test_a_cut_is_asked_of_parent_and_zone(void **state)
{
	static const char *const parts[] = {
		"test.  below .: 1 NS, glue 1, checked 1, no DS\n",
		"zone.test.  below test.: 2 NS, glue 2, checked 2, no DS\n",
		"    ns1.zone.test (192.0.2.3, udp) by glue  NOERROR   aa  1 record, ",
		"    ns2.zone.test (192.0.2.4, udp) by glue  NOERROR   aa  1 record, ",
	};
	struct tree tree;

	(void)state;
	tree_init(&tree);
	tree_run(&tree, "+trace www.zone.test");
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (strstr(tree.runner.out, parts[i]) == NULL)
			fail_msg("\"%s\" is not in\n%s", parts[i], tree.runner.out);
	}
	tree_free(&tree);
}

static void test_nobody_is_asked_to_look_things_up(void **state)
{
	struct tree tree;

	(void)state;
	tree_init(&tree);
	tree_run(&tree, "+trace www.zone.test");
	for (size_t i = 0; i < ARRAY_LEN(tree.replies); i++) {
		for (unsigned j = 0; j < tree.replies[i].asked && j < 16; j++)
			assert_false(tree.replies[i].has_rd[j]);
	}
	tree_free(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_cut_is_asked_of_parent_and_zone),
		cmocka_unit_test(test_nobody_is_asked_to_look_things_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
