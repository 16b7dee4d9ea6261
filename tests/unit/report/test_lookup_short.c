#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "shown.h"

static void test_only_the_data_of_answers_is_shown(void **state)
{
	static const struct {
		struct lookup_style style;
		const char *out;
	} rows[] = {
		{ { .has_section = { true, true, true, true }, .has_comments = true },
		  "192.0.2.1\n" },
		{ { .has_section = { true, false, true, true } }, "" },
		{ { .has_section = { false, true }, .is_identified = true },
		  "192.0.2.1 from server 192.0.2.53 in 1 ms.\n" },
		{ { .has_section = { false, true },
		    .is_identified = true,
		    .is_in_us = true },
		  "192.0.2.1 from server 192.0.2.53 in 1500 us.\n" },
		{ { .has_section = { false, true }, .is_typed = true }, "A 192.0.2.1\n" },
		{ { .has_section = { false, true },
		    .rr = { .rdata = { .is_unknown_format = true } } },
		  "\\# 4 C0000201\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct shown shown;

		shown_init(&shown, "short", false);
		shown.style = rows[i].style;
		shown_report(&shown);
		assert_string_equal(shown.out, rows[i].out);
		assert_string_equal(shown.err, "");
		shown_free(&shown);
	}
}

static void test_errors_are_told_all_the_same(void **state)
{
	struct shown shown;

	(void)state;
	shown_init(&shown, "short", false);
	shown_fail(&shown, OUTCOME_TIMEOUT, TRANSPORT_UDP, 0);
	shown_report(&shown);
	assert_string_equal(shown.out, "");
	assert_string_equal(shown.err,
			    ";; communications error to 192.0.2.53#53: timed out\n"
			    ";; no servers could be reached\n");
	shown_free(&shown);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_the_data_of_answers_is_shown),
		cmocka_unit_test(test_errors_are_told_all_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
