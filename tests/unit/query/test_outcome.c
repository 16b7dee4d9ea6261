#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "query/outcome.h"

static void test_the_peers_doing_is_told_from_ours(void **state)
{
	(void)state;
	assert_int_equal(outcome_of_errno(ECONNREFUSED), OUTCOME_REFUSED);
	assert_int_equal(outcome_of_errno(EHOSTUNREACH), OUTCOME_UNREACHABLE);
	assert_int_equal(outcome_of_errno(ENETUNREACH), OUTCOME_UNREACHABLE);
	assert_int_equal(outcome_of_errno(ECONNRESET), OUTCOME_CLOSED);
	assert_int_equal(outcome_of_errno(EPIPE), OUTCOME_CLOSED);
	assert_int_equal(outcome_of_errno(ETIMEDOUT), OUTCOME_TIMEOUT);
	assert_int_equal(outcome_of_errno(EMFILE), OUTCOME_LOCAL);
	assert_int_equal(outcome_of_errno(EACCES), OUTCOME_LOCAL);
	assert_int_equal(outcome_of_errno(0), OUTCOME_LOCAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_peers_doing_is_told_from_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
