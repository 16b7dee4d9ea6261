#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/utf8.h"

static void test_size_knows_well_formed_characters_only(void **state)
{
	static const struct {
		struct str given;
		size_t size;
		const char *why;
	} rows[] = {
		{ STR(""), 0, "nothing" },
		{ STR("ab"), 1, "ASCII" },
		{ STR("\0"), 1, "NUL is a character" },
		{ STR("\xc3\xa9x"), 2, "two bytes" },
		{ STR("\xe2\x82\xac"), 3, "three bytes" },
		{ STR("\xf0\x9f\x98\x80"), 4, "four bytes" },
		{ STR("\xc0\xaf"), 0, "overlong" },
		{ STR("\xe0\x80\xaf"), 0, "overlong, three bytes" },
		{ STR("\xed\xa0\x80"), 0, "a surrogate" },
		{ STR("\xf4\x90\x80\x80"), 0, "beyond U+10FFFF" },
		{ STR("\xe2\x82"), 0, "cut" },
		{ STR("\x80"), 0, "a tail alone" },
		{ STR("\xf0\x9f\x98x"), 0, "a bad tail" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		print_message("# %s\n", rows[i].why);
		assert_int_equal(utf8_size(rows[i].given), rows[i].size);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_size_knows_well_formed_characters_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
