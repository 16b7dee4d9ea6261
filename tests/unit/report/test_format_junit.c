#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

static void test_junit_has_a_suite_a_zone_and_counts_that_add_up(void **state)
{
	char *written = sample_run(&format_junit, (struct format_context){ 0 });

	(void)state;
	assert_non_null(strstr(written,
			       "<testsuites name=\"digdrift\" tests=\"5\" failures=\"2\" "
			       "errors=\"1\" skipped=\"1\" time=\"1.234567\""));
	assert_non_null(strstr(
		written, "<testsuite name=\"example.com.\" tests=\"4\" failures=\"1\" "
			 "errors=\"1\" skipped=\"1\""));
	assert_non_null(
		strstr(written, "type=\"rrset-differs\">- 192.0.2.2\n+ 192.0.2.99\n"));
	assert_non_null(strstr(
		written,
		"office &lt;resolver&gt; | &quot;quick&quot;: www.example.net. A"));
	assert_non_null(strstr(written, "<skipped message="));
	assert_non_null(strstr(written, "file=\"zone.yaml\" line=\"5\""));
	free(written);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_junit_has_a_suite_a_zone_and_counts_that_add_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
