#include "dns/type.h"
#include "rdata_case.h"

static void test_numbers_are_read(void **state)
{
	static const struct case_text rows[] = {
		{ 33, "0000ffff000500", "0 65535 5 .", "16 bits" },
		{ 62, "ffffffff0003", "4294967295 3", "32 bits" },
		{ 52, "ff000161", "255 0 1 61", "8 bits" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_numbers_are_refused(void **state)
{
	static const struct case_text rows[] = {
		{ 33, "wanted a number from 0 to 65535, got \"65536\"", "0 65536 5 .",
		  "16 bits" },
		{ 62, "wanted a number from 0 to 4294967295, got \"4294967296\"",
		  "4294967296 3", "32 bits" },
		{ 52, "wanted a number from 0 to 255, got \"256\"", "256 0 1 61",
		  "8 bits" },
		{ 33, "wanted a number from 0 to 65535, got \"-1\"", "-1 0 5 .",
		  "a sign" },
		{ 33, "wanted a number from 0 to 65535, got \"0x1\"", "0x1 0 5 .",
		  "hex" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_periods_are_seconds_or_units(void **state)
{
	static const struct case_text rows[] = {
		{ 6, "0000000000010000003c00001518000c08a5ffffffff",
		  ". . 1 1m 1h30m 1w2D3h4M5s 4294967295", "SOA" },
		{ 6,
		  "wanted seconds from 0 to 4294967295, or such as 1h30m, got \"4294967296\"",
		  ". . 1 4294967296 1 1 1", "over 32 bits" },
		{ 6,
		  "wanted seconds from 0 to 4294967295, or such as 1h30m, got \"7102w\"",
		  ". . 1 7102w 1 1 1", "over 32 bits in weeks" },
		{ 6, "wanted seconds from 0 to 4294967295, or such as 1h30m, got \"1y\"",
		  ". . 1 1y 1 1 1", "another unit" },
		{ 6, "wanted seconds from 0 to 4294967295, or such as 1h30m, got \"h\"",
		  ". . 1 h 1 1 1", "no number" },
		{ 6, "wanted a number from 0 to 4294967295, got \"1h\"", ". . 1h 1 1 1 1",
		  "a serial has no unit" },
		{ 6, "wanted a number from 0 to 4294967295, got \"4294967296\"",
		  ". . 4294967296 1 1 1 1", "a serial over 32 bits" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_times_are_dates_or_seconds(void **state)
{
	static const struct case_text rows[] = {
		{ 46, "0006080200000e106553f10064bb5a8000070061",
		  "SOA 8 2 3600 20231114221320 20230722042640 7 . YQ==", "dates" },
		{ 46, "0006080200000e106553f10064bb5a8000070061",
		  "SOA 8 2 3600 1700000000 1690000000 7 . YQ==", "seconds" },
		{ 46, "0006080200000e10ffffffff0000000000070061",
		  "SOA 8 2 3600 19691231235959 21060207062816 7 . YQ==",
		  "around the circle" },
		{ 46, "wanted a time such as 20260101000000, got \"20231314221320\"",
		  "SOA 8 2 3600 20231314221320 1 7 . YQ==", "a 13th month" },
		{ 46, "wanted a time such as 20260101000000, got \"20231114241320\"",
		  "SOA 8 2 3600 20231114241320 1 7 . YQ==", "a 24th hour" },
		{ 46, "wanted a time such as 20260101000000, got \"4294967296\"",
		  "SOA 8 2 3600 4294967296 1 7 . YQ==", "over 32 bits" },
		{ 46, "wanted a time such as 20260101000000, got \"202311142213\"",
		  "SOA 8 2 3600 202311142213 1 7 . YQ==", "12 digits" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_mnemonics_are_read(void **state)
{
	static const struct case_text rows[] = {
		{ 37, "000100020d61", "pkix 2 ecdsap256sha256 YQ==", "names" },
		{ 37, "000900026361", "9 2 99 YQ==", "numbers" },
		{ 48, "0100030861", "256 3 RSASHA256 YQ==", "DNSKEY" },
		{ 24, "00c0080200000000000000010000000200070061",
		  "192 8 2 0 1 2 7 . YQ==", "a bare number in SIG" },
		{ 46, "0000080200000000000000010000000200070061",
		  "TYPE0 8 2 0 1 2 7 . YQ==", "TYPE0" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_mnemonics_are_refused(void **state)
{
	static const struct case_text rows[] = {
		{ 37,
		  "wanted a kind of certificate such as PKIX, or its number, got \"X\"",
		  "X 2 8 YQ==", "CERT" },
		{ 48, "wanted an algorithm such as 13 or ECDSAP256SHA256, got \"256\"",
		  "256 3 256 YQ==", "over 8 bits" },
		{ 48, "wanted an algorithm such as 13 or ECDSAP256SHA256, got \"RSA\"",
		  "256 3 RSA YQ==", "no such name" },
		{ 46, "wanted a record type such as MX or TYPE65280, got \"FOO\"",
		  "FOO 8 2 0 1 2 7 . YQ==", "no such type" },
		{ 46, "wanted a record type such as MX or TYPE65280, got \"TYPE65536\"",
		  "TYPE65536 8 2 0 1 2 7 . YQ==", "over 16 bits" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_sized_fields_are_read(void **state)
{
	static const struct case_text rows[] = {
		{ 51, "0100000a00", "1 0 10 -", "no salt" },
		{ 51, "0100000a02abcd", "1 0 10 abCD", "a salt" },
		{ 51, "wanted pairs of hex digits such as 0aff, got a part of it",
		  "1 0 10 abc", "half a byte" },
		{ 51,
		  "wanted a salt of hex digits, or - for none, got \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa...\"",
		  "1 0 10 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		  "256 bytes" },
		{ 257, "8005697373756561", "128 issue a", "CAA" },
		{ 257,
		  "wanted rdata that follows the format of CAA, got 6 bytes that do not",
		  "0 i-s x", "a hyphen" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_types_without_text_take_hex_alone(void **state)
{
	static const struct case_text rows[] = {
		{ 250,
		  "wanted a domain name such as www.example.com., got \"a..b\": empty label",
		  "a..b", "TSIG begins with a name" },
		{ 250, "wanted \\# and hex, for there is no other text of this type",
		  "a. 1 2", "TSIG" },
		{ 10, "wanted \\# and hex such as \\# 3 0a0b0c, got \"abc\"", "abc",
		  "NULL" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_are_read),
		cmocka_unit_test(test_numbers_are_refused),
		cmocka_unit_test(test_periods_are_seconds_or_units),
		cmocka_unit_test(test_times_are_dates_or_seconds),
		cmocka_unit_test(test_mnemonics_are_read),
		cmocka_unit_test(test_mnemonics_are_refused),
		cmocka_unit_test(test_sized_fields_are_read),
		cmocka_unit_test(test_types_without_text_take_hex_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
