#include "dns/type.h"
#include "rdata_case.h"

static void test_places_print_as_dig_does(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 29, "00121613800000008000000000989680",
		  "0 0 0.000 N 0 0 0.000 E 0.00m 1m 10000m 10m",
		  "the middle is north and east" },
		{ 29, "001216137fffffff7fffffff0098967f",
		  "0 0 0.001 S 0 0 0.001 W -0.01m 1m 10000m 10m",
		  "a step south, west and down" },
		{ 29, "000010118b3cf09359604e0000000000",
		  "52 22 23.123 N 180 0 0.000 W -100000.00m 0.00m 0.01m 0.10m",
		  "thousandths, centimetres" },
		{ 29, "009990126cb02700a69fb200ffffffff",
		  "90 0 0.000 S 180 0 0.000 E 42849672.95m 90000000m 0.09m 1m",
		  "the bounds" },
		{ 29, "0021934580000000800000000098c6b9",
		  "0 0 0.000 N 0 0 0.000 E 123.45m 0.20m 90m 4000m",
		  "tens of centimetres" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places_print_as_dig_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
