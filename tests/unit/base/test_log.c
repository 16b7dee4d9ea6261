#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/log.h"

static char written[10000];
static FILE *capture;
static int saved_stderr;

static void capture_begin(void)
{
	fflush(stderr);
	saved_stderr = dup(STDERR_FILENO);
	capture = tmpfile();
	assert_non_null(capture);
	dup2(fileno(capture), STDERR_FILENO);
}

static void capture_end(void)
{
	fflush(stderr);
	dup2(saved_stderr, STDERR_FILENO);
	close(saved_stderr);
	rewind(capture);
	written[fread(written, 1, sizeof(written) - 1, capture)] = '\0';
	fclose(capture);
}

static void test_lines_above_the_level_are_dropped(void **state)
{
	static const char *const wanted[LOG_LEVEL_COUNT] = {
		[LOG_LEVEL_ERROR] = "digdrift: e 1\n",
		[LOG_LEVEL_WARNING] = "digdrift: e 1\ndigdrift: w 2\n",
		[LOG_LEVEL_INFO] = "digdrift: e 1\ndigdrift: w 2\ndigdrift: i 3\n",
		[LOG_LEVEL_DEBUG] =
			"digdrift: e 1\ndigdrift: w 2\ndigdrift: i 3\ndigdrift: d 4\n",
	};

	(void)state;
	for (unsigned level = 0; level < LOG_LEVEL_COUNT; level++) {
		log_set_level((enum log_level)level);
		capture_begin();
		log_error("e %d", 1);
		log_warning("w %d", 2);
		log_info("i %d", 3);
		log_debug("d %d", 4);
		capture_end();
		assert_string_equal(written, wanted[level]);
		for (unsigned other = 0; other < LOG_LEVEL_COUNT; other++) {
			assert_int_equal(log_is_on((enum log_level)other),
					 other <= level);
		}
	}
	log_set_level(LOG_LEVEL_WARNING);
}

static void test_the_default_is_warning(void **state)
{
	(void)state;
	assert_true(log_is_on(LOG_LEVEL_WARNING));
	assert_false(log_is_on(LOG_LEVEL_INFO));
}

static void test_what_comes_from_outside_adds_no_line(void **state)
{
	(void)state;
	capture_begin();
	log_error("name \"%s\" is bad", "a\nb\x1b[2Jc\x7f");
	capture_end();
	assert_string_equal(written, "digdrift: name \"a\\010b\\027[2Jc\\127\" is bad\n");
}

static void test_a_long_line_is_cut_and_still_ends(void **state)
{
	static char name[20000];

	(void)state;
	memset(name, '\n', sizeof(name) - 1);
	capture_begin();
	log_error("%s", name);
	capture_end();

	size_t len = strlen(written);

	assert_in_range(len, 1000, 4096);
	assert_ptr_equal(strchr(written, '\n'), &written[len - 1]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_default_is_warning),
		cmocka_unit_test(test_lines_above_the_level_are_dropped),
		cmocka_unit_test(test_what_comes_from_outside_adds_no_line),
		cmocka_unit_test(test_a_long_line_is_cut_and_still_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
