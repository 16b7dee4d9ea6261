#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "descent_shown.h"

static void test_a_step_shows_servers_findings_and_records(void **state)
{
	(void)state;
	descent_shown_expect(
		"text", "ab ab R !",
		"test.  below .: 0 NS, glue 0, checked 0, no DS\n"
		"    ns.test (192.0.2.1, udp) by glue  NOERROR   aa  2 records, 1.5 ms, 74 bytes\n"
		"    ns.test (192.0.2.2, udp)          NOERROR   aa  2 records, 1.5 ms, 74 bytes\n"
		"    ns.test (192.0.2.3, udp)          REFUSED   aa  -, 1.5 ms, 26 bytes\n"
		"    ns.test (192.0.2.4, udp)          timed out after 2 tries, 2.0 s\n"
		"  ~ rcode  ns.test. (192.0.2.3#53) answers REFUSED\n"
		"  ! no-reply  ns.test. (192.0.2.4#53): timed out\n"
		"  = www.test. 3600 A 192.0.2.1\n"
		"  = www.test. 3600 A 192.0.2.2\n"
		"faults: www.test. A: NOERROR, 2 records; 1 step, 1 fault, "
		"1 without a reply\n");
}

static void test_a_way_without_an_end_says_why(void **state)
{
	struct descent_shown shown;

	(void)state;
	descent_shown_init(&shown, "short", "!");
	shown.made.descent.why = "none of its servers is of use";
	descent_shown_print(&shown);
	assert_non_null(strstr(shown.shown.out,
			       "unknown: www.test. A: no answer, none of its servers is "
			       "of use; 1 step, 0 faults, 1 without a reply\n"));
	descent_shown_free(&shown);
}

static void test_what_is_well_is_a_line(void **state)
{
	struct descent_shown shown;

	(void)state;
	descent_shown_init(&shown, "text", "N");
	shown.made.step->cut.ds_count = 1;
	shown.made.step->cut.ds_fitting = 1;
	shown.made.step->cut.has_keys = true;
	shown.made.descent.alias_count = 1;
	descent_shown_print(&shown);
	assert_non_null(strstr(shown.shown.out, ", 1 of 1 DS fit\n"));
	assert_non_null(strstr(shown.shown.out, "ok: www.test. A: NXDOMAIN; 1 step, 1 "
						"alias followed, 0 faults\n"));
	descent_shown_free(&shown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_step_shows_servers_findings_and_records),
		cmocka_unit_test(test_a_way_without_an_end_says_why),
		cmocka_unit_test(test_what_is_well_is_a_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
