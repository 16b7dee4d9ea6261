#include "dns/type.h"
#include "rdata_case.h"

static void test_places_are_read(void **state)
{
	static const struct case_text rows[] = {
		{ 29, "001216138b3cf018810cbce0009895b8",
		  "52 22 23.000 N 4 53 32.000 E -2.00m 1m 10000m 10m", "all" },
		{ 29, "001216136cb0270059604e0000989680", "90 S 180 W 0",
		  "degrees alone" },
		{ 29, "0012161380015f907fffff8500989680", "0 1 30 n 0 0 0.123 w 0m",
		  "small letters" },
		{ 29, "001216138b3cf0938000000000989680", "52 22 23.123 N 0 E 0.00m",
		  "thousandths come back exactly" },
		{ 29, "003310118000000080000000ffffffff",
		  "0 N 0 E 42849672.95m 30 0.01 0.10m", "sizes and the highest place" },
		{ 29, "00009935800000008000000000000000",
		  "0 N 0 E -100000m 0m 90000000m 3999m",
		  "the deepest place; what is finer than a digit is cut off" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_places_are_refused(void **state)
{
	static const struct case_text rows[] = {
		{ 29, "wanted a latitude such as 52 22 23.000 N, got \"91\"",
		  "91 N 0 E 0", "north of the pole" },
		{ 29, "wanted a latitude such as 52 22 23.000 N, got \"N\"",
		  "90 0 0.001 N 0 E 0", "a bit north of the pole" },
		{ 29, "wanted a latitude such as 52 22 23.000 N, got \"60\"",
		  "1 60 N 0 E 0", "60 minutes" },
		{ 29, "wanted a latitude such as 52 22 23.000 N, got \"60\"",
		  "1 0 60 N 0 E 0", "60 seconds" },
		{ 29, "wanted a latitude such as 52 22 23.000 N, got \"1.2345\"",
		  "1 0 1.2345 N 0 E 0", "too fine" },
		{ 29, "wanted a latitude such as 52 22 23.000 N, got \"E\"", "1 E 0 E 0",
		  "another direction" },
		{ 29, "wanted a latitude such as 52 22 23.000 N, got \"4\"",
		  "1 2 3 4 N 0 E 0", "a fourth number" },
		{ 29, "wanted a longitude such as 4 53 32.000 E, got nothing", "1 N",
		  "half a place" },
		{ 29,
		  "wanted an altitude from -100000.00m to 42849672.95m, got \"-100000.01m\"",
		  "0 N 0 E -100000.01m", "too deep" },
		{ 29,
		  "wanted an altitude from -100000.00m to 42849672.95m, got \"42849672.96\"",
		  "0 N 0 E 42849672.96", "too high" },
		{ 29, "wanted a size from 0.00m to 90000000.00m, got \"90000000.01m\"",
		  "0 N 0 E 0 90000000.01m", "too large" },
		{ 29, "wanted nothing more, got \"4m\"", "0 N 0 E 0 1m 2m 3m 4m",
		  "a fourth size" },
		{ 29, "wanted an altitude from -100000.00m to 42849672.95m, got \"m\"",
		  "0 N 0 E m", "no number" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places_are_read),
		cmocka_unit_test(test_places_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
