#include "dns/type.h"
#include "rdata_case.h"

static void test_keys_print_on_one_line(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT };
	static const struct case_text rows[] = {
		{ 48,
		  "0101030d000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
		  "257 3 13 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygp Kg==",
		  "split" },
		{ 25, "c1000308", "49408 3 8", "no key" },
		{ 57, "00000308616263", "0 3 8 YWJj", "RKEY" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_keys_print_with_comments(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT,
						  .has_comments = true };
	static const struct case_text rows[] = {
		{ 48, "0101030d616263",
		  "257 3 13 YWJj  ; KSK; alg = ECDSAP256SHA256 ; key id = 51312", "KSK" },
		{ 48, "010003c8616263",
		  "256 3 200 YWJj  ; ZSK; alg = 200 ; key id = 51498",
		  "ZSK of an unknown algorithm" },
		{ 60, "01810308616263",
		  "385 3 8 YWJj  ; revoked KSK; alg = RSASHA256 ; key id = 51435",
		  "revoked" },
		{ 48, "01800308616263",
		  "384 3 8 YWJj  ; ZSK; alg = RSASHA256 ; key id = 51434",
		  "a revoked ZSK is just that" },
		{ 25, "01010301616263646566",
		  "257 3 1 YWJjZGVm ; alg = RSAMD5 ; key id = 11823",
		  "KEY, and the tag of algorithm 1" },
		{ 48, "010003fd03666f6f076578616d706c6500616263",
		  "256 3 253 A2ZvbwdleGFtcGxlAGFiYw==  ; ZSK; alg = foo.example ; key id = 13363",
		  "a private algorithm by name" },
		{ 48,
		  "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
		  "65535 255 255 //////////////////////////////////////////////////////// ////////////////////////////  ; revoked KSK; alg = 255 ; key id = 65280",
		  "the sum carries" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_keys_print_on_many_lines(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT_MULTILINE,
						  .is_multiline = true,
						  .has_comments = true,
						  .indent_column = RDATA_INDENT };
	static const struct case_text rows[] = {
		{ 48,
		  "0101030d000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
		  "257 3 13 (\n\t\t\t\tAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\n\t\t\t\tISIjJCUmJygpKg==\n\t\t\t\t) ; KSK; alg = ECDSAP256SHA256 ; key id = 54216",
		  "DNSKEY" },
		{ 25,
		  "0101030d000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
		  "257 3 13 (\n\t\t\t\tAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\n\t\t\t\tISIjJCUmJygpKg==\n\t\t\t\t); alg = ECDSAP256SHA256 ; key id = 54216",
		  "KEY" },
		{ 25, "c1000308", "49408 3 8", "no key" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_keys_print_on_many_lines_without_comments(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT_MULTILINE,
						  .is_multiline = true,
						  .indent_column = RDATA_INDENT };
	static const struct case_text rows[] = {
		{ 48,
		  "0101030d000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
		  "257 3 13 (\n\t\t\t\tAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\n\t\t\t\tISIjJCUmJygpKg== )",
		  "DNSKEY" },
		{ 57,
		  "0000030d000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
		  "0 3 13 (\n\t\t\t\tAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8g\n\t\t\t\tISIjJCUmJygpKg== )",
		  "RKEY" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_keys_are_hidden(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT,
						  .is_crypto_hidden = true };
	static const struct case_text rows[] = {
		{ 48,
		  "0101030d000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
		  "257 3 13 [key id = 54216]", "DNSKEY" },
		{ 25,
		  "0101030d000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
		  "257 3 13 [key id = 54216]", "KEY" },
		{ 25, "c1000308", "49408 3 8", "no key" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

static void test_keys_are_hidden_on_many_lines(void **state)
{
	static const struct rdata_style style = { .split = RDATA_SPLIT_MULTILINE,
						  .is_multiline = true,
						  .has_comments = true,
						  .indent_column = RDATA_INDENT,
						  .is_crypto_hidden = true };
	static const struct case_text rows[] = {
		{ 48,
		  "0101030d000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728292a",
		  "257 3 13 (\n\t\t\t\t[key id = 54216]\n\t\t\t\t) ; KSK; alg = ECDSAP256SHA256 ; key id = 54216",
		  "DNSKEY" },
	};

	(void)state;
	case_print_check(rows, ARRAY_LEN(rows), &style);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_print_on_one_line),
		cmocka_unit_test(test_keys_print_with_comments),
		cmocka_unit_test(test_keys_print_on_many_lines),
		cmocka_unit_test(test_keys_print_on_many_lines_without_comments),
		cmocka_unit_test(test_keys_are_hidden),
		cmocka_unit_test(test_keys_are_hidden_on_many_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
