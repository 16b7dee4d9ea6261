#include "dns/type.h"
#include "rdata_case.h"

static void test_hex_may_be_cut_anywhere(void **state)
{
	static const struct case_text rows[] = {
		{ 43, "00010809abcdef", "1 8 9 abcdef", "one word" },
		{ 43, "00010809abcdef", "1 8 9 a bc D eF", "odd words" },
		{ 31, "ab", "(a\nb)", "lines" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_hex_is_whole_bytes(void **state)
{
	static const struct case_text rows[] = {
		{ 43, "wanted pairs of hex digits such as 0aff, got a part of it",
		  "1 8 9 abc", "half a byte" },
		{ 43, "wanted pairs of hex digits such as 0aff, got \"0x12\"",
		  "1 8 9 0x12", "no prefix" },
		{ 43, "wanted pairs of hex digits such as 0aff, got nothing", "1 8 9",
		  "nothing" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_base64_may_be_cut_anywhere(void **state)
{
	static const struct case_text rows[] = {
		{ 61, "61", "YQ==", "two paddings" },
		{ 61, "6162", "YWI=", "one" },
		{ 61, "616263", "YWJj", "none" },
		{ 61, "61626364", "Y WJ jZ A= =", "odd words" },
		{ 61, "fbff", "+/8=", "the last two digits" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_base64_is_padded_and_whole(void **state)
{
	static const struct case_text rows[] = {
		{ 61, "wanted base64 such as AQID, got a part of it", "YQ",
		  "no padding" },
		{ 61, "wanted base64 such as AQID, got a part of it",
		  "YQ=", "half a padding" },
		{ 61, "wanted base64 such as AQID, got \"YQ===\"", "YQ===", "too much" },
		{ 61, "wanted base64 such as AQID, got \"YQ==YQ==\"",
		  "YQ==YQ==", "behind the end" },
		{ 61, "wanted base64 such as AQID, got a part of it",
		  "YR==", "bits that are lost" },
		{ 61, "wanted base64 such as AQID, got \"-_8=\"",
		  "-_8=", "another alphabet" },
		{ 61, "wanted base64 such as AQID, got a part of it", "Y", "one digit" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_base32_is_whole(void **state)
{
	static const struct case_text rows[] = {
		{ 50, "0100000000056162636465", "1 0 0 - C5H66P35", "eight digits" },
		{ 50, "01000000000161", "1 0 0 - c4", "two digits, lower case" },
		{ 50, "wanted base32hex such as 2vptu5timamqttgl, got \"w4\"",
		  "1 0 0 - w4", "beyond v" },
		{ 50, "wanted base32hex such as 2vptu5timamqttgl, got a part of it",
		  "1 0 0 - c", "one digit" },
		{ 50, "wanted base32hex such as 2vptu5timamqttgl, got a part of it",
		  "1 0 0 - c5", "bits that are lost" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_strings_are_read(void **state)
{
	static const struct case_text rows[] = {
		{ 13, "016103622063", "a \"b c\"", "HINFO" },
		{ 16, "0361ff62", "a\\255b", "\\DDD" },
		{ 16, "05225c3b2078", "\"\\\"\\\\\\; x\"", "\\c" },
		{ 16, "01280129", "\\( \")\"", "parentheses" },
		{ 20, "0161", "a", "ISDN of one" },
		{ 20, "01610162", "a b", "ISDN of two" },
		{ 256,
		  "00010002616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161",
		  "1 2 \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
		  "URI has no size" },
		{ 257, "000174", "0 t \"\"", "CAA without a value" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_strings_are_refused(void **state)
{
	static const struct case_text rows[] = {
		{ 13, "wanted text of at most 255 bytes, such as \"a b\", got nothing",
		  "a", "HINFO of one" },
		{ 20, "wanted nothing more, got \"c\"", "a b c", "ISDN of three" },
		{ 16, "wanted three digits from 000 to 255 behind \"\\\", got \"\\256\"",
		  "\"\\256\"", "\\256" },
		{ 16, "wanted three digits from 000 to 255 behind \"\\\", got \"\\12\"",
		  "\"\\12\"", "\\12" },
		{ 16, "wanted three digits from 000 to 255 behind \"\\\", got \"\\1a2\"",
		  "\"\\1a2\"", "\\1a2" },
		{ 16, "wanted a character behind \"\\\", got \"\\\"", "a\\",
		  "an end behind \\" },
		{ 256, "wanted text in quotes, got nothing", "1 2",
		  "URI without a target" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hex_may_be_cut_anywhere),
		cmocka_unit_test(test_hex_is_whole_bytes),
		cmocka_unit_test(test_base64_may_be_cut_anywhere),
		cmocka_unit_test(test_base64_is_padded_and_whole),
		cmocka_unit_test(test_base32_is_whole),
		cmocka_unit_test(test_strings_are_read),
		cmocka_unit_test(test_strings_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
