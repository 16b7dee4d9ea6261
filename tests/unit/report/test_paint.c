#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/text.h"
#include "report/paint.h"

static void test_paint_adds_nothing_when_it_is_off(void **state)
{
	char buffer[64];
	struct text text;

	(void)state;
	text_init(&text, buffer, sizeof(buffer));
	paint_add(&text, false, PAINT_BAD);
	assert_string_equal(buffer, "");
	paint_add(&text, true, PAINT_BAD);
	paint_add(&text, true, PAINT_PLAIN);
	assert_string_equal(buffer, "\033[31m\033[0m");
}

static void test_a_file_is_not_painted(void **state)
{
	FILE *file = tmpfile();

	(void)state;
	assert_non_null(file);
	unsetenv("NO_COLOR");
	assert_false(paint_is_wanted(file));
	(void)fclose(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paint_adds_nothing_when_it_is_off),
		cmocka_unit_test(test_a_file_is_not_painted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
