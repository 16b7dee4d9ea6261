#include "dns/type.h"
#include "rdata_case.h"

static void test_keys_rise_and_stand_once(void **state)
{
	static const struct case_valid rows[] = {
		{ 65, "000100", true, "none" },
		{ 65, "000100000100020161000300026162", true, "rising" },
		{ 65, "000100000300026162000100020161", false, "falling" },
		{ 65, "000100000300026162000300026162", false, "twice" },
		{ 65, "00010000030002616200", false, "a byte more" },
		{ 65, "0001000003000261", false, "a byte less" },
		{ 64, "0000016100", true, "alias" },
		{ 64, "000000000100020161", true, "an alias may have parameters" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

static void test_values_have_the_form_of_their_key(void **state)
{
	static const struct case_valid rows[] = {
		{ 65, "00010000010000", false, "no protocol" },
		{ 65, "0001000001000100", false, "an empty protocol" },
		{ 65, "000100000100020261", false, "a protocol that ends too early" },
		{ 65, "00010000020000", false, "no-default-alpn without alpn" },
		{ 65, "00010000010002016100020000", true, "with alpn" },
		{ 65, "0001000001000201610002000161", false,
		  "a value where none may be" },
		{ 65, "0001000003000161", false, "half a port" },
		{ 65, "0001000004000461626364", true, "an IPv4 address" },
		{ 65, "00010000040003616263", false, "three bytes of it" },
		{ 65, "00010000040000", false, "none of it" },
		{ 65, "00010000050000", true, "empty ech" },
		{ 65,
		  "000100000600206161616161616161616161616161616161616161616161616161616161616161",
		  true, "two IPv6 addresses" },
		{ 65, "0001000006000f616161616161616161616161616161", false,
		  "15 bytes of one" },
		{ 65, "0001000008000161", true, "dig does not know key 8" },
		{ 65, "000100ffff0000", true, "nor 65535" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

static void test_mandatory_keys_are_there(void **state)
{
	static const struct case_valid rows[] = {
		{ 65, "000100000000020001000100020161", true, "alpn" },
		{ 65, "000100000000020001", false, "no alpn" },
		{ 65, "0001000000000400010003000100020161000300026162", true, "two" },
		{ 65, "0001000000000400030001000100020161000300026162", false,
		  "falling" },
		{ 65, "0001000000000400010001000100020161", false, "twice" },
		{ 65, "000100000000020000", false, "itself" },
		{ 65, "00010000000000", false, "none" },
		{ 65, "00010000000003000100000100020161", false, "half a key" },
		{ 65, "00010000000002ffff000100020161", false,
		  "a key that is not there" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

static void test_dohpath_is_relative_and_utf8_with_its_variable(void **state)
{
	static const struct case_valid rows[] = {
		{ 65, "000100000700072f7b3f646e737d", true, "the shortest" },
		{ 65, "000100000700092f717b3f646e737d78", true, "text around" },
		{ 65, "00010000070008712f7b3f646e737d", false, "not relative" },
		{ 65, "000100000700062f7b3f646e7d", false, "no variable" },
		{ 65, "00010000070000", false, "nothing" },
		{ 65, "000100000700102fc3a4e282acf09f98807b3f646e737d", true,
		  "UTF-8 of two, three and four bytes" },
		{ 65, "000100000700082fff7b3f646e737d", false,
		  "a byte that UTF-8 has not" },
		{ 65, "000100000700092fc0af7b3f646e737d", false, "overlong" },
		{ 65, "0001000007000a2fe080af7b3f646e737d", false, "overlong of three" },
		{ 65, "0001000007000b2ff08080af7b3f646e737d", false, "overlong of four" },
		{ 65, "0001000007000a2feda0807b3f646e737d", false, "a surrogate" },
		{ 65, "0001000007000b2ff49080807b3f646e737d", false, "beyond Unicode" },
		{ 65, "000100000700092f7b3f646e737de282", false, "cut short" },
		{ 65, "0001000007000a2fe282617b3f646e737d", false, "continued wrongly" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_rise_and_stand_once),
		cmocka_unit_test(test_values_have_the_form_of_their_key),
		cmocka_unit_test(test_mandatory_keys_are_there),
		cmocka_unit_test(test_dohpath_is_relative_and_utf8_with_its_variable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
