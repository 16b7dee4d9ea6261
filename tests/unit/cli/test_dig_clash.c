#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "tree.h"

static void test_what_has_no_effect_is_said(void **state)
{
	static const struct {
		const char *line;
		const char *part; /* NULL: nothing is said */
	} rows[] = {
		{ "+all-ns @192.0.2.3 www.zone.test",
		  ";; +all-ns asks the name servers of the zone: " },
		{ "+all-ns +validate www.zone.test", ";; +validate judges the reply" },
		{ "+all-ns +short www.zone.test",
		  ";; +short has no effect where servers are compared: " },
		{ "+trace +short www.zone.test", ";; +short has no effect on +trace: " },
		{ "+count=1 +short @192.0.2.3 www.zone.test",
		  ";; +short has no effect on +count: " },
		{ "+all-ns www.zone.test", NULL },
		{ "+short @192.0.2.3 www.zone.test", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct tree tree;

		tree_init(&tree);
		tree_run(&tree, rows[i].line);
		if (rows[i].part == NULL) {
			assert_string_equal(tree.runner.err, "");
		} else if (strstr(tree.runner.err, rows[i].part) == NULL) {
			print_error("%s:\n%s", rows[i].line, tree.runner.err);
			fail();
		}
		tree_free(&tree);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_has_no_effect_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
