#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/text.h"
#include "report/xml.h"

static void test_xml_never_writes_what_xml_forbids(void **state)
{
	static const struct {
		struct str given;
		const char *wanted, *why;
	} rows[] = {
		{ STR("a<b>&\"c\""), "a&lt;b&gt;&amp;&quot;c&quot;", "markup" },
		{ STR("tab\there"), "tab\there", "a tab is allowed" },
		{ STR("\x01\x1f\x7f"), "\xe2\x90\x81\xe2\x90\x9f\xe2\x90\xa1",
		  "controls have pictures" },
		{ STR("\0"), "\xe2\x90\x80", "NUL" },
		{ STR("\xff"
		      "x"),
		  "\xef\xbf\xbdx", "no UTF-8" },
		{ STR("\xc3\xa9"), "\xc3\xa9", "UTF-8 stays" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char buffer[128];
		struct text text;

		print_message("# %s\n", rows[i].why);
		text_init(&text, buffer, sizeof(buffer));
		xml_add(&text, rows[i].given);
		assert_string_equal(buffer, rows[i].wanted);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_xml_never_writes_what_xml_forbids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
