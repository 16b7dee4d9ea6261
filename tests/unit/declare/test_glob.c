#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "declare/glob.h"

static const struct row {
	const char *pattern, *text;
	bool is_match;
	const char *why;
} rows[] = {
	{ "www", "www", true, "the same" },
	{ "www", "WWW", true, "case is folded" },
	{ "www", "www1", false, "longer" },
	{ "", "", true, "the apex" },
	{ "*", "", true, "nothing is a run" },
	{ "*", "a", true, "one label" },
	{ "*", "a.b", false, "a star stops at a dot" },
	{ "**", "a.b", true, "two do not" },
	{ "*.k8s", "a.k8s", true, "one label below" },
	{ "*.k8s", "a.b.k8s", false, "two labels below" },
	{ "**.k8s", "a.b.k8s", true, "any below" },
	{ "**.k8s", "k8s", true, "and itself" },
	{ "_acme-challenge.**", "_acme-challenge.a.b", true, "any in front of" },
	{ "_acme-challenge.**", "_acme-challenge", true, "and itself" },
	{ "_acme-challenge.**", "_acme-challenges", false, "but not a longer label" },
	{ "a*b*c", "axxbyyc", true, "two stars" },
	{ "a*b*c", "axxbyy", false, "no end" },
	{ "*a*b", "aab", true, "the first star gives back" },
	{ "**.x*y", "a.xb.xcy", true,
	  "a star that fails at a dot lets the two before it grow" },
	{ "node-?", "node-1", true, "one character" },
	{ "node-?", "node-", false, "not none" },
	{ "a**z", "a.b.c.z", true, "within" },
};

static void test_globs_match_labels(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (glob_is_match(str_of(rows[i].pattern), str_of(rows[i].text)) !=
		    rows[i].is_match) {
			fail_msg("\"%s\" and \"%s\": %s", rows[i].pattern, rows[i].text,
				 rows[i].why);
		}
	}
}

/* What would take years if every star were tried again. */
static void test_hostile_patterns_end(void **state)
{
	char pattern[512];
	char text[256];

	(void)state;
	for (size_t i = 0; i + 2 < sizeof(pattern); i++)
		pattern[i] = i % 2 == 0 ? 'a' : '*';
	pattern[sizeof(pattern) - 2] = 'b';
	pattern[sizeof(pattern) - 1] = '\0';
	memset(text, 'a', sizeof(text));
	assert_false(glob_is_match(str_of(pattern), str_make(text, sizeof(text))));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_globs_match_labels),
		cmocka_unit_test(test_hostile_patterns_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
