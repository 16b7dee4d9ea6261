#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/clock.h"
#include "caught.h"
#include "check/run.h"
#include "cli/progress.h"

static const struct run_progress now = {
	.done = 12, .total = 40, .drift = 3, .unknown = 1
};

static void test_nothing_is_shown_in_the_first_second(void **state)
{
	struct progress progress;
	struct caught caught;

	(void)state;
	clock_hold(5000000, 0);
	caught_begin(&caught, stderr);
	(void)progress_begin(&progress);
	clock_hold(5999999, 0);
	progress_show(&progress, &now);
	progress_end(&progress);
	caught_end(&caught);
	clock_release();
	assert_string_equal(caught.text, "");
}

static void test_the_line_is_written_over_and_wiped(void **state)
{
	struct progress progress;
	struct caught caught;

	(void)state;
	clock_hold(5000000, 0);
	caught_begin(&caught, stderr);
	(void)progress_begin(&progress);
	clock_hold(7000000, 0);
	progress_show(&progress, &now);
	progress_end(&progress);
	progress_end(&progress);
	caught_end(&caught);
	clock_release();
	assert_string_equal(caught.text,
			    "\r\033[K12 of 40 judged, 3 drift, 1 unknown, 2 s\r\033[K");
}

static void test_a_file_is_no_terminal(void **state)
{
	struct progress progress;
	struct caught caught;
	bool is_seen;

	(void)state;
	caught_begin(&caught, stderr);
	is_seen = progress_begin(&progress);
	caught_end(&caught);
	assert_false(is_seen);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_is_shown_in_the_first_second),
		cmocka_unit_test(test_the_line_is_written_over_and_wiped),
		cmocka_unit_test(test_a_file_is_no_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
