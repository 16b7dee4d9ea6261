#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

static void test_nagios_leads_with_the_worst_and_ends_the_line_with_numbers(void **state)
{
	char *written = sample_run(&format_nagios, (struct format_context){ 0 });
	char *first_end = strchr(written, '\n');

	(void)state;
	assert_non_null(first_end);
	*first_end = '\0';
	assert_string_equal(
		written,
		"DIGDRIFT CRITICAL: 1 of 5 expectations ok, 1 drift, 1 warning, 1 unknown - "
		"www.example.com. A at ns2.example.net. (192.0.2.54#53): rrset-differs; wanted 192.0.2.2; "
		"got 192.0.2.99, 192.0.2.98 | ok=1 drift=1 warning=1 unknown=1 skipped=1 queries=12 time=1.235s");
	assert_non_null(strstr(first_end + 1,
			       "mail.example.com. A at ns1.example.com. "
			       "(192.0.2.53#5300): timeout after 3 tries, 6.0 s\n"));
	assert_non_null(strstr(first_end + 1,
			       "office <resolver> / \"quick\": www.example.net. A at "
			       "192.0.2.1#53: rtt-high 120.0 ms\n"));
	free(written);
}

static void test_a_bar_in_the_data_does_not_start_the_numbers(void **state)
{
	struct verdict_summary summary = { .worst = STATE_OK };
	static const struct str served[] = { STR("\"a|b\"") };
	struct verdict verdict = sample_verdicts[1];
	struct arena *arena = arena_new();
	char *written = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&written, &size);
	struct format_context context = { .arena = arena, .stream = stream };
	void *self = format_nagios.begin(&context);

	(void)state;
	verdict.actual = served;
	verdict.actual_count = 1;
	verdict_count(&summary, &verdict);
	format_nagios.verdict(self, &context, &verdict);
	format_nagios.end(self, &context, &summary);
	assert_int_equal(fclose(stream), 0);
	assert_ptr_equal(strchr(written, '|'), strstr(written, "| ok=0"));
	assert_non_null(strstr(written, "\"a/b\""));
	free(written);
	arena_free(arena);
}

static void test_a_long_finding_leaves_room_for_the_numbers(void **state)
{
	struct verdict_summary summary = { .worst = STATE_OK };
	struct verdict verdict = sample_verdicts[1];
	struct arena *arena = arena_new();
	char *long_text = arena_alloc(arena, 5000);
	struct str served = { long_text, 5000 };
	char *written = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&written, &size);
	struct format_context context = { .arena = arena, .stream = stream };
	void *self = format_nagios.begin(&context);

	(void)state;
	memset(long_text, 'x', served.len);
	verdict.actual = &served;
	verdict.actual_count = 1;
	verdict_count(&summary, &verdict);
	format_nagios.verdict(self, &context, &verdict);
	format_nagios.end(self, &context, &summary);
	assert_int_equal(fclose(stream), 0);
	assert_non_null(strstr(written, "xxx ... | ok=0"));
	assert_in_range(strcspn(written, "\n"), 0, 2000);
	free(written);
	arena_free(arena);
}

static void test_a_fault_is_one_line_without_numbers(void **state)
{
	char *written = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&written, &size);

	(void)state;
	format_nagios.fault(stream, "a.yaml:2:1: no \"a|b\"\nat all (2 faults)");
	assert_int_equal(fclose(stream), 0);
	assert_string_equal(
		written, "DIGDRIFT UNKNOWN: a.yaml:2:1: no \"a/b\" at all (2 faults)\n");
	free(written);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_fault_is_one_line_without_numbers),
		cmocka_unit_test(test_a_long_finding_leaves_room_for_the_numbers),
		cmocka_unit_test(
			test_nagios_leads_with_the_worst_and_ends_the_line_with_numbers),
		cmocka_unit_test(test_a_bar_in_the_data_does_not_start_the_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
