#include "dns/type.h"
#include "rdata_case.h"

static void test_unknown_format_is_a_size_and_hex(void **state)
{
	static const struct rdata_style style = { .split = 8 };
	static const struct case_text rows[] = {
		{ 65280, "", "\\# 0", "nothing" },
		{ 65280, "0a", "\\# 1 0A", "a byte" },
		{ 65280, "0102030405", "\\# 5 01020304 05", "two words" },
		{ TYPE_NS, "c0ff", "\\# 2 C0FF", "a broken NS" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_unknown_format_decompresses_the_names_of_known_types(void **state)
{
	static const struct rdata_style style = { .is_unknown_format = true };
	static const struct case_text rows[] = {
		{ TYPE_NS, "0161c000", "\\# 5 0161017800", "NS" },
		{ TYPE_MX, "0001c000", "\\# 5 0001017800", "MX" },
		{ TYPE_TXT, "0161", "\\# 2 0161", "TXT" },
		{ TYPE_NS, "c000ff", "\\# 3 C000FF", "a broken NS is as received" },
		{ 65280, "c000", "\\# 2 C000", "an unknown type too" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_unknown_format_in_another_class_is_as_received(void **state)
{
	static const struct rdata_style style = { .is_unknown_format = true,
						  .rr_class = CLASS_CH };
	static const struct case_text rows[] = {
		{ TYPE_SRV, "000100020003c000", "\\# 8 000100020003C000",
		  "SRV of class CH" },
		{ TYPE_MX, "0001c000", "\\# 5 0001017800", "MX is known in every class" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unknown_format_is_a_size_and_hex),
		cmocka_unit_test(
			test_unknown_format_decompresses_the_names_of_known_types),
		cmocka_unit_test(test_unknown_format_in_another_class_is_as_received),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
