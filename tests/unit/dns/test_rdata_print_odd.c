#include "dns/type.h"
#include "rdata_case.h"

static const struct case_text odd_records_print_on_one_line_rows[] = {
	{ 6,
	  "026e73076578616d706c6500026e73076578616d706c650078a4952100001c2000000000ffffffff0000003b",
	  "ns.example. ns.example. 2024052001 7200 0 4294967295 59", "SOA" },
	{ 38, "00000102030405060708090a0b0c0d0e0f", "0 1:203:405:607:809:a0b:c0d:e0f",
	  "A6 without a name" },
	{ 38, "400000000000000000026e73076578616d706c6500", "64 :: ns.example.",
	  "A6 of half an address" },
	{ 38, "80026e73076578616d706c6500", "128  ns.example.", "A6 of a name alone" },
	{ 49,
	  "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
	  "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygp Kg==", "DHCID" },
	{ 55,
	  "1002002b000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a026e73076578616d706c6500026e73076578616d706c6500",
	  "2 000102030405060708090A0B0C0D0E0F AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKg== ns.example. ns.example.",
	  "HIP is not split" },
	{ 55,
	  "1002002b000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
	  "2 000102030405060708090A0B0C0D0E0F AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKg==",
	  "HIP without servers" },
	{ 66, "003b010035026e73076578616d706c6500", "CDS NOTIFY 53 ns.example.",
	  "DSYNC by NOTIFY" },
	{ 66, "0000090035026e73076578616d706c6500", "TYPE0 9 53 ns.example.",
	  "DSYNC by something else" },
	{ 67,
	  "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
	  "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygp Kg==", "HHIT" },
	{ 68, "616263", "YWJj", "BRID" },
	{ 259,
	  "00000001000000020303612f62000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
	  "1 2 3 \"a/b\" AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKg==",
	  "DOA is not split" },
	{ 259, "00000001000000020300", "1 2 3 \"\" -", "DOA without data" },
	{ 260, "0a80", "10 1 0 .", "AMTRELAY without a relay" },
	{ 260, "0a0101020304", "10 0 1 1.2.3.4", "AMTRELAY" },
	{ 260, "0a83026e73076578616d706c6500", "10 1 3 ns.example.", "AMTRELAY by name" },
	{ 249,
	  "026e73076578616d706c6500000000010000000200030011002b000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a000378797a",
	  "ns.example. 1 2 3 BADKEY 43 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygp Kg== 3 eHl6",
	  "TKEY" },
	{ 249, "026e73076578616d706c6500000000010000000200030fa000000000",
	  "ns.example. 1 2 3 4000 0  0", "TKEY without data, with an unknown error" },
	{ 249, "026e73076578616d706c650000000001000000020003001700000000",
	  "ns.example. 1 2 3 23 0  0", "an error that TSIG does not know" },
};

static void test_odd_records_print_on_one_line(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };

	(void)state;
	case_print_check(odd_records_print_on_one_line_rows,
			 ARRAY_LEN(odd_records_print_on_one_line_rows), &style);
}

static const struct case_text odd_records_print_on_many_line_rows[] = {
	{ 6,
	  "026e73076578616d706c6500026e73076578616d706c650078a4952100001c2000000000ffffffff0000003b",
	  "ns.example. ns.example. (\n\t\t\t\t2024052001 ; serial\n\t\t\t\t7200       ; refresh (2 hours)\n\t\t\t\t0          ; retry (0 seconds)\n\t\t\t\t4294967295 ; expire (7101 weeks 3 days 6 hours 28 minutes 15 seconds)\n\t\t\t\t59         ; minimum (59 seconds)\n\t\t\t\t)",
	  "SOA" },
	{ 38, "00000102030405060708090a0b0c0d0e0f", "0 1:203:405:607:809:a0b:c0d:e0f",
	  "A6 without a name" },
	{ 38, "400000000000000000026e73076578616d706c6500", "64 :: ns.example.",
	  "A6 of half an address" },
	{ 38, "80026e73076578616d706c6500", "128  ns.example.", "A6 of a name alone" },
	{ 49,
	  "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
	  "( AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\n\t\t\t\tISIjJCUmJygpKg== ) ; 1 2 40",
	  "DHCID" },
	{ 55,
	  "1002002b000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a026e73076578616d706c6500026e73076578616d706c6500",
	  "( 2 000102030405060708090A0B0C0D0E0F\n\t\t\t\tAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKg==\n\t\t\t\tns.example.\n\t\t\t\tns.example. )",
	  "HIP is not split" },
	{ 55,
	  "1002002b000102030405060708090a0b0c0d0e0f000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
	  "( 2 000102030405060708090A0B0C0D0E0F\n\t\t\t\tAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKg== )",
	  "HIP without servers" },
	{ 66, "003b010035026e73076578616d706c6500", "CDS NOTIFY 53 ns.example.",
	  "DSYNC by NOTIFY" },
	{ 66, "0000090035026e73076578616d706c6500", "TYPE0 9 53 ns.example.",
	  "DSYNC by something else" },
	{ 67,
	  "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
	  " (AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\n\t\t\t\tISIjJCUmJygpKg== )",
	  "HHIT" },
	{ 68, "616263", " (YWJj )", "BRID" },
	{ 259,
	  "00000001000000020303612f62000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
	  "1 2 3 \"a/b\" AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKg==",
	  "DOA is not split" },
	{ 259, "00000001000000020300", "1 2 3 \"\" -", "DOA without data" },
	{ 260, "0a80", "10 1 0 .", "AMTRELAY without a relay" },
	{ 260, "0a0101020304", "10 0 1 1.2.3.4", "AMTRELAY" },
	{ 260, "0a83026e73076578616d706c6500", "10 1 3 ns.example.", "AMTRELAY by name" },
	{ 249,
	  "026e73076578616d706c6500000000010000000200030011002b000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a000378797a",
	  "ns.example. 1 2 3 BADKEY 43 (\n\t\t\t\tAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\n\t\t\t\tISIjJCUmJygpKg== ) 3 (\n\t\t\t\teHl6 )",
	  "TKEY" },
	{ 249, "026e73076578616d706c6500000000010000000200030fa000000000",
	  "ns.example. 1 2 3 4000 0 (\n\t\t\t\t ) 0",
	  "TKEY without data, with an unknown error" },
	{ 249, "026e73076578616d706c650000000001000000020003001700000000",
	  "ns.example. 1 2 3 23 0 (\n\t\t\t\t ) 0", "an error that TSIG does not know" },
};

static void test_odd_records_print_on_many_lines(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT_MULTILINE,
						  .is_multiline = true,
						  .has_comments = true,
						  .indent_column = RDATA_INDENT };

	(void)state;
	case_print_check(odd_records_print_on_many_line_rows,
			 ARRAY_LEN(odd_records_print_on_many_line_rows), &style);
}

static void test_a_soa_without_comments_is_bare(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT_MULTILINE,
						  .is_multiline = true,
						  .indent_column = RDATA_INDENT };
	static const struct case_text rows[] = {
		{ 6,
		  "026e73076578616d706c6500026e73076578616d706c650078a4952100001c2000000000ffffffff0000003b",
		  "ns.example. ns.example. (\n\t\t\t\t2024052001\n\t\t\t\t7200\n\t\t\t\t0\n\t\t\t\t4294967295\n\t\t\t\t59)",
		  "numbers alone" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_an_a_of_chaos_is_a_name_and_an_octal_number(void **state)
{
	static const struct rdata_style style = { .rr_class = CLASS_CH };
	static const struct case_text rows[] = {
		{ TYPE_A, "026e73000102", "ns. 402", "as dig prints it" },
		{ TYPE_A, "026e7300010203", "\\# 7 026E7300010203", "a byte too many" },
		{ TYPE_A, "01020304", "\\# 4 01020304", "an address of the Internet" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_a_tsig_prints_as_dig_does(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ TYPE_TSIG,
		  "0b686d61632d7368613235360000006553f100012c00046162636400010012"
		  "0000",
		  "hmac-sha256. 1700000000 300 4 YWJjZA== 1 BADTIME 0 ",
		  "a blank where nothing follows" },
		{ TYPE_TSIG,
		  "0b686d61632d7368613235360000006553f100012c00046162636400010000"
		  "000378797a",
		  "hmac-sha256. 1700000000 300 4 YWJjZA== 1 NOERROR 3 eHl6",
		  "other data" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_odd_records_print_on_one_line),
		cmocka_unit_test(test_odd_records_print_on_many_lines),
		cmocka_unit_test(test_a_soa_without_comments_is_bare),
		cmocka_unit_test(test_an_a_of_chaos_is_a_name_and_an_octal_number),
		cmocka_unit_test(test_a_tsig_prints_as_dig_does),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
