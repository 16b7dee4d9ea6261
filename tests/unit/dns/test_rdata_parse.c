#include "dns/type.h"
#include "rdata_case.h"

static void test_plain_text_is_read(void **state)
{
	static const struct case_text rows[] = {
		{ 1, "c0000201", "192.0.2.1", "A" },
		{ 28, "20010db8000000000000000000000001", "2001:db8::1", "AAAA" },
		{ 5, "0377777702657800", "www.ex.", "CNAME" },
		{ 2, "026e7300", "ns", "a relative name without an origin" },
		{ 15, "000a026d7800", "10 mx.", "MX" },
		{ 16, "03612062", "\"a b\"", "TXT" },
		{ 99, "00", "\"\"", "SPF" },
		{ 12, "00", ".", "the root" },
		{ 39, "02614200", "aB.", "the case is kept" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_blanks_around_it_do_not_matter(void **state)
{
	static const struct case_text rows[] = {
		{ 1, "01020304", "  1.2.3.4\t", "A" },
		{ 15, "000100", " 1 \t . \n", "MX" },
		{ 2, "00", "(\n.\n) ; the root", "a comment" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_what_takes_the_long_way_is_the_same(void **state)
{
	static const struct case_text rows[] = {
		{ 16, "0161", "a", "without quotes" },
		{ 16, "03612262", "\"a\\\"b\"", "a quote inside" },
		{ 16, "01610162", "\"a\" b", "two strings" },
		{ 15, "00010361206200", "1 a\\032b.", "an escape" },
		{ 5, "016100", "(a.)", "parentheses" },
		{ 16,
		  "c86161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161",
		  "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
		  "200 bytes" },
		{ 16,
		  "ff616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161",
		  "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
		  "255 bytes" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_refusals_say_what_was_wanted(void **state)
{
	static const struct case_text rows[] = {
		{ 1, "wanted an IPv4 address such as 192.0.2.1, got \"foo\"", "foo",
		  "A" },
		{ 1, "wanted an IPv4 address such as 192.0.2.1, got nothing", "",
		  "nothing" },
		{ 1, "wanted nothing more, got \"x\"", "1.2.3.4 x", "too much" },
		{ 1, "wanted an IPv4 address such as 192.0.2.1, got \"1.2.3\"", "1.2.3",
		  "three numbers" },
		{ 1, "wanted an IPv4 address such as 192.0.2.1, got \"1.2.3.256\"",
		  "1.2.3.256", "too large" },
		{ 1, "wanted an IPv4 address such as 192.0.2.1, got \"01.2.3.4\"",
		  "01.2.3.4", "a leading zero" },
		{ 28, "wanted an IPv6 address such as 2001:db8::1, got \"1.2.3.4\"",
		  "1.2.3.4", "AAAA" },
		{ 15, "wanted a number from 0 to 65535, got \"mx.\"", "mx.", "MX" },
		{ 15, "wanted a number from 0 to 65535, got \"65536\"", "65536 mx.",
		  "MX" },
		{ 15, "wanted a domain name such as www.example.com., got nothing", "10",
		  "no name" },
		{ 5,
		  "wanted a domain name such as www.example.com., got \"a..b\": empty label",
		  "a..b", "CNAME" },
		{ 5, "wanted nothing more, got \"b.\"", "a. b.", "two names" },
		{ 16,
		  "wanted text of at most 255 bytes in one pair of quotes, got 256 bytes",
		  "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"",
		  "TXT" },
		{ 16, "wanted a closing quote, got \"\\\"abc\"", "\"abc", "TXT" },
		{ 16,
		  "wanted text in quotes, or \"\\;\" for a \";\" in it, got \"v=DKIM1; k=rsa\"",
		  "v=DKIM1; k=rsa", "a semicolon would be a comment" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_relative_names_stand_under_the_origin(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_string_equal(case_parse(arena, TYPE_CNAME, "a", "02657800"),
			    "016102657800");
	assert_string_equal(case_parse(arena, TYPE_CNAME, "@", "02657800"), "02657800");
	assert_string_equal(case_parse(arena, TYPE_CNAME, "a.", "02657800"), "016100");
	assert_string_equal(case_parse(arena, TYPE_MX, "1 a", "02657800"),
			    "0001016102657800");
	assert_string_equal(case_parse(arena, 17, "a b", "02657800"),
			    "016102657800016202657800");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain_text_is_read),
		cmocka_unit_test(test_blanks_around_it_do_not_matter),
		cmocka_unit_test(test_what_takes_the_long_way_is_the_same),
		cmocka_unit_test(test_refusals_say_what_was_wanted),
		cmocka_unit_test(test_relative_names_stand_under_the_origin),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
