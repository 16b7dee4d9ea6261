#include "dns/type.h"
#include "rdata_case.h"

static void test_fields_follow_the_kind_of_the_first(void **state)
{
	static const struct case_text rows[] = {
		{ 38, "0000000000000000000000000000000001", "0 ::1",
		  "A6 without a name" },
		{ 38, "400000000000000001026e73076578616d706c6500", "64 ::1 ns.example.",
		  "A6" },
		{ 38, "7f01026e73076578616d706c6500", "127 ::1 ns.example.",
		  "A6 of one bit" },
		{ 38, "80026e73076578616d706c6500", "128  ns.example.",
		  "A6 of a name alone" },
		{ 45, "0a000261", "10 0 2 . YQ==", "IPSECKEY without a gateway" },
		{ 45, "0a01020102030461", "10 1 2 1.2.3.4 YQ==", "by IPv4" },
		{ 45, "0a02020000000000000000000000000000000061",
		  "10 2 2 :: YQ==", "by IPv6" },
		{ 45, "0a0302026e73076578616d706c650061",
		  "10 3 2 ns.example. YQ==", "by name" },
		{ 45, "0a0300026e73076578616d706c6500", "10 3 0 ns.example.",
		  "without a key" },
		{ 260, "0a00", "10 0 0 .", "AMTRELAY without a relay" },
		{ 260, "0a8101020304", "10 1 1 1.2.3.4", "by IPv4" },
		{ 260, "0a0200000000000000000000000000000000", "10 0 2 ::", "by IPv6" },
		{ 260, "0a83026e73076578616d706c6500", "10 1 3 ns.example.", "by name" },
		{ 55, "02030001abcd61", "3 abcd YQ==", "HIP" },
		{ 55, "02030001abcd61026e73076578616d706c650000",
		  "3 abcd YQ== ns.example. .", "HIP with servers" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_what_does_not_follow_is_refused(void **state)
{
	static const struct case_text rows[] = {
		{ 38, "wanted a prefix size from 0 to 128, got \"129\"", "129 ::", "A6" },
		{ 38, "wanted an IPv6 suffix such as ::1, got \"ns.\"",
		  "64 ns. ::", "A6 the wrong way round" },
		{ 38, "wanted nothing more, got \"ns.\"", "0 ::1 ns.",
		  "A6 with a name too many" },
		{ 38,
		  "wanted rdata that follows the format of A6, got 18 bytes that do not",
		  "1 ffff:: .", "A6 with bits of the prefix" },
		{ 45, "wanted \".\" where there is no gateway, got \"1.2.3.4\"",
		  "10 0 2 1.2.3.4 YQ==", "IPSECKEY" },
		{ 45, "wanted a gateway type from 0 to 3, got 4",
		  "10 4 2 . YQ==", "another kind" },
		{ 45, "wanted an IPv4 address such as 192.0.2.1, got \"::\"",
		  "10 1 2 :: YQ==", "the other family" },
		{ 45,
		  "wanted rdata that follows the format of IPSECKEY, got 3 bytes that do not",
		  "10 0 2 .", "no key" },
		{ 260, "wanted the discovery bit, 0 or 1, got \"2\"", "10 2 0 .",
		  "AMTRELAY" },
		{ 260, "wanted a relay type from 0 to 3, got \"4\"", "10 0 4 .",
		  "another kind" },
		{ 55, "wanted a host identity tag in hex, got nothing", "3", "HIP" },
		{ 55, "wanted a key in base64, got nothing", "3 abcd",
		  "HIP without a key" },
		{ 55, "wanted a tag of 1 to 255 bytes, got \"\"",
		  "3 \"\" YQ==", "HIP without a tag" },
		{ 55,
		  "wanted rdata that follows the format of HIP, got 5 bytes that do not",
		  "3 ab \"\"", "HIP with an empty key" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields_follow_the_kind_of_the_first),
		cmocka_unit_test(test_what_does_not_follow_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
