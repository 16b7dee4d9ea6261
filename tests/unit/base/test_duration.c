#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/duration.h"
#include "base/text.h"

static const uint64_t hour_us = UINT64_C(3600) * DURATION_S;

static void test_parse_reads_every_unit(void **state)
{
	const struct {
		const char *text;
		uint64_t us;
		const char *why;
	} rows[] = {
		{ "250us", 250, "microseconds" },
		{ "100ms", 100000, "milliseconds" },
		{ "2s", 2000000, "seconds" },
		{ "5m", 300000000, "minutes" },
		{ "3h", 3 * hour_us, "hours" },
		{ "7d", 168 * hour_us, "days" },
		{ "2w", 336 * hour_us, "weeks" },
		{ "30", 30000000, "a bare number is seconds" },
		{ "0", 0, "nothing" },
		{ "1.5", 1500000, "a bare decimal" },
		{ "1h30m", hour_us + hour_us / 2, "two parts" },
		{ "1w2d3h4m5s6ms7us", UINT64_C(788645006007), "all parts" },
		{ "1.5s", 1500000, "a decimal" },
		{ "1m0.25s", 60250000, "a decimal in the last part" },
		{ "0.000001s", 1, "one microsecond" },
		{ "1.50000000000s", 1500000, "zeros behind a decimal" },
		{ "0.1w", 60480000000, "a part of a week" },
		{ "0000000000000000000000001s", 1000000, "leading zeros" },
		{ "36525d", 876600 * hour_us, "100 years" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint64_t us = 99;
		enum err err = duration_parse(str_of(rows[i].text), &us);

		if (err != ERR_OK || us != rows[i].us) {
			fail_msg("%s: %s: error %u, %" PRIu64, rows[i].why, rows[i].text,
				 err, us);
		}
	}
}

static void test_parse_refuses_what_is_no_duration(void **state)
{
	static const struct {
		const char *text;
		enum err err;
		const char *why;
	} rows[] = {
		{ "", ERR_SYNTAX, "nothing" },
		{ "s", ERR_SYNTAX, "no number" },
		{ "-1s", ERR_SYNTAX, "a sign" },
		{ "+1s", ERR_SYNTAX, "a sign" },
		{ " 1s", ERR_SYNTAX, "a blank" },
		{ "1 s", ERR_SYNTAX, "a blank inside" },
		{ "1s ", ERR_SYNTAX, "a blank behind" },
		{ "1x", ERR_SYNTAX, "no unit of ours" },
		{ "1S", ERR_SYNTAX, "upper case" },
		{ "1.s", ERR_SYNTAX, "no decimals behind the point" },
		{ ".5s", ERR_SYNTAX, "no digit before the point" },
		{ "1.5m1s", ERR_SYNTAX, "decimals before the last part" },
		{ "1m1h", ERR_SYNTAX, "the smaller part first" },
		{ "1s1s", ERR_SYNTAX, "a part twice" },
		{ "1h30", ERR_SYNTAX, "a bare number behind a part" },
		{ "1e3s", ERR_SYNTAX, "an exponent" },
		{ "0.5us", ERR_RANGE, "half a microsecond" },
		{ "1.0000001s", ERR_RANGE, "a tenth of a microsecond" },
		{ "36525d1us", ERR_RANGE, "over 100 years in two parts" },
		{ "36526d", ERR_RANGE, "over 100 years" },
		{ "99999999999999999999999s", ERR_RANGE, "more than 64 bits" },
		{ "18446744073709551615w", ERR_RANGE, "overflows when multiplied" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint64_t us = 99;
		enum err err = duration_parse(str_of(rows[i].text), &us);

		if (err != rows[i].err || us != 99) {
			fail_msg("%s: %s: error %u, %" PRIu64, rows[i].why, rows[i].text,
				 err, us);
		}
	}
}

static void test_print_is_short_and_parses_back(void **state)
{
	const struct {
		uint64_t us;
		const char *text;
	} rows[] = {
		{ 0, "0s" },
		{ 1, "1us" },
		{ 999, "999us" },
		{ 1000, "1ms" },
		{ 1500, "1.5ms" },
		{ 100000, "100ms" },
		{ 1000000, "1s" },
		{ 1500000, "1.5s" },
		{ 1000001, "1.000001s" },
		{ 60000000, "1m" },
		{ 90000000, "1m30s" },
		{ 60250000, "1m0.25s" },
		{ hour_us + hour_us / 2, "1h30m" },
		{ 24 * hour_us, "1d" },
		{ 240 * hour_us, "10d" },
		{ 336 * hour_us, "2w" },
		{ 24 * hour_us + 1, "1d0.000001s" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char buffer[64];
		struct text text;
		uint64_t us = 99;

		text_init(&text, buffer, sizeof(buffer));
		duration_print(&text, rows[i].us);
		assert_string_equal(buffer, rows[i].text);
		assert_int_equal(duration_parse(text_str(&text), &us), ERR_OK);
		assert_int_equal(us, rows[i].us);
	}
}

static void test_parse_time_reads_dates_times_and_offsets(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
		const char *why;
	} rows[] = {
		{ "1970-01-01T00:00:00Z", 0, "the start" },
		{ "2026-12-01T00:00Z", 1796083200, "no seconds" },
		{ "2026-12-01", 1796083200, "a date alone is UTC" },
		{ "2026-12-01T01:00+01:00", 1796083200, "east of Greenwich" },
		{ "2026-11-30T18:30:00-05:30", 1796083200, "west of Greenwich" },
		{ "2000-02-29T23:59:59Z", 951868799, "leap day of a leap century" },
		{ "1969-12-31T23:59:59Z", -1, "before 1970" },
		{ "9999-12-31T23:59:59Z", 253402300799, "the last" },
		{ "0000-01-01", -62167219200, "the first" },
		{ "1970-01-01T23:59+23:59", 0, "the largest offset" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int64_t seconds = 99;
		enum err err = duration_parse_time(str_of(rows[i].text), &seconds);

		if (err != ERR_OK || seconds != rows[i].seconds) {
			fail_msg("%s: %s: error %u, %" PRId64, rows[i].why, rows[i].text,
				 err, seconds);
		}
	}
}

static void test_parse_time_refuses_what_is_no_time(void **state)
{
	static const struct {
		const char *text;
		enum err err;
		const char *why;
	} rows[] = {
		{ "", ERR_SYNTAX, "nothing" },
		{ "2026", ERR_SYNTAX, "a year" },
		{ "2026-1-01", ERR_SYNTAX, "one digit" },
		{ "2026-12-01T", ERR_SYNTAX, "no time" },
		{ "2026-12-01T00:00", ERR_SYNTAX, "neither Z nor offset" },
		{ "2026-12-01 00:00Z", ERR_SYNTAX, "a blank" },
		{ "2026-12-01T00:00:Z", ERR_SYNTAX, "no seconds behind the colon" },
		{ "2026-12-01T00:00Zx", ERR_SYNTAX, "something behind" },
		{ "2026-12-01T00:00+0100", ERR_SYNTAX, "an offset without colon" },
		{ "2026-12-01T+1:00Z", ERR_SYNTAX, "a sign for a digit" },
		{ "2026-00-01", ERR_RANGE, "month 0" },
		{ "2026-13-01", ERR_RANGE, "month 13" },
		{ "2026-12-00", ERR_RANGE, "day 0" },
		{ "2026-04-31", ERR_RANGE, "31 April" },
		{ "2026-02-29", ERR_RANGE, "leap day of a common year" },
		{ "1900-02-29", ERR_RANGE, "leap day of a common century" },
		{ "2026-12-01T24:00Z", ERR_RANGE, "hour 24" },
		{ "2026-12-01T00:60Z", ERR_RANGE, "minute 60" },
		{ "2026-12-01T00:00:61Z", ERR_RANGE, "second 61" },
		{ "2026-12-01T00:00+24:00", ERR_RANGE, "an offset of a day" },
		{ "2026-12-01T00:00-01:60", ERR_RANGE, "an offset with minute 60" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int64_t seconds = 99;
		enum err err = duration_parse_time(str_of(rows[i].text), &seconds);

		if (err != rows[i].err || seconds != 99) {
			fail_msg("%s: %s: error %u, %" PRId64, rows[i].why, rows[i].text,
				 err, seconds);
		}
	}
}

static void test_a_text_ends_at_its_length(void **state)
{
	uint64_t us = 0;
	int64_t seconds = 0;

	(void)state;
	assert_int_equal(duration_parse(str_make("15s", 1), &us), ERR_OK);
	assert_int_equal(us, 1000000);
	assert_int_equal(duration_parse(str_make("1ms", 2), &us), ERR_OK);
	assert_int_equal(us, 60000000);
	assert_int_equal(duration_parse_time(str_make("1970-01-02T00:00Z", 10), &seconds),
			 ERR_OK);
	assert_int_equal(seconds, 86400);
	assert_int_equal(duration_parse_time(str_make("1970-01-02", 9), &seconds),
			 ERR_SYNTAX);
}

static void test_print_time_is_utc_and_cuts_to_milliseconds(void **state)
{
	static const struct {
		uint64_t us;
		bool has_fraction;
		const char *text;
	} rows[] = {
		{ 0, false, "1970-01-01T00:00:00Z" },
		{ UINT64_C(1796083200123999), false, "2026-12-01T00:00:00Z" },
		{ UINT64_C(1796083200123999), true, "2026-12-01T00:00:00.123Z" },
		{ UINT64_C(951868799000000), true, "2000-02-29T23:59:59.000Z" },
		{ UINT64_MAX, false, "586524-01-19T08:01:49Z" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char buffer[64];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		duration_print_time(&text, rows[i].us, rows[i].has_fraction);
		assert_string_equal(buffer, rows[i].text);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse_reads_every_unit),
		cmocka_unit_test(test_parse_refuses_what_is_no_duration),
		cmocka_unit_test(test_print_is_short_and_parses_back),
		cmocka_unit_test(test_parse_time_reads_dates_times_and_offsets),
		cmocka_unit_test(test_parse_time_refuses_what_is_no_time),
		cmocka_unit_test(test_a_text_ends_at_its_length),
		cmocka_unit_test(test_print_time_is_utc_and_cuts_to_milliseconds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
