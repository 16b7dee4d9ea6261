#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "cli/dig_asker.h"
#include "cli/dig_count.h"
#include "cli/dig_descent.h"
#include "cli/dig_nssearch.h"
#include "cli/dig_panel.h"
#include "cli/dig_trace.h"
#include "cli/dig_way.h"
#include "parsed.h"

static void test_each_option_goes_its_way(void **state)
{
	static const struct {
		const char *line;
		bool is_dig;
		dig_way *way;
		bool needs_no_target;
	} rows[] = {
		{ "example", false, NULL, false },
		{ "+trace example", false, dig_descent_run, true },
		{ "+trace example", true, dig_trace_run, false },
		{ "+nssearch example", false, dig_nssearch_run, false },
		{ "+all-ns example", false, dig_panel_run, true },
		{ "+compare example", false, dig_panel_run, false },
		{ "+count=2 example", false, dig_count_run, false },
		{ "+count=2 +all-ns example", false, dig_count_run, true },
		{ "+count=0 example", false, NULL, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct dig_asker asker = { 0 };
		struct parsed parsed;

		parsed_read(&parsed, rows[i].is_dig, rows[i].line);
		asker.line = &parsed.line;
		if (dig_way_find(&asker, parsed.line.first) != rows[i].way ||
		    dig_way_needs_no_target(&asker, parsed.line.first) !=
			    rows[i].needs_no_target)
			fail_msg("%s", rows[i].line);
		parsed_free(&parsed);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_option_goes_its_way),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
