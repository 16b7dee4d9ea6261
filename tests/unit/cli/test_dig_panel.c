#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/attr.h"
#include "tree.h"

static void test_the_exit_code_tells_agreement_from_difference(void **state)
{
	static const struct {
		const char *why;
		const char *line;
		int code;
		const char *part;
	} rows[] = {
		{ "all the same", "+all-ns www.zone.test", 0,
		  "the same answer from 2 addresses" },
		{ "one differs", "+all-ns differs.zone.test", 2,
		  "2 different answers from 2 addresses" },
		{ "one is refused", "+all-ns half.zone.test", 2, "differs: REFUSED" },
		{ "none has it", "+all-ns no.zone.test", 3, "NXDOMAIN" },
		{ "a name server without an address", "+all-ns www.gone.test", 9,
		  "nowhere.test. has no address" },
		{ "one gives no reply", "+all-ns +tries=1 +time=1 www.half.test", 9,
		  "no reply from 1" },
		{ "named ones are compared",
		  "+compare @192.0.2.3 @192.0.2.4 +norec "
		  "differs.zone.test",
		  2, "differs.zone.test. A, asked of 2 addresses\n" },
		{ "one is not to be compared", "+compare @192.0.2.3 www.zone.test", 1,
		  "" },
		{ "the DS is the parent's", "+all-ns zone.test DS", 4,
		  "of the name servers of test." },
		{ "a zone inside a zone that is known by now",
		  "+all-ns www.zone.test A other.zone.test", 3,
		  "other.zone.test. A, asked of 2 addresses" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct tree tree;

		tree_init(&tree);
		tree_run(&tree, rows[i].line);
		if (tree.runner.exit_code != rows[i].code ||
		    strstr(tree.runner.out, rows[i].part) == NULL) {
			print_error("%s: exit %d\n%s%s", rows[i].why,
				    tree.runner.exit_code, tree.runner.out,
				    tree.runner.err);
			fail();
		}
		tree_free(&tree);
	}
}

static void test_dig_does_not_know_these_options(void **state)
{
	static const char *const lines[] = { "+all-ns www.zone.test",
					     "+compare @192.0.2.3 www.zone.test",
					     "+nocolour www.zone.test",
					     "+roothints=x www.zone.test" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		struct runner runner;

		runner_init(&runner);
		runner_run(&runner, true, lines[i]);
		assert_int_equal(runner.exit_code, 1);
		assert_non_null(strstr(runner.err, "Invalid option: +"));
		runner_free(&runner);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_exit_code_tells_agreement_from_difference),
		cmocka_unit_test(test_dig_does_not_know_these_options),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
