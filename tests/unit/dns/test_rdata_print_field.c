#include "base/clock.h"
#include "dns/type.h"
#include "rdata_case.h"

static void test_numbers_and_names_print_as_dig_does(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 15, "000a026e73076578616d706c6500", "10 ns.example.",
		  "a number and a name" },
		{ 2, "00", ".", "the root" },
		{ 2, "066120622e5c630200ff00", "a\\032b\\.\\\\c.\\000\\255.", "escapes" },
		{ 33, "0001ffff0035026e73076578616d706c6500", "1 65535 53 ns.example.",
		  "three numbers" },
		{ 17, "026e73076578616d706c6500026e73076578616d706c6500",
		  "ns.example. ns.example.", "two names" },
		{ 36, "0001026e73076578616d706c6500", "1 ns.example.", "KX" },
		{ 39, "026e73076578616d706c6500", "ns.example.", "DNAME" },
		{ 23, "026e73076578616d706c6500", "ns.example.", "NSAP-PTR is a name" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_addresses_print_as_dig_does(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 1, "00000000", "0.0.0.0", "zeros" },
		{ 1, "ff0a6364", "255.10.99.100", "one to three digits" },
		{ 28, "00000000000000000000000000000000", "::", "::" },
		{ 28, "20010db8000000000000000000000001", "2001:db8::1",
		  "longest run of zeros" },
		{ 28, "00000000000000000000ffffc0000201", "::ffff:192.0.2.1",
		  "an IPv4 address inside" },
		{ 105, "000a01020304", "10 1.2.3.4", "L32" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_addresses_print_expanded(void **state)
{
	static const struct rdata_style style = { .is_aaaa_expanded = true };
	static const struct case_text rows[] = {
		{ 28, "20010db8000000000000000000000001",
		  "2001:0db8:0000:0000:0000:0000:0000:0001", "all groups" },
		{ 45, "01020120010db8000000000000000000000001616263",
		  "1 2 1 2001:db8::1 YWJj", "only AAAA" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_mnemonics_print_as_dig_does(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 37, "000100020d616263", "PKIX 2 ECDSAP256SHA256 YWJj", "names" },
		{ 37, "0009000263616263", "9 2 99 YWJj", "numbers" },
		{ 24,
		  "ff00080200000e1065000000640000000007026e73076578616d706c6500616263",
		  "65280 8 2 3600 20230912060656 20230302014640 7 ns.example. YWJj",
		  "the bare number of an old type" },
		{ 46,
		  "ff00080200000e1065000000640000000007026e73076578616d706c6500616263",
		  "TYPE65280 8 2 3600 20230912060656 20230302014640 7 ns.example. YWJj",
		  "TYPEn" },
		{ 46,
		  "00060802ffffffff65000000640000000007026e73076578616d706c6500616263",
		  "SOA 8 2 4294967295 20230912060656 20230302014640 7 ns.example. YWJj",
		  "a known type" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_odd_fields_print_as_dig_does(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 104, "000a00144fffff200000", "10 14:4fff:ff20:0",
		  "groups without leading zeros" },
		{ 108, "fafbfcfdfeff", "fa-fb-fc-fd-fe-ff", "EUI48" },
		{ 109, "0001020304050607", "00-01-02-03-04-05-06-07", "EUI64" },
		{ 22, "47000580", "0x47000580", "NSAP" },
		{ 34, "003924", "3924", "ATMA in hex" },
		{ 34, "013135353531323132", "+15551212", "ATMA as a number" },
		{ 51, "0100000a00", "1 0 10 -", "no salt" },
		{ 51, "0100000a02abcd", "1 0 10 ABCD", "a salt" },
		{ 50, "0101000a02abcd14c8c9cacbcccdcecfd0d1d2d3d4d5d6d7d8d9dadb000140",
		  "1 1 10 ABCD P34SLIUCPN7CVK6HQB9T9LEMQVCDJMMR A",
		  "a hash in base32hex" },
		{ 257, "8005697373756561", "128 issue \"a\"", "CAA" },
		{ 256, "00010002687474703a", "1 2 \"http:\"", "URI" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_times_lie_within_68_years_of_now(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text before[] = {
		{ TYPE_RRSIG, "000108000000000080000000ffffffff00010061",
		  "A 8 0 0 20380119031408 19691231235959 1 . YQ==", "2106 is too far" },
	};
	static const struct case_text after[] = {
		{ TYPE_RRSIG, "000108000000000000000001ffffffff00010061",
		  "A 8 0 0 21060207062817 21060207062815 1 . YQ==", "beyond 2106" },
	};

	(void)state;
	clock_hold(1, 2000000000000000);
	case_print_check(before, ARRAY_LEN(before), &style);
	clock_hold(1, 4200000000000000);
	case_print_check(after, ARRAY_LEN(after), &style);
	clock_release();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_and_names_print_as_dig_does),
		cmocka_unit_test(test_addresses_print_as_dig_does),
		cmocka_unit_test(test_addresses_print_expanded),
		cmocka_unit_test(test_mnemonics_print_as_dig_does),
		cmocka_unit_test(test_odd_fields_print_as_dig_does),
		cmocka_unit_test(test_times_lie_within_68_years_of_now),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
