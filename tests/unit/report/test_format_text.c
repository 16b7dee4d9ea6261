#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

static void test_text_groups_by_zone_and_aligns_columns(void **state)
{
	char *written = sample_run(&format_text, (struct format_context){ 0 });

	(void)state;
	assert_string_equal(
		written,
		"checks\n"
		"  ^ www.example.net. A  192.0.2.1, tcp                          rtt-high 120.0 ms\n"
		"      office <resolver> | \"quick\"\n"
		"example.com\n"
		"  ~ www A               ns2.example.net (192.0.2.54, udp)       rrset-differs\n"
		"      - 192.0.2.2\n"
		"      + 192.0.2.99\n"
		"      + 192.0.2.98\n"
		"  ! mail A              ns1.example.com (192.0.2.53#5300, udp)  timeout after 3 tries, 6.0 s\n"
		"5 expectations on 3 servers: 1 ok, 1 drift, 1 warning, 1 unknown, 1 skipped in 1.2 s (12 queries)\n");
	free(written);
}

static void test_verbose_text_shows_what_is_ok_and_skipped(void **state)
{
	char *written =
		sample_run(&format_text, (struct format_context){ .is_verbose = true });

	(void)state;
	assert_non_null(strstr(written, "  = @ MX "));
	assert_non_null(strstr(written, "  . shop A "));
	assert_non_null(strstr(written, "unknowable an ALIAS"));
	free(written);
}

static void test_colour_only_when_the_context_says_so(void **state)
{
	char *written =
		sample_run(&format_text, (struct format_context){ .is_coloured = true });

	(void)state;
	assert_non_null(strstr(written, "\033[31m~\033[0m www A"));
	assert_non_null(strstr(written, "\033[32m+ 192.0.2.99\033[0m"));
	free(written);
}

static void test_quiet_text_is_empty_when_all_is_well(void **state)
{
	struct verdict_summary summary = { .worst = STATE_OK };
	struct arena *arena = arena_new();
	char *written = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&written, &size);
	struct format_context context = { .arena = arena,
					  .stream = stream,
					  .is_quiet = true };
	void *self = format_text.begin(&context);

	(void)state;
	verdict_count(&summary, &sample_verdicts[2]);
	format_text.verdict(self, &context, &sample_verdicts[2]);
	format_text.end(self, &context, &summary);
	assert_int_equal(fclose(stream), 0);
	assert_int_equal(size, 0);
	free(written);
	arena_free(arena);
}

static void add_interrupted(void *self, const struct format_context *context,
			    const char *zone, size_t count)
{
	const struct verdict verdict = {
		.state = STATE_UNKNOWN,
		.reason = REASON_INTERRUPTED,
		.kind = "record",
		.zone = str_of(zone),
		.name = STR("a-name-wider-than-what-is-shown.example.net."),
		.type = STR("A"),
	};

	for (size_t i = 0; i < count; i++)
		format_text.verdict(self, context, &verdict);
}

static void test_what_was_interrupted_is_counted_by_zone(void **state)
{
	struct verdict_summary summary = { .counts = { [STATE_UNKNOWN] = 1236 },
					   .expectations = 1236,
					   .servers = 1,
					   .worst = STATE_UNKNOWN };
	struct arena *arena = arena_new();
	char *written = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&written, &size);
	struct format_context context = { .arena = arena, .stream = stream };
	void *self = format_text.begin(&context);

	(void)state;
	add_interrupted(self, &context, "example.net.", 1);
	add_interrupted(self, &context, "example.com.", 1234);
	format_text.verdict(self, &context, &sample_verdicts[0]);
	format_text.end(self, &context, &summary);
	assert_int_equal(fclose(stream), 0);
	assert_string_equal(
		written,
		"example.com\n"
		"  ! mail A  ns1.example.com (192.0.2.53#5300, udp)  timeout after 3 tries, 6.0 s\n"
		"  ! 1,234 expectations  interrupted\n"
		"example.net\n"
		"  ! 1 expectation  interrupted\n"
		"1236 expectations on 1 server: 0 ok, 0 drift, 1236 unknown, 0 skipped in 0.0 s (0 queries)\n");
	free(written);
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_groups_by_zone_and_aligns_columns),
		cmocka_unit_test(test_verbose_text_shows_what_is_ok_and_skipped),
		cmocka_unit_test(test_colour_only_when_the_context_says_so),
		cmocka_unit_test(test_quiet_text_is_empty_when_all_is_well),
		cmocka_unit_test(test_what_was_interrupted_is_counted_by_zone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
