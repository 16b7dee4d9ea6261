#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "panelled.h"

static void test_equal_answers_stand_together_and_differences_are_marked(void **state)
{
	(void)state;
	panelled_expect(
		"text", "a:7 ab:8 ab:8 ! R",
		"www.test. A, asked of 5 addresses of the name servers of test.\n"
		"  = 2 addresses: NOERROR, 2 records\n"
		"      ns.test (192.0.2.2, udp)  serial 8           1.5 ms\n"
		"      ns.test (192.0.2.3, udp)  serial 8           1.5 ms\n"
		"        www.test. 3600 A 192.0.2.1\n"
		"        www.test. 3600 A 192.0.2.2\n"
		"  ~ 1 address differs: NOERROR, 1 record\n"
		"      ns.test (192.0.2.1, udp)  serial 7           1.5 ms\n"
		"      - www.test. A 192.0.2.2\n"
		"  ~ 1 address differs: REFUSED\n"
		"      ns.test (192.0.2.5, udp)                     1.5 ms\n"
		"  ! ns.test (192.0.2.4, udp)    timed out after 2 tries, 2.0 s\n"
		"  ! gone.test. has no address\n"
		"  ~ ns.test (192.0.2.1, udp) serves serial 7, 1 behind 8\n"
		"3 different answers from 4 addresses, serials differ, no reply from 1, "
		"1 name server without an address\n");
}

static void test_agreement_is_said_in_a_line(void **state)
{
	(void)state;
	panelled_expect("short", "- -",
			"www.test. A, asked of 2 addresses of the name servers of test.\n"
			"  = 2 addresses: NOERROR, no such record\n"
			"      ns.test (192.0.2.1, udp)  1.5 ms\n"
			"      ns.test (192.0.2.2, udp)  1.5 ms\n"
			"  ! gone.test. has no address\n"
			"the same answer from 2 addresses, "
			"1 name server without an address\n");
}

static void test_nobody_answering_is_said(void **state)
{
	(void)state;
	panelled_expect("text", "!",
			"www.test. A, asked of 1 address of the name servers of test.\n"
			"  ! ns.test (192.0.2.1, udp)    timed out after 2 tries, 2.0 s\n"
			"  ! gone.test. has no address\n"
			"nobody answers, 1 name server without an address\n");
}

static void test_colour_is_added_only_when_it_is_wanted(void **state)
{
	struct panelled panelled;

	(void)state;
	panelled_init(&panelled, "text", "a");
	panelled.shown.context.is_coloured = true;
	panelled_print(&panelled);
	assert_non_null(strstr(panelled.shown.out, "\033[32m=\033[0m"));
	panelled_free(&panelled);
}

static void test_what_was_left_out_and_why_is_said(void **state)
{
	struct panelled panelled;

	(void)state;
	panelled_init(&panelled, "text", "a");
	panelled.panel.left_out = 2;
	panelled.panel.why = "no reply from any server of sub.test.";
	panelled.panel.has_zone = false;
	panelled_print(&panelled);
	assert_non_null(strstr(panelled.shown.out, "asked of 1 address\n"));
	assert_non_null(
		strstr(panelled.shown.out, "! no reply from any server of sub.test.\n"));
	assert_non_null(strstr(panelled.shown.out, ". 2 IPv6 addresses not asked"));
	panelled_free(&panelled);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_equal_answers_stand_together_and_differences_are_marked),
		cmocka_unit_test(test_agreement_is_said_in_a_line),
		cmocka_unit_test(test_nobody_answering_is_said),
		cmocka_unit_test(test_colour_is_added_only_when_it_is_wanted),
		cmocka_unit_test(test_what_was_left_out_and_why_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
