#include "dns/type.h"
#include "rdata_case.h"

static void test_hex_is_read_for_every_type(void **state)
{
	static const struct case_text rows[] = {
		{ 65280, "616263", "\\# 3 616263", "an unknown type" },
		{ 65280, "", "\\# 0", "nothing" },
		{ 1, "01020304", "\\# 4 01020304", "A" },
		{ 16, "0161", "\\# 2 01 61", "TXT in two words" },
		{ 6, "00000000000000000000000000000000000000000000",
		  "\\# 22 ( 00\n00 0000000000000000000000000000000000000000 )",
		  "SOA on two lines" },
		{ 10, "616263", "\\# 3 616263", "NULL" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_hex_is_refused(void **state)
{
	static const struct case_text rows[] = {
		{ 65280, "wanted a size from 0 to 65535 behind \\#, got nothing", "\\#",
		  "no size" },
		{ 65280, "wanted a size from 0 to 65535 behind \\#, got \"65536\"",
		  "\\# 65536", "too large" },
		{ 65280, "wanted 3 bytes behind \\#, got 2", "\\# 3 6162",
		  "a byte less" },
		{ 65280, "wanted 1 bytes behind \\#, got 2", "\\# 1 6162",
		  "a byte more" },
		{ 65280, "wanted pairs of hex digits such as 0aff, got a part of it",
		  "\\# 1 612", "half a byte" },
		{ 1, "wanted rdata that follows the format of A, got 3 bytes that do not",
		  "\\# 3 010203", "not an A" },
		{ 2,
		  "wanted rdata that follows the format of NS, got 2 bytes that do not",
		  "\\# 2 c000", "a pointer to itself" },
		{ 6, "wanted names without compression behind \\#",
		  "\\# 25 016100c0000000000000000000000000000000000000000000",
		  "a pointer into the rdata" },
		{ 65280, "wanted \\# and hex such as \\# 3 0a0b0c, got \"abc\"", "abc",
		  "no \\#" },
		{ 16, "025c23", "\"\\\\#\"", "in quotes it is text" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_mnemonics_of_a_few_types_are_read(void **state)
{
	static const struct case_text rows[] = {
		{ 66, "003b01003500", "CDS notify 53 .", "DSYNC" },
		{ 66, "003b07003500", "CDS 7 53 .", "DSYNC by number" },
		{ 259, "00000001000000020303612f62", "1 2 3 a/b -", "DOA without data" },
		{ 259, "00000001000000020303612f6261", "1 2 3 a/b YQ==", "DOA" },
		{ 25, "c1000308", "49408 3 8", "KEY without a key" },
		{ 40, "010203", "1 2 3", "SINK without data" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_strings_repeat_to_the_end(void **state)
{
	static const struct case_text rows[] = {
		{ 16,
		  "0161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161016101610161",
		  " a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a",
		  "forty" },
		{ 56, "01610162", "a b", "NINFO" },
		{ 261, "0161", "a", "RESINFO" },
		{ 16, "wanted text of at most 255 bytes, such as \"a b\", got nothing",
		  "; a comment", "none" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

static void test_whole_records_are_held_to_their_rules(void **state)
{
	static const struct case_text rows[] = {
		{ 43,
		  "wanted rdata that follows the format of DS, got 5 bytes that do not",
		  "1 8 2 ab", "a digest of the wrong size" },
		{ 63,
		  "wanted rdata that follows the format of ZONEMD, got 7 bytes that do not",
		  "1 1 1 ab", "ZONEMD" },
		{ 19,
		  "wanted rdata that follows the format of X25, got 3 bytes that do not",
		  "12", "X25" },
	};

	(void)state;
	case_parse_check(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hex_is_read_for_every_type),
		cmocka_unit_test(test_hex_is_refused),
		cmocka_unit_test(test_mnemonics_of_a_few_types_are_read),
		cmocka_unit_test(test_strings_repeat_to_the_end),
		cmocka_unit_test(test_whole_records_are_held_to_their_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
