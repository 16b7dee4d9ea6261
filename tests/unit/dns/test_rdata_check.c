#include "dns/type.h"
#include "rdata_case.h"

static void test_bitmaps_are_in_order(void **state)
{
	static const struct case_valid rows[] = {
		{ 47, "026e73076578616d706c6500000140", true, "one window" },
		{ 47, "026e73076578616d706c6500000140010140", true, "two windows" },
		{ 47, "026e73076578616d706c6500010140000140", false, "windows fall" },
		{ 47, "026e73076578616d706c6500000140000140", false, "a window twice" },
		{ 47, "026e73076578616d706c65000000", false, "an empty window" },
		{ 47, "026e73076578616d706c650000024000", false, "a last byte of 0" },
		{ 47,
		  "026e73076578616d706c65000021010101010101010101010101010101010101010101010101010101010101010101",
		  false, "33 bytes" },
		{ 47,
		  "026e73076578616d706c650000200101010101010101010101010101010101010101010101010101010101010101",
		  true, "32 bytes" },
		{ 47, "026e73076578616d706c6500000240", false,
		  "fewer bytes than it says" },
		{ 47, "026e73076578616d706c650000", false, "half a window" },
		{ 62, "000000010003000160", true, "CSYNC" },
		{ 62, "000000010003", true, "CSYNC without types" },
		{ 50, "01000000000161000140", true, "NSEC3" },
		{ 50, "010000000001610000", false, "NSEC3 with an empty window" },
		{ 50, "010000000000", false, "NSEC3 without a hash" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

static void test_old_bitmaps_have_the_types_1_to_127(void **state)
{
	static const struct case_valid rows[] = {
		{ 30, "026e73076578616d706c6500", true, "none" },
		{ 30, "026e73076578616d706c650040", true, "A" },
		{ 30, "026e73076578616d706c650080", false, "type 0" },
		{ 30, "026e73076578616d706c65004000", false, "a last byte of 0" },
		{ 30, "026e73076578616d706c650000000000000000000000000000000001", true,
		  "16 bytes" },
		{ 30, "026e73076578616d706c65000000000000000000000000000000000001", false,
		  "17 bytes" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

static void test_places_are_on_the_globe(void **state)
{
	static const struct case_valid rows[] = {
		{ 29, "00121613800000008000000000000000", true, "the middle" },
		{ 29, "01121613800000008000000000000000", false, "another version" },
		{ 29, "00121613934fd9008000000000000000", true, "the pole" },
		{ 29, "00121613934fd9018000000000000000", false, "north of the pole" },
		{ 29, "001216136cb026ff8000000000000000", false, "south of the pole" },
		{ 29, "001216138000000059604e0000000000", true, "the date line" },
		{ 29, "001216138000000059604dff00000000", false, "west of it" },
		{ 29, "00001613800000008000000000000000", true, "no size" },
		{ 29, "009a1613800000008000000000000000", false, "a power over 9" },
		{ 29, "0012a013800000008000000000000000", false, "a digit over 9" },
		{ 29, "00121601800000008000000000000000", false, "a power of 0" },
		{ 29, "001216138000000080000000000000", false, "a byte too few" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

static void test_prefixes_fit_their_family(void **state)
{
	static const struct case_valid rows[] = {
		{ 42, "", true, "none" },
		{ 42, "0001200461626364", true, "a host" },
		{ 42, "0001210461626364", false, "33 bits" },
		{ 42, "000108056162636465", false, "five bytes" },
		{ 42, "000108026100", false, "a last byte of 0" },
		{ 42, "0002801061616161616161616161616161616161", true, "IPv6" },
		{ 42, "0002810161", false, "129 bits" },
		{ 42, "000280116161616161616161616161616161616161", false, "17 bytes" },
		{ 42, "0003010161", false, "family 3 has no text" },
		{ 42, "000108", false, "half a prefix" },
		{ 42, "0001080261", false, "fewer bytes than it says" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

static void test_other_fields_hold_what_they_may(void **state)
{
	static const struct case_valid rows[] = {
		{ 11, "6162636406", true, "no ports" },
		{ 11, "61626364060040", true, "a port" },
		{ 11, "616263640600", false, "a last byte of 0" },
		{ 11, "61626364", false, "no protocol" },
		{ 11, "616263", false, "no address" },
		{ 34, "0061", true, "ATMA in hex" },
		{ 34, "00", false, "no address" },
		{ 34, "013132", true, "a number" },
		{ 34, "013161", false, "a letter in a number" },
		{ 34, "0261", false, "another format" },
		{ 22, "61", true, "NSAP" },
		{ 22, "", false, "no NSAP" },
		{ 257, "00056973737565", true, "no value" },
		{ 257, "00006973737565", false, "no tag" },
		{ 257, "0002692d78", false, "a hyphen in a tag" },
		{ 257, "00024139", true, "capitals and digits" },
		{ 257, "00066973737565", false, "a tag longer than the rest" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bitmaps_are_in_order),
		cmocka_unit_test(test_old_bitmaps_have_the_types_1_to_127),
		cmocka_unit_test(test_places_are_on_the_globe),
		cmocka_unit_test(test_prefixes_fit_their_family),
		cmocka_unit_test(test_other_fields_hold_what_they_may),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
