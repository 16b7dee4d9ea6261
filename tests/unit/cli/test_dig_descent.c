#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "tree.h"

static void test_the_way_down_ends_in_a_verdict(void **state)
{
	static const struct {
		const char *line;
		int code;
		const char *part;
	} rows[] = {
		{ "+trace www.zone.test", 0, "ok: www.zone.test. A: NOERROR, 1 record" },
		{ "+trace no.zone.test", 3, "ok: no.zone.test. A: NXDOMAIN" },
		{ "+trace differs.zone.test", 2, "~ rrset-differs" },
		{ "+trace half.zone.test", 2, "answers REFUSED" },
		{ "+trace +time=1 +tries=1 www.half.test", 9, "! no-reply  dead.test." },
		{ "+trace www.gone.test", 2, "nowhere.test. has no address" },
		{ "+trace +json www.zone.test", 0, "\"faults\":0" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct tree tree;

		tree_init(&tree);
		tree_run(&tree, rows[i].line);
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

static void point_hints(const struct tree *tree, const char *ip)
{
	FILE *file = fopen(tree->hints, "w");

	assert_non_null(file);
	assert_true(fprintf(file, ". 1 NS x.test.\nx.test. 1 A %s\n", ip) > 0);
	assert_int_equal(fclose(file), 0);
}

static void test_a_root_that_nobody_serves_is_unknown(void **state)
{
	static const struct {
		const char *ip;
		const char *server;
		const char *finding;
	} rows[] = {
		{ "192.0.2.9", "    x.test (192.0.2.9, udp)  timed out",
		  "! no-reply  x.test. (" },
		{ "192.0.2.3", "    x.test (192.0.2.3, udp)  REFUSED",
		  "! no-root  x.test. (" },
	};
	static const char end[] =
		"unknown: www.other. A: no answer, no server of the root is of use; "
		"name others with +roothints=FILE; 1 step, 0 faults, 1 without a reply\n";

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct tree tree;

		tree_init(&tree);
		point_hints(&tree, rows[i].ip);
		tree_run(&tree, "+trace +time=1 +tries=1 www.other");
		assert_int_equal(tree.runner.exit_code, 9);
		assert_non_null(strstr(tree.runner.out, rows[i].server));
		assert_non_null(strstr(tree.runner.out, rows[i].finding));
		assert_non_null(strstr(tree.runner.out, end));
		tree_run(&tree, "+trace +time=1 +tries=1 +json www.other");
		assert_non_null(strstr(tree.runner.out, "\"unknown\":1"));
		assert_null(strstr(tree.runner.out, "\"servers\":[]"));
		tree_free(&tree);
	}
}

static void test_a_server_that_was_named_tells_the_root(void **state)
{
	struct tree tree;

	(void)state;
	tree_init(&tree);
	runner_run(&tree.runner, false, "-r -4 @192.0.2.1 +trace www.zone.test");
	assert_int_equal(tree.runner.exit_code, 0);
	assert_non_null(strstr(tree.runner.out, "    root.test (192.0.2.1, udp)"));
	runner_run(&tree.runner, false,
		   "-r -4 +time=1 +tries=1 @192.0.2.9 +trace www.zone.test");
	assert_int_equal(tree.runner.exit_code, 9);
	assert_non_null(strstr(tree.runner.err, "couldn't get the servers of the root"));
	runner_run(&tree.runner, false, "-r -4 @192.0.2.3 +trace www.zone.test");
	assert_int_equal(tree.runner.exit_code, 9);
	assert_non_null(strstr(tree.runner.err,
			       "192.0.2.3#53 does not tell the servers of the root; "));
	assert_non_null(strstr(tree.runner.err, "+roothints=FILE"));
	tree_free(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_way_down_ends_in_a_verdict),
		cmocka_unit_test(test_a_root_that_nobody_serves_is_unknown),
		cmocka_unit_test(test_a_server_that_was_named_tells_the_root),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
