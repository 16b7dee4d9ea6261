#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "sample.h"

static void test_jsonl_writes_a_line_a_verdict_and_the_summary_last(void **state)
{
	char *written = sample_run(&format_jsonl, (struct format_context){ 0 });
	size_t lines = 0;

	(void)state;
	for (const char *at = written; *at != '\0'; at++)
		lines += *at == '\n';
	assert_int_equal(lines, ARRAY_LEN(sample_verdicts) + 1);
	assert_non_null(strstr(
		written,
		"{\"state\":\"critical\",\"reason\":\"rrset-differs\",\"kind\":\"record\",\"check\":null,"
		"\"zone\":\"example.com.\",\"name\":\"www.example.com.\",\"type\":\"A\","
		"\"server\":\"ns2.example.net.\",\"address\":\"192.0.2.54#53\",\"transport\":\"udp\","
		"\"expected\":[\"192.0.2.2\"],\"expected_other\":[],"
		"\"actual\":[\"192.0.2.99\",\"192.0.2.98\"],\"actual_other\":[],\"ttl\":300,"
		"\"rtt_us\":1500,\"detail\":null,\"since\":null,\"file\":\"zone.yaml\",\"line\":5,"
		"\"again\":\"digdrift @192.0.2.54 www.example.com. A +norec\"}\n"));
	assert_non_null(strstr(
		written,
		"\n{\"summary\":{\"expectations\":5,\"ok\":1,\"warning\":1,\"critical\":1,"
		"\"unknown\":1,\"skipped\":1,\"servers\":3,\"queries\":12,"
		"\"elapsed_s\":1.235}}\n"));
	free(written);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_jsonl_writes_a_line_a_verdict_and_the_summary_last),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
