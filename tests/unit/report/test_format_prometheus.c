#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

static void test_prometheus_writes_families_together_and_labels_escaped(void **state)
{
	static const char *const labels[] = { "team=in\"fra", NULL };
	char *written = sample_run(&format_prometheus,
				   (struct format_context){ .labels = labels });

	(void)state;
	assert_non_null(strstr(written, "# HELP dns_check_state "));
	assert_non_null(strstr(
		written,
		"dns_check_state{team=\"in\\\"fra\",check=\"\",zone=\"example.com.\",name=\"www.example.com.\","
		"type=\"A\",server=\"ns2.example.net.\",address=\"192.0.2.54#53\"} 2\n"));
	assert_non_null(strstr(written, "check=\"office <resolver> | \\\"quick\\\"\""));
	assert_null(strstr(written, "shop.example.com."));
	assert_non_null(strstr(
		written,
		"dns_check_expectations{team=\"in\\\"fra\",state=\"skipped\"} 1\n"));
	assert_non_null(
		strstr(written,
		       "dns_check_run_duration_seconds{team=\"in\\\"fra\"} 1.234567\n"));
	assert_int_equal(written[strlen(written) - 1], '\n');
	free(written);
}

static void test_every_family_is_announced_once_and_no_series_comes_twice(void **state)
{
	char *written = sample_run(&format_prometheus, (struct format_context){ 0 });
	const char *found = strstr(written, "# TYPE dns_check_state gauge\n");

	(void)state;
	assert_non_null(found);
	assert_null(strstr(found + 1, "# TYPE dns_check_state gauge\n"));
	found = strstr(
		written,
		"dns_check_state{check=\"\",zone=\"example.com.\",name=\"example.com.\"");
	assert_non_null(found);
	assert_null(strstr(found + 1, "dns_check_state{check=\"\",zone=\"example.com.\","
				      "name=\"example.com.\""));
	free(written);
}

static void test_no_label_of_the_declaration_stands_twice(void **state)
{
	static const char *const labels[] = { "zone=north", "__x=1", NULL };
	char *written = sample_run(&format_prometheus,
				   (struct format_context){ .labels = labels });

	(void)state;
	assert_non_null(strstr(
		written,
		"dns_check_state{declared_zone=\"north\",declared___x=\"1\",check="));
	assert_null(strstr(written, "{zone=\"north\""));
	free(written);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_label_of_the_declaration_stands_twice),
		cmocka_unit_test(
			test_prometheus_writes_families_together_and_labels_escaped),
		cmocka_unit_test(
			test_every_family_is_announced_once_and_no_series_comes_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
