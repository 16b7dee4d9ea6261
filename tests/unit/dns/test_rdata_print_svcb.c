#include "dns/type.h"
#include "rdata_case.h"

static void test_parameters_print_as_dig_does(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 64, "0001026e73076578616d706c6500", "1 ns.example.", "none" },
		{ 65, "000000", "0 .", "alias" },
		{ 65, "00010000010006026832026833", "1 . alpn=\"h2,h3\"", "protocols" },
		{ 65, "0001026e73076578616d706c65000001000302683200020000",
		  "1 ns.example. alpn=\"h2\" no-default-alpn", "no value" },
		{ 65, "0001026e73076578616d706c65000003000201bb",
		  "1 ns.example. port=443", "port" },
		{ 65, "0001026e73076578616d706c6500000400080102030405060708",
		  "1 ns.example. ipv4hint=1.2.3.4,5.6.7.8", "IPv4" },
		{ 65,
		  "0001026e73076578616d706c65000005002b000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
		  "1 ns.example. ech=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKg==",
		  "base64 in one word" },
		{ 65, "0001026e73076578616d706c650000050000", "1 ns.example. ech",
		  "empty ech" },
		{ 65,
		  "0001026e73076578616d706c6500000600200000000000000000000000000000000020010db8000000000000000000000001",
		  "1 ns.example. ipv6hint=::,2001:db8::1", "IPv6" },
		{ 65,
		  "0001026e73076578616d706c65000000000600010004fffe0001000201610004000401020304fffe000178",
		  "1 ns.example. mandatory=alpn,ipv4hint,key65534 alpn=\"a\" ipv4hint=1.2.3.4 key65534=\"x\"",
		  "mandatory" },
		{ 65, "0001026e73076578616d706c6500000700072f7b3f646e737d",
		  "1 ns.example. key7=\"/{?dns}\"", "dig knows no name for 7" },
		{ 65, "0001026e73076578616d706c650000080000", "1 ns.example. key8",
		  "nor for 8" },
		{ 65, "0001026e73076578616d706c650000090002001d",
		  "1 ns.example. key9=\"\\000\\029\"", "nor for 9" },
		{ 65, "0001026e73076578616d706c6500029b000a6122625c632c642001ff",
		  "1 ns.example. key667=\"a\\\"b\\\\c,d \\001\\255\"",
		  "escapes of unknown values" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_protocols_are_escaped_twice(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 65, "0001026e73076578616d706c65000001000d09665c6f2c6f223b2001026832",
		  "1 ns.example. alpn=\"f\\\\\\\\o\\\\,o\\\";\\032\\001,h2\"",
		  "backslash, comma, quote, blank, control" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parameters_print_as_dig_does),
		cmocka_unit_test(test_protocols_are_escaped_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
