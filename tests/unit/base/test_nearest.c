#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/nearest.h"

static const char *const keys[] = {
	"type",    "ttl",         "value", "values", "match",
	"max_lag", "nameservers", "check", "chuck",  "capture"
};

static void test_nearest_is_what_was_meant(void **state)
{
	static const struct {
		const char *typed;
		const char *wanted;
		const char *why;
	} rows[] = {
		{ "vlaues", "values", "two neighbours swapped" },
		{ "valuse", "values", "the last two swapped" },
		{ "tll", "ttl", "one letter of three" },
		{ "tl", "ttl", "one letter left out" },
		{ "TYPE", "type", "case is no difference" },
		{ "nameserver", "nameservers", "a letter is missing" },
		{ "nameserversss", "nameservers", "two letters too many" },
		{ "chekc", "check", "a swap" },
		{ "valuex", "values", "as near as value, and as long as what was typed" },
		{ "values", "values", "the thing itself" },
		{ "max-lag", "max_lag", "another joint" },
		{ "MATHC", "match", "case folded in a swap" },
		{ "chxck", "check", "of equals, the first" },
		{ "ytep", NULL, "two swaps in four letters" },
		{ "xyz", NULL, "nothing alike" },
		{ "t", NULL, "too short for a guess" },
		{ "", NULL, "nothing typed" },
		{ "chexx", NULL, "two of five is more than a third" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const char *found =
			nearest_find(str_of(rows[i].typed), keys, ARRAY_LEN(keys));

		if (found != rows[i].wanted &&
		    (!found || !rows[i].wanted || strcmp(found, rows[i].wanted) != 0)) {
			fail_msg("%s: %s gives %s", rows[i].why, rows[i].typed,
				 found ? found : "nothing");
		}
	}
}

static void test_long_words_are_harmless(void **state)
{
	static char typed[65];
	static char candidate[66];
	const char *const candidates[] = { candidate };

	(void)state;
	memset(typed, 'a', 64);
	memset(candidate, 'a', 64);
	assert_ptr_equal(nearest_find(str_make(typed, 64), candidates, 1), candidate);
	candidate[64] = 'a';
	assert_null(nearest_find(str_make(typed, 64), candidates, 1));
	assert_null(nearest_find(str_make(candidate, 65), candidates, 1));
	assert_null(nearest_find(str_of("a"), candidates, 0));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nearest_is_what_was_meant),
		cmocka_unit_test(test_long_words_are_harmless),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
