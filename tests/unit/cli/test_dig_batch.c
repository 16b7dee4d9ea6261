#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

#include "replies.h"
#include "runner.h"

static const char *const lines[] = {
	"a.test. A aa | ans a.test. A 192.0.2.1",
	"b.test. A aa | ans b.test. A 192.0.2.2",
	"b.test. TXT aa | ans b.test. TXT x",
	". NS aa | ans . NS root.test.",
	"none.test. A nx",
};

static struct replies all = { lines, sizeof(lines) / sizeof(lines[0]), 0, { 0 } };

/* Runs "digdrift ARGS -f FILE" with the file's text. */
static void run(struct runner *runner, bool is_dig, const char *args, const char *text)
{
	char path[] = "/tmp/digdrift_batch_XXXXXX";
	char line[512];
	int file = mkstemp(path);

	assert_true(file >= 0);
	assert_int_equal(write(file, text, strlen(text)), strlen(text));
	close(file);
	(void)snprintf(line, sizeof(line), "@192.0.2.53 %s -f %s", args, path);
	runner_init(runner);
	virtual_add(runner->net, "192.0.2.53", 53, replies_serve, &all);
	virtual_add(runner->net, "192.0.2.54", 53, replies_serve, &all);
	runner_run(runner, is_dig, line);
	unlink(path);
}

static void test_each_line_is_a_command_line_of_its_own(void **state)
{
	static const struct {
		const char *args;
		const char *text;
		const char *out;
		const char *why;
	} rows[] = {
		{ "+short", "a.test\nb.test\n", "192.0.2.1\n192.0.2.2\n", "names" },
		{ "+short a.test", "b.test\n", "192.0.2.1\n192.0.2.2\n",
		  "the command line first" },
		{ "+short", "b.test txt\nb.test\n", "\"x\"\n192.0.2.2\n",
		  "a type is of its line only" },
		{ "+short txt", "b.test\n", "\"x\"\n", "a type of the command line" },
		{ "+short", "a.test b.test\n", "192.0.2.1\n192.0.2.2\n",
		  "two on a line" },
		{ "+noall +answer", "a.test\na.test +short\na.test\n",
		  "a.test.\t\t\t60\tIN\tA\t192.0.2.1\n192.0.2.1\n192.0.2.1\n",
		  "+short stays on" },
		{ "+short", "a.test @192.0.2.99\nb.test", NULL, "a server of one line" },
		{ "+short", "", "", "nothing" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct runner runner;

		run(&runner, false, rows[i].args, rows[i].text);
		if (rows[i].out != NULL && strcmp(runner.out, rows[i].out) != 0)
			fail_msg("%s: %s", rows[i].why, runner.out);
		runner_free(&runner);
	}
}

static void test_comments_and_blank_lines_are_passed_over(void **state)
{
	static const char text[] = "\n# one\n ;two\na.test\n# three\n\n\t\nb.test\n";
	struct runner runner;

	(void)state;
	run(&runner, false, "+short", text);
	assert_string_equal(runner.out, "192.0.2.1\n192.0.2.2\n");
	runner_free(&runner);
	/* dig does so before the first query only: then a blank line is the root's. */
	run(&runner, true, "+short", "\n# one\n ;two\na.test\n\nb.test\n");
	assert_string_equal(runner.out, "192.0.2.1\nroot.test.\n192.0.2.2\n");
	runner_free(&runner);
}

static void test_a_wrong_line_does_not_end_the_others(void **state)
{
	struct runner runner;

	(void)state;
	run(&runner, false, "+short",
	    "a..test\n+nonsense a.test\nb.test +time=x\nb.test\n");
	assert_string_equal(runner.out, "192.0.2.2\n");
	assert_non_null(
		strstr(runner.err, "'a..test' is not a legal name (empty label)"));
	assert_non_null(strstr(runner.err, "Invalid option: +nonsense"));
	assert_int_equal(runner.exit_code, 1);
	runner_free(&runner);
	run(&runner, true, "+short", "a..test\nb.test\n");
	assert_string_equal(runner.out, "");
	assert_int_equal(runner.exit_code, 10);
	runner_free(&runner);
}

static void test_a_wrong_line_is_told_with_its_place(void **state)
{
	static const char text[] =
		"# one\n\na.test +bogus\na.test -t\nb.test +time=x\nc.test "
		"+tpc\n";
	struct runner runner;

	(void)state;
	run(&runner, false, "+short", text);
	assert_non_null(strstr(runner.err, ":3: Invalid option: +bogus\n"));
	assert_non_null(strstr(runner.err, ":4: Invalid option: -t\n"));
	assert_non_null(strstr(runner.err, ":5: dig"));
	assert_non_null(strstr(runner.err, "+tpc\ndid you mean +tcp\n"));
	assert_int_equal(strncmp(runner.err, "/tmp/digdrift_batch_", 20), 0);
	runner_free(&runner);
	run(&runner, true, "+short", text);
	assert_int_equal(strncmp(runner.err, "Invalid option: +bogus\n", 23), 0);
	assert_null(strstr(runner.err, "did you mean"));
	runner_free(&runner);
}

static void test_a_server_without_address_skips_its_line(void **state)
{
	struct runner runner;

	(void)state;
	run(&runner, true, "+short", "a.test @a:b\nb.test\n");
	assert_string_equal(runner.out, "192.0.2.2\n");
	assert_string_equal(
		runner.err,
		"couldn't get address for 'a:b': not found: skipping lookup\n");
	assert_int_equal(runner.exit_code, 0);
	runner_free(&runner);
	run(&runner, false, "+short", "a.test @a:b\nb.test\n");
	assert_int_equal(runner.exit_code, 1);
	runner_free(&runner);
}

static void test_a_missing_file_has_its_own_code(void **state)
{
	struct runner runner;

	(void)state;
	runner_init(&runner);
	for (int is_dig = 0; is_dig < 2; is_dig++) {
		runner_run(&runner, is_dig, "-f /nonexistent/batch");
		assert_int_equal(runner.exit_code, 8);
		assert_non_null(strstr(runner.err, "No such file or directory"));
	}
	runner_free(&runner);
}

static void test_digrc_gives_options_and_no_names(void **state)
{
	char home[] = "/tmp/digdrift_home_XXXXXX";
	char path[64], wanted[128];
	struct runner runner;
	FILE *file;

	(void)state;
	assert_non_null(mkdtemp(home));
	(void)snprintf(path, sizeof(path), "%s/.digrc", home);
	file = fopen(path, "w");
	assert_non_null(file);
	(void)fputs("+short\nnames here\n@192.0.2.53\n", file);
	(void)fclose(file);
	runner_init(&runner);
	virtual_add(runner.net, "192.0.2.53", 53, replies_serve, &all);
	setenv("HOME", home, 1);
	runner_run(&runner, true, "a.test");
	assert_string_equal(runner.out, "192.0.2.1\n");
	runner_run(&runner, true, "-r @192.0.2.53 a.test");
	assert_non_null(strstr(runner.out, ";; ANSWER SECTION:"));
	file = fopen(path, "w");
	assert_non_null(file);
	(void)fputs("+short\n+bogus\n", file);
	(void)fclose(file);
	(void)snprintf(wanted, sizeof(wanted), "%s:2: Invalid option: +bogus\n", path);
	runner_run(&runner, false, "a.test");
	assert_int_equal(strncmp(runner.err, wanted, strlen(wanted)), 0);
	runner_run(&runner, true, "a.test");
	assert_int_equal(strncmp(runner.err, "Invalid option: +bogus\n", 23), 0);
	runner_free(&runner);
	unlink(path);
	rmdir(home);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_line_is_a_command_line_of_its_own),
		cmocka_unit_test(test_comments_and_blank_lines_are_passed_over),
		cmocka_unit_test(test_a_wrong_line_does_not_end_the_others),
		cmocka_unit_test(test_a_wrong_line_is_told_with_its_place),
		cmocka_unit_test(test_a_server_without_address_skips_its_line),
		cmocka_unit_test(test_a_missing_file_has_its_own_code),
		cmocka_unit_test(test_digrc_gives_options_and_no_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
