#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "verdict/state.h"

static void test_worse_ranks_as_the_exit_codes_do(void **state)
{
	static const struct {
		enum state a, b, worse;
		const char *why;
	} rows[] = {
		{ STATE_CRITICAL, STATE_UNKNOWN, STATE_CRITICAL, "2 beats 3" },
		{ STATE_UNKNOWN, STATE_WARNING, STATE_UNKNOWN, "3 beats 1" },
		{ STATE_WARNING, STATE_OK, STATE_WARNING, "1 beats 0" },
		{ STATE_OK, STATE_SKIPPED, STATE_OK, "skipped says nothing" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		print_message("# %s\n", rows[i].why);
		assert_int_equal(state_worse(rows[i].a, rows[i].b), rows[i].worse);
		assert_int_equal(state_worse(rows[i].b, rows[i].a), rows[i].worse);
	}
}

static void test_exit_codes_are_those_of_the_contract(void **state)
{
	(void)state;
	assert_int_equal(state_exit_code(STATE_OK), 0);
	assert_int_equal(state_exit_code(STATE_SKIPPED), 0);
	assert_int_equal(state_exit_code(STATE_WARNING), 1);
	assert_int_equal(state_exit_code(STATE_CRITICAL), 2);
	assert_int_equal(state_exit_code(STATE_UNKNOWN), 3);
}

static void test_names_are_lower_case_words(void **state)
{
	(void)state;
	assert_string_equal(state_name(STATE_OK), "ok");
	assert_string_equal(state_name(STATE_SKIPPED), "skipped");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_worse_ranks_as_the_exit_codes_do),
		cmocka_unit_test(test_exit_codes_are_those_of_the_contract),
		cmocka_unit_test(test_names_are_lower_case_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
