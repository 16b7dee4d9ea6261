#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/json.h"
#include "base/text.h"

static char buffer[4096];
static struct text text;
static struct json json;

static void start(bool is_pretty)
{
	text_init(&text, buffer, sizeof(buffer));
	json_init(&json, &text, is_pretty);
}

static void write_sample(void)
{
	json_object_begin(&json);
	json_member_str(&json, "name", str_of("a.example."));
	json_member_cstr(&json, "reason", NULL);
	json_member_u64(&json, "ttl", 300);
	json_member_bool(&json, "ok", false);
	json_key(&json, "values");
	json_array_begin(&json);
	json_str(&json, str_of("192.0.2.1"));
	json_object_begin(&json);
	json_object_end(&json);
	json_array_begin(&json);
	json_array_end(&json);
	json_array_end(&json);
	json_key(&json, "rtt");
	json_i64(&json, -5);
	json_object_end(&json);
}

static void test_compact_has_commas_and_no_blanks(void **state)
{
	(void)state;
	start(false);
	write_sample();
	assert_string_equal(
		buffer,
		"{\"name\":\"a.example.\",\"reason\":null,\"ttl\":300,\"ok\":false,"
		"\"values\":[\"192.0.2.1\",{},[]],\"rtt\":-5}");
}

static void test_pretty_indents_by_two(void **state)
{
	(void)state;
	start(true);
	write_sample();
	assert_string_equal(buffer, "{\n"
				    "  \"name\": \"a.example.\",\n"
				    "  \"reason\": null,\n"
				    "  \"ttl\": 300,\n"
				    "  \"ok\": false,\n"
				    "  \"values\": [\n"
				    "    \"192.0.2.1\",\n"
				    "    {},\n"
				    "    []\n"
				    "  ],\n"
				    "  \"rtt\": -5\n"
				    "}");
}

static void test_values_may_stand_alone_one_behind_the_other(void **state)
{
	(void)state;
	start(false);
	json_u64(&json, 1);
	text_add_char(&text, '\n');
	json_bool(&json, true);
	assert_string_equal(buffer, "1\ntrue");
}

static void test_strings_are_quoted_so_that_no_byte_is_lost(void **state)
{
	static const struct {
		struct str value;
		const char *wanted;
		const char *why;
	} rows[] = {
		{ STR(""), "\"\"", "empty" },
		{ { NULL, 0 }, "\"\"", "no bytes at all" },
		{ STR("a\"b\\c/d"), "\"a\\\"b\\\\c/d\"", "quotes and backslashes" },
		{ STR("\n\r\t\b"), "\"\\n\\r\\t\\u0008\"", "control characters" },
		{ STR("a\0b\x1f\x7f"), "\"a\\u0000b\\u001f\\u007f\"", "NUL and DEL" },
		{ STR("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80"),
		  "\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\"",
		  "UTF-8 of 2, 3 and 4 bytes" },
		{ STR("\xef\xbf\xbf\xf4\x8f\xbf\xbf"), "\"\xef\xbf\xbf\xf4\x8f\xbf\xbf\"",
		  "the last of 3 and of 4 bytes" },
		{ STR("\xc2\x80\xe0\xa0\x80\xf0\x90\x80\x80"),
		  "\"\xc2\x80\xe0\xa0\x80\xf0\x90\x80\x80\"",
		  "the first of 2, 3 and 4 bytes" },
		{ STR("\xed\x9f\xbf\xee\x80\x80"), "\"\xed\x9f\xbf\xee\x80\x80\"",
		  "both sides of the surrogates" },
		{ STR("\xff\xfe"), "\"\\u00ff\\u00fe\"", "bytes that are never UTF-8" },
		{ STR("\xc3"), "\"\\u00c3\"", "a sequence cut after 1 of 2" },
		{ STR("\xe2\x82"), "\"\\u00e2\\u0082\"", "a sequence cut after 2 of 3" },
		{ STR("\xf0\x9f\x98"), "\"\\u00f0\\u009f\\u0098\"", "cut after 3 of 4" },
		{ STR("\xc3(a"), "\"\\u00c3(a\"", "a first byte without a second" },
		{ STR("\x80"
		      "a"),
		  "\"\\u0080a\"", "a second byte without a first" },
		{ STR("\xc0\xaf"), "\"\\u00c0\\u00af\"", "overlong, 2 bytes" },
		{ STR("\xe0\x80\xaf"), "\"\\u00e0\\u0080\\u00af\"", "overlong, 3 bytes" },
		{ STR("\xf0\x80\x80\xaf"), "\"\\u00f0\\u0080\\u0080\\u00af\"",
		  "overlong, 4" },
		{ STR("\xed\xa0\x80"), "\"\\u00ed\\u00a0\\u0080\"", "a surrogate" },
		{ STR("\xf4\x90\x80\x80"), "\"\\u00f4\\u0090\\u0080\\u0080\"",
		  "above U+10FFFF" },
		{ STR("\xf5\x80\x80\x80"), "\"\\u00f5\\u0080\\u0080\\u0080\"",
		  "no first byte of UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		start(false);
		json_str(&json, rows[i].value);
		if (!str_equal(text_str(&text), str_of(rows[i].wanted)))
			fail_msg("%s: %s", rows[i].why, buffer);
	}
}

static void test_every_value_takes_its_place_in_an_array(void **state)
{
	(void)state;
	start(false);
	json_array_begin(&json);
	json_double(&json, 0.5, 1);
	json_double(&json, (double)NAN, 1);
	json_cstr(&json, "c");
	json_cstr(&json, NULL);
	json_bool(&json, true);
	json_i64(&json, 1);
	json_str(&json, str_of("s"));
	json_array_end(&json);
	assert_string_equal(buffer, "[0.5,null,\"c\",null,true,1,\"s\"]");
}

static void test_keys_are_quoted_too(void **state)
{
	(void)state;
	start(false);
	json_object_begin(&json);
	json_member_u64(&json, "a\"b", 1);
	json_object_end(&json);
	assert_string_equal(buffer, "{\"a\\\"b\":1}");
}

static void test_doubles_have_no_exponent_and_no_idle_zeros(void **state)
{
	static const struct {
		double value;
		unsigned decimals;
		const char *wanted;
	} rows[] = {
		{ 1.5, 3, "1.5" },
		{ 2.0, 3, "2" },
		{ 100.0, 0, "100" },
		{ 0.0004, 3, "0" },
		{ -0.0004, 3, "0" },
		{ -1.25, 2, "-1.25" },
		{ 0.1, 9, "0.1" },
		{ 0.1, 40, "0.1" },
		{ 1e21, 2, "1000000000000000000000" },
		{ (double)NAN, 2, "null" },
		{ (double)INFINITY, 2, "null" },
		{ (double)-INFINITY, 2, "null" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		start(false);
		json_double(&json, rows[i].value, rows[i].decimals);
		assert_string_equal(buffer, rows[i].wanted);
	}
	start(false);
	json_double(&json, 1.7976931348623157e308, 9);
	assert_int_equal(text.len, 309);
}

static void test_whole_numbers_reach_their_ends(void **state)
{
	(void)state;
	start(false);
	json_array_begin(&json);
	json_u64(&json, UINT64_MAX);
	json_i64(&json, INT64_MIN);
	json_i64(&json, INT64_MAX);
	json_array_end(&json);
	assert_string_equal(buffer, "[18446744073709551615,-9223372036854775808,"
				    "9223372036854775807]");
}

static void test_arrays_nest_to_the_limit(void **state)
{
	(void)state;
	start(false);
	for (unsigned i = 0; i < JSON_DEPTH_MAX; i++)
		json_array_begin(&json);
	for (unsigned i = 0; i < JSON_DEPTH_MAX; i++)
		json_array_end(&json);
	assert_string_equal(buffer, "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compact_has_commas_and_no_blanks),
		cmocka_unit_test(test_pretty_indents_by_two),
		cmocka_unit_test(test_values_may_stand_alone_one_behind_the_other),
		cmocka_unit_test(test_strings_are_quoted_so_that_no_byte_is_lost),
		cmocka_unit_test(test_every_value_takes_its_place_in_an_array),
		cmocka_unit_test(test_keys_are_quoted_too),
		cmocka_unit_test(test_doubles_have_no_exponent_and_no_idle_zeros),
		cmocka_unit_test(test_whole_numbers_reach_their_ends),
		cmocka_unit_test(test_arrays_nest_to_the_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
