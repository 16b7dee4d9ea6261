#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "shown.h"

static void expect(struct shown *shown, const char *wanted)
{
	shown_report(shown);
	assert_string_equal(shown->out, wanted);
	shown_free(shown);
}

static void test_the_title_comes_once(void **state)
{
	struct shown shown;
	const char *first;

	(void)state;
	shown_init(&shown, "as-check", false);
	shown_report(&shown);
	shown_report(&shown);
	first = strstr(shown.out, "# seen 2026-11-20T");
	assert_ptr_equal(first, shown.out);
	assert_non_null(strstr(shown.out, "\nchecks:\n  - query:\n      name: \"a.\"\n"));
	assert_null(strstr(first + 1, "# seen"));
	shown_free(&shown);
}

static void test_what_cannot_be_declared_is_a_comment(void **state)
{
	struct shown shown;

	(void)state;
	shown_init(&shown, "as-check", false);
	shown.lookup.type = 255;
	expect(&shown, "# \"a\" ANY: this type is none of records: nothing to declare\n");
	shown_init(&shown, "as-check", false);
	shown.lookup.rr_class = 3;
	expect(&shown, "# \"a\" A: only class IN can be declared\n");
	shown_init(&shown, "as-check", false);
	shown.answer.size = 20;
	expect(&shown, "# \"a\" A: the reply is malformed: nothing to declare\n");
	shown_init(&shown, "as-check", false);
	shown.answer.query_size = 12;
	expect(&shown, "# \"a\" A: nothing was asked for: nothing to declare\n");
	shown_init(&shown, "as-check", false);
	shown.answer.wire = (const uint8_t *)"\x12\x34\x81\x81\0\0\0\0\0\0\0\0";
	shown.answer.size = 12;
	expect(&shown, "# \"a\" A: the server does not know EDNS: +noedns shows what it "
		       "serves\n");
	shown_init(&shown, "as-check", false);
	shown_fail(&shown, OUTCOME_TIMEOUT, TRANSPORT_UDP, 0);
	expect(&shown, "# \"a\" A: no reply: nothing to declare\n");
}

static void test_a_name_with_line_ends_stays_in_its_comment(void **state)
{
	struct shown shown;

	(void)state;
	shown_init(&shown, "as-check", false);
	shown.lookup.name = "a\nchecks: [\"";
	shown.format->fault(shown.state, &shown.context, &shown.lookup, "bad name");
	(void)fflush(shown.context.out);
	assert_string_equal(shown.out, "# \"a\\nchecks: [\\\"\" A: bad name\n");
	shown_free(&shown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_title_comes_once),
		cmocka_unit_test(test_what_cannot_be_declared_is_a_comment),
		cmocka_unit_test(test_a_name_with_line_ends_stays_in_its_comment),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
