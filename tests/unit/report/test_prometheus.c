#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/text.h"
#include "report/prometheus.h"

static void test_labels_are_escaped_and_valid_utf8(void **state)
{
	static const struct {
		struct str given;
		const char *wanted, *why;
	} rows[] = {
		{ STR("plain"), "x=\"plain\"", "nothing to escape" },
		{ STR("a\"b\\c\nd"), "x=\"a\\\"b\\\\c\\nd\"",
		  "the three escapes, and no other" },
		{ STR("\xff"), "x=\"\xef\xbf\xbd\"",
		  "the collector drops files that are no UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char buffer[128];
		struct text text;

		print_message("# %s\n", rows[i].why);
		text_init(&text, buffer, sizeof(buffer));
		prometheus_add_label(&text, str_of("x"), rows[i].given);
		assert_string_equal(buffer, rows[i].wanted);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_labels_are_escaped_and_valid_utf8),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
