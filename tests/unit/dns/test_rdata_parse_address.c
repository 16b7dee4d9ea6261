#include "dns/type.h"
#include "rdata_case.h"

static void test_addresses_are_read(void **state)
{
	static const struct case_text rows[] = {
		{ 105, "000101020304", "1 1.2.3.4", "L32" },
		{ 38, "0000000000000000000000000000000001", "0 ::1", "A6" },
		{ 108, "000102030405", "00-01-02-03-04-05", "EUI48" },
		{ 109, "f8f9fafbfcfdfeff", "F8-f9-fA-Fb-fc-fd-fe-ff", "EUI64" },
		{ 104, "000a00144fffff20ee64", "10 14:4fFF:ff20:ee64", "NID" },
		{ 106, "00010000000000000000", "1 0:00:000:0000", "L64" },
		{ 22, "47000580", "0x47.0005.80", "NSAP with dots" },
		{ 22, "ab", "0XaB", "NSAP" },
		{ 34, "003924", "39.24", "ATMA" },
		{ 34, "013135353531323132", "+1.555.1212", "ATMA as a number" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_addresses_are_refused(void **state)
{
	static const struct case_text rows[] = {
		{ 105, "wanted an IPv4 address such as 192.0.2.1, got \"::1\"", "1 ::1",
		  "a family that is not wanted" },
		{ 28, "wanted an IPv6 address such as 2001:db8::1, got \"fe80::1%lo\"",
		  "fe80::1%lo", "a zone" },
		{ 28,
		  "wanted an IPv6 address such as 2001:db8::1, got \"1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:...\"",
		  "1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111:1111",
		  "too long" },
		{ 108,
		  "wanted six bytes such as 00-00-5e-00-53-2a, got \"00-01-02-03-04\"",
		  "00-01-02-03-04", "five bytes" },
		{ 108,
		  "wanted six bytes such as 00-00-5e-00-53-2a, got \"00:01:02:03:04:05\"",
		  "00:01:02:03:04:05", "colons" },
		{ 108, "wanted pairs of hex digits such as 0aff, got \"0g\"",
		  "0g-01-02-03-04-05", "no hex" },
		{ 109,
		  "wanted eight bytes such as 00-00-5e-ef-10-00-00-2a, got \"00-01-02-03-04-05\"",
		  "00-01-02-03-04-05", "EUI64 of six" },
		{ 104,
		  "wanted four groups of hex digits such as 14:4fff:ff20:ee64, got \"1:2:3\"",
		  "1 1:2:3", "three groups" },
		{ 104,
		  "wanted four groups of hex digits such as 14:4fff:ff20:ee64, got \"1:2:3:4:5\"",
		  "1 1:2:3:4:5", "five" },
		{ 104,
		  "wanted four groups of hex digits such as 14:4fff:ff20:ee64, got \"1::3:4\"",
		  "1 1::3:4", "an empty one" },
		{ 104,
		  "wanted four groups of hex digits such as 14:4fff:ff20:ee64, got \"1:2:3:12345\"",
		  "1 1:2:3:12345", "five digits" },
		{ 22, "wanted hex digits behind 0x, such as 0x47.0005.80, got \"47\"",
		  "47", "no 0x" },
		{ 34, "wanted a telephone number such as +15551212, got \"1a\"", "+1a",
		  "a letter" },
		{ 34, "wanted pairs of hex digits such as 0aff, got a part of it", "123",
		  "half a byte" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses_are_read),
		cmocka_unit_test(test_addresses_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
