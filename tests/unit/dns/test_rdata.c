#include "dns/type.h"
#include "rdata_case.h"

static void test_well_formed_rdata_is_valid_to_the_last_byte(void **state)
{
	static const struct case_valid rows[] = {
		{ 1, "61626364", true, "A" },
		{ 1, "616263", false, "a byte less" },
		{ 1, "6162636465", false, "a byte more" },
		{ 1, "", false, "nothing" },
		{ 28, "61616161616161616161616161616161", true, "AAAA" },
		{ 2, "00", true, "NS" },
		{ 2, "0000", false, "NS and a byte" },
		{ 15, "000100", true, "MX" },
		{ 15, "0001", false, "MX without a name" },
		{ 16, "00", true, "TXT" },
		{ 16, "", false, "TXT of no string" },
		{ 16, "01", false, "TXT cut short" },
		{ 6, "00000000000000000000000000000000000000000000", true, "SOA" },
		{ 6, "000000000000000000000000000000000000000000", false, "a byte less" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

static void test_unknown_types_are_always_valid(void **state)
{
	static const struct case_valid rows[] = {
		{ 65280, "", true, "nothing" }, { 65280, "616263", true, "anything" },
		{ 10, "616263", true, "NULL" }, { 41, "616263", true, "OPT" },
		{ 255, "", true, "ANY" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

static void test_nothing_beyond_the_message_is_valid(void **state)
{
	const uint8_t wire[4] = { 1, 2, 3, 4 };

	(void)state;
	assert_true(rdata_is_valid(TYPE_A, wire, 4, 0, 4));
	assert_false(rdata_is_valid(TYPE_A, wire, 4, 1, 4));
	assert_false(rdata_is_valid(65280, wire, 4, 5, 0));
	assert_true(rdata_is_valid(65280, wire, 4, 4, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_well_formed_rdata_is_valid_to_the_last_byte),
		cmocka_unit_test(test_unknown_types_are_always_valid),
		cmocka_unit_test(test_nothing_beyond_the_message_is_valid),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
