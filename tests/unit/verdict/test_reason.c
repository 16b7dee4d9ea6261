#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "verdict/reason.h"

static void test_every_code_is_kebab_case_and_found_again(void **state)
{
	(void)state;
	for (unsigned reason = REASON_NONE + 1; reason < REASON_COUNT; reason++) {
		const struct reason_info *info = reason_get((enum reason)reason);

		print_message("# %s\n", info->code);
		assert_int_equal(strspn(info->code, "abcdefghijklmnopqrstuvwxyz-"),
				 strlen(info->code));
		assert_int_equal(reason_find(str_of(info->code)), reason);
	}
}

static void test_every_row_has_sentences_without_full_stop(void **state)
{
	(void)state;
	for (unsigned reason = REASON_NONE + 1; reason < REASON_COUNT; reason++) {
		const struct reason_info *info = reason_get((enum reason)reason);
		const char *const sentences[] = { info->meaning, info->remedy };

		for (size_t i = 0; i < ARRAY_LEN(sentences); i++) {
			size_t len = strlen(sentences[i]);

			assert_true(len > 5);
			assert_int_not_equal(sentences[i][len - 1], '.');
		}
	}
}

static void test_find_gives_none_for_what_is_no_code(void **state)
{
	(void)state;
	assert_int_equal(reason_find(str_of("rrset")), REASON_NONE);
	assert_int_equal(reason_find(str_of("")), REASON_NONE);
}

static void test_nearest_suggests_what_was_meant(void **state)
{
	(void)state;
	assert_string_equal(reason_nearest(str_of("rrset-difers")), "rrset-differs");
	assert_null(reason_nearest(str_of("zzzzzzzzz")));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_code_is_kebab_case_and_found_again),
		cmocka_unit_test(test_every_row_has_sentences_without_full_stop),
		cmocka_unit_test(test_find_gives_none_for_what_is_no_code),
		cmocka_unit_test(test_nearest_suggests_what_was_meant),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
