#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "tree.h"

static void test_each_server_is_asked_as_often_as_told(void **state)
{
	static const struct {
		const char *line;
		int code;
		const char *part;
	} rows[] = {
		{ "+count=3 @192.0.2.3 @192.0.2.4 www.zone.test", 0,
		  "www.zone.test. A, asked 3 times\n" },
		{ "+count=3 @192.0.2.3 www.zone.test", 0,
		  "  192.0.2.3 (udp)       3    0.0 %       2.0       2.0" },
		{ "+count=2 @192.0.2.3 @192.0.2.9 +time=1 www.zone.test", 9,
		  "  192.0.2.9 (udp)       2  100.0 %  timed out\n" },
		{ "+count=2 @192.0.2.4 half.zone.test", 6, "2 failed: REFUSED\n" },
		{ "+count=2 @192.0.2.4 no.zone.test", 3, "    2.0\n" },
		{ "+count=2 +all-ns www.zone.test", 0,
		  "  ns2.zone.test (192.0.2.4, udp)" },
		{ "+count=0 @192.0.2.3 www.zone.test", 0, "status: NOERROR" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct tree tree;
		char line[256];

		tree_init(&tree);
		(void)snprintf(line, sizeof(line), "+interval=0 %s", rows[i].line);
		tree_run(&tree, line);
		if (tree.runner.exit_code != rows[i].code ||
		    strstr(tree.runner.out, rows[i].part) == NULL) {
			print_error("%s: exit %d\n%s%s", rows[i].line,
				    tree.runner.exit_code, tree.runner.out,
				    tree.runner.err);
			fail();
		}
		tree_free(&tree);
	}
}

static void test_a_count_that_is_none_is_said_once(void **state)
{
	static const char *const lines[] = { "+count=abc a.test",
					     "+count=1000000 a.test" };
	struct tree tree;

	(void)state;
	tree_init(&tree);
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		tree_run(&tree, lines[i]);
		assert_int_equal(tree.runner.exit_code, 1);
		assert_non_null(
			strstr(tree.runner.err, ": wanted a number from 0 to 100000\n"));
		assert_null(strstr(tree.runner.err, "Couldn't"));
	}
	tree_free(&tree);
}

/* A try that is lost counts as lost: it is not made again. */
static void test_nothing_is_asked_again(void **state)
{
	struct tree tree;
	struct virtual_host *silent;

	(void)state;
	tree_init(&tree);
	silent = virtual_add(tree.runner.net, "192.0.2.10", 53, NULL, NULL);
	tree_run(&tree, "+interval=0 +count=4 +time=1 @192.0.2.10 www.zone.test");
	assert_int_equal(silent->received, 4);
	tree_free(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_server_is_asked_as_often_as_told),
		cmocka_unit_test(test_a_count_that_is_none_is_said_once),
		cmocka_unit_test(test_nothing_is_asked_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
