#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/err.h"

static void test_every_error_has_its_own_phrase(void **state)
{
	(void)state;
	for (unsigned i = 0; i < ERR_COUNT; i++) {
		const char *text = err_text((enum err)i);

		assert_non_null(text);
		assert_true(strlen(text) > 5);
		for (unsigned j = 0; j < i; j++)
			assert_string_not_equal(text, err_text((enum err)j));
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_error_has_its_own_phrase),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
