#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/text.h"
#include "report/verdict_json.h"
#include "sample.h"

static char buffer[4096];

static void begin(struct json *json, struct text *text)
{
	text_init(text, buffer, sizeof(buffer));
	json_init(json, text, false);
}

static void test_a_verdict_has_all_its_members(void **state)
{
	struct text text;
	struct json json;

	(void)state;
	begin(&json, &text);
	verdict_json_print(&json, &sample_verdicts[1]);
	assert_string_equal(
		buffer,
		"{\"state\":\"critical\",\"reason\":\"rrset-differs\",\"kind\":\"record\","
		"\"check\":null,\"zone\":\"example.com.\",\"name\":\"www.example.com.\","
		"\"type\":\"A\",\"server\":\"ns2.example.net.\",\"address\":\"192.0.2.54#53\","
		"\"transport\":\"udp\",\"expected\":[\"192.0.2.2\"],"
		"\"expected_other\":[],\"actual\":[\"192.0.2.99\",\"192.0.2.98\"],"
		"\"actual_other\":[],\"ttl\":300,\"rtt_us\":1500,"
		"\"detail\":null,\"since\":null,\"file\":\"zone.yaml\",\"line\":5,"
		"\"again\":\"digdrift @192.0.2.54 www.example.com. A +norec\"}");
}

static void test_words_stand_apart_from_rdata(void **state)
{
	static const struct str wanted[] = { STR("192.0.2.2"), STR("ttl 600") };
	static const struct str got[] = { STR("NXDOMAIN"), STR("192.0.2.9") };
	static const bool wanted_words[] = { false, true };
	static const bool got_words[] = { true, false };
	const struct verdict verdict = { .expected = wanted,
					 .expected_count = 2,
					 .expected_is_words = wanted_words,
					 .actual = got,
					 .actual_count = 2,
					 .actual_is_words = got_words };
	struct text text;
	struct json json;

	(void)state;
	begin(&json, &text);
	verdict_json_print(&json, &verdict);
	assert_non_null(strstr(buffer, "\"expected\":[\"192.0.2.2\"],"
				       "\"expected_other\":[\"ttl 600\"],"
				       "\"actual\":[\"192.0.2.9\"],"
				       "\"actual_other\":[\"NXDOMAIN\"],"));
}

static void test_what_is_not_known_is_null(void **state)
{
	static const struct verdict nobody = { .state = STATE_OK };
	struct text text;
	struct json json;

	(void)state;
	begin(&json, &text);
	verdict_json_print(&json, &nobody);
	assert_string_equal(
		buffer,
		"{\"state\":\"ok\",\"reason\":null,\"kind\":null,\"check\":null,"
		"\"zone\":null,\"name\":null,\"type\":null,\"server\":null,"
		"\"address\":null,\"transport\":null,\"expected\":[],\"expected_other\":[],"
		"\"actual\":[],\"actual_other\":[],"
		"\"ttl\":null,\"rtt_us\":null,\"detail\":null,\"since\":null,"
		"\"file\":null,\"line\":null,\"again\":null}");
}

static void test_the_summary_counts_every_state(void **state)
{
	struct verdict_summary summary = { .servers = 3,
					   .queries = 12,
					   .elapsed_us = 1234567 };
	struct text text;
	struct json json;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sample_verdicts); i++)
		verdict_count(&summary, &sample_verdicts[i]);
	verdict_count(&summary, &sample_verdicts[1]);
	begin(&json, &text);
	verdict_json_print_summary(&json, &summary);
	assert_string_equal(buffer,
			    "{\"expectations\":6,\"ok\":1,\"warning\":1,\"critical\":2,"
			    "\"unknown\":1,\"skipped\":1,\"servers\":3,\"queries\":12,"
			    "\"elapsed_s\":1.235}");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_verdict_has_all_its_members),
		cmocka_unit_test(test_words_stand_apart_from_rdata),
		cmocka_unit_test(test_what_is_not_known_is_null),
		cmocka_unit_test(test_the_summary_counts_every_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
