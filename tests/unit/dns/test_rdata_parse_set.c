#include "dns/type.h"
#include "rdata_case.h"

static void test_bitmaps_are_read(void **state)
{
	static const struct case_text rows[] = {
		{ 47, "00000140", ". A", "A" },
		{ 47, "000006400100000003010140", ". CAA NSEC RRSIG MX a MX",
		  "any order, one twice" },
		{ 47,
		  "00ff200000000000000000000000000000000000000000000000000000000000000001",
		  ". TYPE65535", "the last type" },
		{ 47, "00000180", ". TYPE0", "the first" },
		{ 62, "000000010003", "1 3", "none" },
		{ 30, "004001", ". A MX", "NXT" },
		{ 30, "0000000000000000000000000000000001", ". 127",
		  "a bare number in NXT" },
		{ 30, "00", ".", "NXT without types" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_types_of_bitmaps_are_refused(void **state)
{
	static const struct case_text rows[] = {
		{ 47, "wanted a record type such as MX or TYPE65280, got \"NXNAMEX\"",
		  ". A NXNAMEX", "never taken for TYPE0" },
		{ 47, "wanted a record type such as MX or TYPE65280, got \"TYPE99999\"",
		  ". TYPE99999", "over 16 bits" },
		{ 47,
		  "wanted rdata that follows the format of NSEC, got 1 bytes that do not",
		  ".", "none" },
		{ 30, "wanted a record type from 1 to 127, got \"128\"", ". 128", "NXT" },
		{ 30, "wanted a record type from 1 to 127, got \"CAA\"", ". CAA",
		  "NXT has no windows" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_ports_are_read(void **state)
{
	static const struct case_text rows[] = {
		{ 11, "010203040600000040", "1.2.3.4 tcp smtp", "names" },
		{ 11, "010203041100000000000004", "1.2.3.4 17 53", "numbers" },
		{ 11, "01020304ff80", "1.2.3.4 255 0", "port 0" },
		{ 11, "0102030406", "1.2.3.4 6", "none" },
		{ 11, "wanted a protocol such as tcp or 6, got \"256\"", "1.2.3.4 256",
		  "a protocol over 8 bits" },
		{ 11, "wanted a port such as 25, got \"65536\"", "1.2.3.4 6 65536",
		  "over 16 bits" },
		{ 11, "wanted a port such as 25, got \"gopherx\"", "1.2.3.4 6 gopherx",
		  "no such name" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_prefixes_are_read(void **state)
{
	static const struct case_text rows[] = {
		{ 42, "", "", "none" },
		{ 42, "00011803c00002", "1:192.0.2.0/24",
		  "without the zeros at the end" },
		{ 42, "0002208420010db800010000", "!2:2001:db8::/32 1:0.0.0.0/0", "two" },
		{ 42,
		  "wanted a prefix such as 1:192.0.2.0/24 or !2:2001:db8::/32, got \"1:192.0.2.0/33\"",
		  "1:192.0.2.0/33", "33 bits" },
		{ 42,
		  "wanted a prefix such as 1:192.0.2.0/24 or !2:2001:db8::/32, got \"3:1.2.3.4/8\"",
		  "3:1.2.3.4/8", "family 3" },
		{ 42,
		  "wanted a prefix such as 1:192.0.2.0/24 or !2:2001:db8::/32, got \"1:::1/8\"",
		  "1:::1/8", "the other family" },
		{ 42,
		  "wanted a prefix such as 1:192.0.2.0/24 or !2:2001:db8::/32, got \"1:1.2.3.4\"",
		  "1:1.2.3.4", "no size" },
		{ 42,
		  "wanted a prefix such as 1:192.0.2.0/24 or !2:2001:db8::/32, got \"!\"",
		  "!", "nothing behind !" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bitmaps_are_read),
		cmocka_unit_test(test_types_of_bitmaps_are_refused),
		cmocka_unit_test(test_ports_are_read),
		cmocka_unit_test(test_prefixes_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
