#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/num.h"

static void test_decimal_takes_digits_only_and_holds_its_bounds(void **state)
{
	static const struct {
		const char *text;
		uint64_t min, max;
		enum err err;
		uint64_t number;
		const char *why;
	} rows[] = {
		{ "0", 0, 10, ERR_OK, 0, "the least" },
		{ "10", 0, 10, ERR_OK, 10, "the most" },
		{ "11", 0, 10, ERR_RANGE, 99, "above the most" },
		{ "1", 2, 10, ERR_RANGE, 99, "below the least" },
		{ "007", 0, 10, ERR_OK, 7, "leading zeros are decimal" },
		{ "18446744073709551615", 0, UINT64_MAX, ERR_OK, UINT64_MAX, "64 bits" },
		{ "18446744073709551616", 0, UINT64_MAX, ERR_RANGE, 99,
		  "64 bits and one" },
		{ "99999999999999999999", 0, UINT64_MAX, ERR_RANGE, 99, "overflow" },
		{ "184467440737095516160", 0, UINT64_MAX, ERR_RANGE, 99, "wraps to 0" },
		{ "", 0, 10, ERR_SYNTAX, 99, "nothing" },
		{ " 1", 0, 10, ERR_SYNTAX, 99, "a blank" },
		{ "1 ", 0, 10, ERR_SYNTAX, 99, "a blank behind" },
		{ "+1", 0, 10, ERR_SYNTAX, 99, "a sign" },
		{ "-1", 0, 10, ERR_SYNTAX, 99, "a sign" },
		{ "0x1", 0, 10, ERR_SYNTAX, 99, "hex" },
		{ "1.0", 0, 10, ERR_SYNTAX, 99, "a point" },
		{ "1/", 0, 10, ERR_SYNTAX, 99, "the byte before 0" },
		{ "1:", 0, 10, ERR_SYNTAX, 99, "the byte behind 9" },
		{ "99999999999999999999x", 0, 10, ERR_SYNTAX, 99,
		  "overflow and no number" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint64_t number = 99;
		enum err err = num_parse_u64(str_of(rows[i].text), rows[i].min,
					     rows[i].max, &number);

		if (err != rows[i].err || number != rows[i].number) {
			fail_msg("%s: \"%s\": error %u, %" PRIu64, rows[i].why,
				 rows[i].text, err, number);
		}
	}
}

static void test_smaller_types_never_cut_a_number(void **state)
{
	uint32_t u32 = 99;
	uint16_t u16 = 99;

	(void)state;
	assert_int_equal(num_parse_u32(str_of("4294967296"), 0, UINT32_MAX, &u32),
			 ERR_RANGE);
	assert_int_equal(u32, 99);
	assert_int_equal(num_parse_u32(str_of("4294967295"), 0, UINT32_MAX, &u32),
			 ERR_OK);
	assert_int_equal(u32, UINT32_MAX);
	assert_int_equal(num_parse_u16(str_of("65536"), 0, UINT16_MAX, &u16), ERR_RANGE);
	assert_int_equal(u16, 99);
	assert_int_equal(num_parse_u16(str_of("65535"), 0, UINT16_MAX, &u16), ERR_OK);
	assert_int_equal(u16, UINT16_MAX);
	assert_int_equal(num_parse_u16(str_of("x"), 0, UINT16_MAX, &u16), ERR_SYNTAX);
}

static void test_a_text_ends_at_its_length(void **state)
{
	uint64_t number = 0;

	(void)state;
	assert_int_equal(num_parse_u64(str_make("12345", 2), 0, 100, &number), ERR_OK);
	assert_int_equal(number, 12);
	assert_int_equal(num_parse_u64(str_make("1\0", 2), 0, 100, &number), ERR_SYNTAX);
}

static void test_hex_takes_a_prefix_or_none(void **state)
{
	static const struct {
		const char *text;
		uint64_t max;
		enum err err;
		uint64_t number;
		const char *why;
	} rows[] = {
		{ "ff", 255, ERR_OK, 255, "lower case" },
		{ "0xFf", 255, ERR_OK, 255, "prefix, mixed case" },
		{ "0X10", 255, ERR_OK, 16, "upper case prefix" },
		{ "0123456789abcdef", UINT64_MAX, ERR_OK, 0x0123456789abcdef,
		  "all digits" },
		{ "ABCDEF", UINT64_MAX, ERR_OK, 0xabcdef, "all upper case letters" },
		{ "100", 255, ERR_RANGE, 99, "above the most" },
		{ "ffffffffffffffff", UINT64_MAX, ERR_OK, UINT64_MAX, "64 bits" },
		{ "10000000000000000", UINT64_MAX, ERR_RANGE, 99, "65 bits" },
		{ "00000000000000000001", UINT64_MAX, ERR_OK, 1, "many zeros" },
		{ "", 255, ERR_SYNTAX, 99, "nothing" },
		{ "0x", 255, ERR_SYNTAX, 99, "a prefix alone" },
		{ "0x0x1", 255, ERR_SYNTAX, 99, "two prefixes" },
		{ "g", 255, ERR_SYNTAX, 99, "no digit" },
		{ "-1", 255, ERR_SYNTAX, 99, "a sign" },
		{ "1@", 255, ERR_SYNTAX, 99, "the byte before A" },
		{ "1`", 255, ERR_SYNTAX, 99, "the byte before a" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint64_t number = 99;
		enum err err = num_parse_hex(str_of(rows[i].text), rows[i].max, &number);

		if (err != rows[i].err || number != rows[i].number) {
			fail_msg("%s: \"%s\": error %u, %" PRIu64, rows[i].why,
				 rows[i].text, err, number);
		}
	}
}

static void test_bytes_come_in_pairs_and_fit(void **state)
{
	static const uint8_t wanted[] = { 0x00, 0xab, 0xFF };
	uint8_t data[4] = { 9, 9, 9, 9 };
	size_t size = 99;

	(void)state;
	assert_int_equal(num_parse_bytes(str_of("00abFF"), data, 3, &size), ERR_OK);
	assert_int_equal(size, 3);
	assert_memory_equal(data, wanted, 3);
	assert_int_equal(data[3], 9);
	assert_int_equal(num_parse_bytes(str_of(""), data, 0, &size), ERR_OK);
	assert_int_equal(size, 0);
}

static void test_bytes_are_untouched_on_failure(void **state)
{
	static const struct {
		const char *text;
		enum err err;
		const char *why;
	} rows[] = {
		{ "123", ERR_SYNTAX, "half a byte" },
		{ "12x4", ERR_SYNTAX, "no digit" },
		{ "12 34", ERR_SYNTAX, "a blank and half a byte" },
		{ "1 2 ", ERR_SYNTAX, "blanks" },
		{ "010203", ERR_LIMIT, "more than fit" },
		{ "0x01", ERR_SYNTAX, "a prefix" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint8_t data[2] = { 9, 9 };
		size_t size = 99;
		enum err err =
			num_parse_bytes(str_of(rows[i].text), data, sizeof(data), &size);

		if (err != rows[i].err || size != 99 || data[0] != 9 || data[1] != 9)
			fail_msg("%s: \"%s\": error %u", rows[i].why, rows[i].text, err);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decimal_takes_digits_only_and_holds_its_bounds),
		cmocka_unit_test(test_smaller_types_never_cut_a_number),
		cmocka_unit_test(test_a_text_ends_at_its_length),
		cmocka_unit_test(test_hex_takes_a_prefix_or_none),
		cmocka_unit_test(test_bytes_come_in_pairs_and_fit),
		cmocka_unit_test(test_bytes_are_untouched_on_failure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
