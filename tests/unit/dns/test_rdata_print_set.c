#include "dns/type.h"
#include "rdata_case.h"

static void test_bitmaps_print_as_dig_does(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 47, "026e73076578616d706c6500000140", "ns.example. A", "A" },
		{ 47, "026e73076578616d706c65000006400100000003010140",
		  "ns.example. A MX RRSIG NSEC CAA", "two windows" },
		{ 47, "026e73076578616d706c6500ff0180", "ns.example. TYPE65280",
		  "TYPE65280" },
		{ 62, "000000010003", "1 3", "none" },
		{ 62, "000000010003000160", "1 3 A NS", "CSYNC" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_old_bitmaps_print_as_dig_does(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 30, "026e73076578616d706c65004001", "ns.example. A MX", "names" },
		{ 30, "026e73076578616d706c650000000000000000000000000000000001",
		  "ns.example. 127", "a bare number" },
		{ 30, "026e73076578616d706c6500", "ns.example.", "none" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_ports_print_as_dig_does(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 11, "0102030406", "1.2.3.4 6", "none" },
		{ 11, "01020304060000004080", "1.2.3.4 6 25 32", "two" },
		{ 11, "01020304ff80", "1.2.3.4 255 0", "port 0" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_prefixes_print_as_dig_does(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 42, "", "", "none" },
		{ 42, "00010000", "1:0.0.0.0/0", "no bytes" },
		{ 42, "00011803c000020002208420010db8", "1:192.0.2.0/24 !2:2001:db8::/32",
		  "two families, one negated" },
		{ 42, "000108810a", "!1:10.0.0.0/8", "negated" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_prefixes_of_other_families_are_opaque(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 42, "0003010161", "\\# 5 0003010161", "family 3" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bitmaps_print_as_dig_does),
		cmocka_unit_test(test_old_bitmaps_print_as_dig_does),
		cmocka_unit_test(test_ports_print_as_dig_does),
		cmocka_unit_test(test_prefixes_print_as_dig_does),
		cmocka_unit_test(test_prefixes_of_other_families_are_opaque),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
