#include "dns/type.h"
#include "rdata_case.h"

static void test_strings_stand_in_quotes_with_the_escapes_of_dig(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 16, "00", "\"\"", "empty" },
		{ 16, "03612062", "\"a b\"", "a blank" },
		{ 16, "056122625c63", "\"a\\\"b\\\\c\"", "quote and backslash" },
		{ 16, "0600091f7f80ff", "\"\\000\\009\\031\\127\\128\\255\"",
		  "what is not printed" },
		{ 16, "027e3b", "\"~;\"", "a semicolon" },
		{ 16, "01610162000163", "\"a\" \"b\" \"\" \"c\"", "several" },
		{ 13, "03693338056c696e7578", "\"i38\" \"linux\"", "HINFO" },
		{ 27, "022d3302312e0130", "\"-3\" \"1.\" \"0\"", "GPOS" },
		{ 19, "053132333435", "\"12345\"", "X25" },
		{ 20, "0161", "\"a\"", "ISDN of one" },
		{ 20, "01610162", "\"a\" \"b\"", "ISDN of two" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_more_strings_than_fields_are_all_there(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 16,
		  "016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161",
		  "\"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\"",
		  "sixty strings" },
		{ 99,
		  "016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161",
		  "\"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\"",
		  "exactly the fields" },
		{ 99,
		  "01610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161",
		  "\"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\"",
		  "one less" },
		{ 262,
		  "0161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161",
		  "\"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\" \"a\"",
		  "one more" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strings_stand_in_quotes_with_the_escapes_of_dig),
		cmocka_unit_test(test_more_strings_than_fields_are_all_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
