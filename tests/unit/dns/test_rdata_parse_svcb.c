#include "dns/type.h"
#include "rdata_case.h"

static void test_parameters_are_read(void **state)
{
	static const struct case_text rows[] = {
		{ 65, "000100", "1 .", "none" },
		{ 65, "0000016100", "0 a.", "alias" },
		{ 65, "00010000010006026832026833", "1 . alpn=h2,h3", "protocols" },
		{ 65, "00010000010006026832026833", "1 . ALPN=\"h2,h3\"",
		  "in quotes, in capitals" },
		{ 65, "000100000100030268320003000201bb000400080102030405060708",
		  "1 . ipv4hint=1.2.3.4,5.6.7.8 port=443 alpn=h2", "any order" },
		{ 65, "00010000000004000100040001000201610004000401020304",
		  "1 . mandatory=ipv4hint,alpn alpn=a ipv4hint=1.2.3.4",
		  "mandatory in any order" },
		{ 65, "00010000010002016100020000", "1 . no-default-alpn alpn=a",
		  "no value" },
		{ 65, "0001000005000161", "1 . ech=YQ==", "base64" },
		{ 65, "00010000050000", "1 . ech", "empty ech" },
		{ 65, "0001000006001000000000000000000000000000000001",
		  "1 . ipv6hint=::1", "IPv6" },
		{ 65, "000100000700072f7b3f646e737d", "1 . dohpath=/{?dns}", "dohpath" },
		{ 65, "000100000700072f7b3f646e737d", "1 . key7=\"/{?dns}\"",
		  "dohpath as dig prints it" },
		{ 65, "00010000080000", "1 . ohttp", "ohttp" },
		{ 65, "00010000090004001d0017", "1 . tls-supported-groups=29,23",
		  "groups" },
		{ 65, "000100029b0000", "1 . key667", "an unknown key" },
		{ 65, "000100029b000561225c20ff", "1 . key667=\"a\\\"\\\\ \\255\"",
		  "with a value" },
		{ 65, "000100029b0003612062", "1 . key667=a\\ b", "without quotes" },
		{ 65, "00010000010003026832", "1 . key1=\"\\002h2\"",
		  "a known key by number is as on the wire" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_protocols_are_unescaped_twice(void **state)
{
	static const struct case_text rows[] = {
		{ 65, "0001000001000c08665c6f6f2c626172026832",
		  "1 . alpn=\"f\\\\\\\\oo\\\\,bar,h2\"", "RFC 9460 appendix D" },
		{ 65, "0001000001000c08665c6f6f2c626172026832",
		  "1 . alpn=f\\\\\\092oo\\092,bar,h2", "without quotes" },
		{ 65, "0001000001000403612c62", "1 . alpn=a\\\\,b", "a comma" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_parameters_are_refused(void **state)
{
	static const struct case_text rows[] = {
		{ 65, "wanted a parameter such as alpn=h2 or key65280=x, got \"alpm=h2\"",
		  "1 . alpm=h2", "no such key" },
		{ 65,
		  "wanted a parameter such as alpn=h2 or key65280=x, got \"key65536=a\"",
		  "1 . key65536=a", "over 16 bits" },
		{ 65,
		  "wanted a parameter such as alpn=h2 or key65280=x, got \"key007=a\"",
		  "1 . key007=a", "zeros before the number" },
		{ 65, "wanted a value behind the key, got \"alpn\"", "1 . alpn",
		  "no value" },
		{ 65, "wanted no value, got \"a\"", "1 . alpn=a no-default-alpn=a",
		  "a value too many" },
		{ 65, "wanted each parameter once, got key3 twice", "1 . port=1 port=2",
		  "twice" },
		{ 65, "wanted a number from 0 to 65535, got \"65536\"", "1 . port=65536",
		  "port" },
		{ 65, "wanted a number from 0 to 65535, got \"1,2\"", "1 . port=1,2",
		  "two ports" },
		{ 65,
		  "wanted IPv4 addresses such as 192.0.2.1,192.0.2.2, got \"1.2.3.4,\"",
		  "1 . ipv4hint=1.2.3.4,", "an empty address" },
		{ 65,
		  "wanted IPv6 addresses such as 2001:db8::1,2001:db8::2, got \"1.2.3.4\"",
		  "1 . ipv6hint=1.2.3.4", "the other family" },
		{ 65, "wanted protocols of 1 to 255 bytes, such as h2,h3, got \"h2,,h3\"",
		  "1 . alpn=h2,,h3", "an empty protocol" },
		{ 65, "wanted keys such as alpn,ipv4hint, got \"alpn,foo\"",
		  "1 . mandatory=alpn,foo alpn=a", "an unknown mandatory key" },
		{ 65, "wanted other keys, each once, got \"alpn,alpn\"",
		  "1 . mandatory=alpn,alpn alpn=a", "twice" },
		{ 65, "wanted other keys, each once, got \"mandatory\"",
		  "1 . mandatory=mandatory", "itself" },
		{ 65,
		  "wanted rdata that follows the format of HTTPS, got 9 bytes that do not",
		  "1 . mandatory=port", "a mandatory key that is not there" },
		{ 65,
		  "wanted rdata that follows the format of HTTPS, got 7 bytes that do not",
		  "1 . no-default-alpn", "without alpn" },
		{ 65, "wanted base64 such as AQID, got \"???\"", "1 . ech=???",
		  "no base64" },
		{ 65, "wanted nothing behind the quote, got \"\\\"a\\\"b\"",
		  "1 . key667=\"a\"b", "text behind the quote" },
		{ 65, "wanted a closing quote, got \"key667=\\\"a\"", "1 . key667=\"a",
		  "an open quote" },
		{ 65,
		  "wanted rdata that follows the format of HTTPS, got 13 bytes that do not",
		  "1 . dohpath=/{dns}", "dohpath without its variable" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parameters_are_read),
		cmocka_unit_test(test_protocols_are_unescaped_twice),
		cmocka_unit_test(test_parameters_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
