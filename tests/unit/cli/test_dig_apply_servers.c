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

static void test_an_interval_is_a_duration(void **state)
{
	static const struct {
		const char *line;
		bool is_wrong;
		uint64_t interval_us;
	} rows[] = {
		{ "example", false, 100000 },
		{ "+interval=2s example", false, 2000000 },
		{ "+int=0 example", false, 0 },
		{ "+interval=1h example", false, 3600000000 },
		{ "+interval=2h example", true, 0 },
		{ "+interval=soon example", true, 0 },
		{ "+interval example", true, 0 },
		{ "+nointerval=1s example", true, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct parsed parsed;

		parsed_read(&parsed, false, rows[i].line);
		if (parsed.is_over != rows[i].is_wrong)
			fail_msg("%s", rows[i].line);
		if (!rows[i].is_wrong) {
			assert_int_equal(parsed.line.first->interval_us,
					 rows[i].interval_us);
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
		cmocka_unit_test(test_an_interval_is_a_duration),
		cmocka_unit_test(test_root_hints_want_a_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
