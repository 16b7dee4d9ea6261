#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "parsed.h"

static void test_options_of_many_servers_set_what_they_say(void **state)
{
	static const struct {
		const char *line;
		bool is_all_ns;
		bool is_compared;
		bool has_rd;
		int colour;
		const char *hints;
	} rows[] = {
		{ "example", false, false, true, 0, NULL },
		{ "+all-ns example", true, false, false, 0, NULL },
		{ "+all-ns +rdflag example", true, false, true, 0, NULL },
		{ "+all-ns +noall-ns example", false, false, false, 0, NULL },
		{ "+compare example", false, true, true, 0, NULL },
		{ "+colour +root-hints=x example", false, false, true, 1, "x" },
		{ "+nocolor +rooth=/a/b example", false, false, true, -1, "/a/b" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct parsed parsed;

		parsed_read(&parsed, false, rows[i].line);
		if (parsed.is_over || parsed.line.first->is_all_ns != rows[i].is_all_ns ||
		    parsed.line.first->is_compared != rows[i].is_compared ||
		    parsed.line.first->has_rd != rows[i].has_rd ||
		    parsed.line.globals.colour != rows[i].colour)
			fail_msg("%s", rows[i].line);
		if (rows[i].hints != NULL) {
			assert_string_equal(parsed.line.globals.root_hints,
					    rows[i].hints);
		}
		parsed_free(&parsed);
	}
}

static void test_root_hints_want_a_file(void **state)
{
	static const char *const lines[] = { "+root-hints",
					     "+root-hints=", "+noroothints=x" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		struct parsed parsed;

		parsed_read(&parsed, false, lines[i]);
		assert_true(parsed.is_over);
		parsed_free(&parsed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_options_of_many_servers_set_what_they_say),
		cmocka_unit_test(test_root_hints_want_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
