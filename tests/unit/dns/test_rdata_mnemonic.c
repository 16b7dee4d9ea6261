#include "dns/rdata_mnemonic.h"
#include "rdata_case.h"

static void check_algorithm(uint8_t algorithm, const char *wanted)
{
	char buffer[32];
	struct text text;
	uint8_t again = 0;

	text_init(&text, buffer, sizeof(buffer));
	rdata_mnemonic_print_algorithm(&text, algorithm);
	assert_string_equal(buffer, wanted);
	assert_true(rdata_mnemonic_find_algorithm(str_of(buffer), &again));
	assert_int_equal(again, algorithm);
}

static void test_algorithms_have_the_names_of_dig(void **state)
{
	(void)state;
	check_algorithm(1, "RSAMD5");
	check_algorithm(7, "NSEC3RSASHA1");
	check_algorithm(13, "ECDSAP256SHA256");
	check_algorithm(16, "ED448");
	check_algorithm(254, "PRIVATEOID");
	check_algorithm(0, "0");
	check_algorithm(4, "4");
	check_algorithm(255, "255");
}

static void test_names_of_algorithms_are_found_in_any_case(void **state)
{
	uint8_t algorithm = 99;

	(void)state;
	assert_true(rdata_mnemonic_find_algorithm(str_of("ed25519"), &algorithm));
	assert_int_equal(algorithm, 15);
	assert_true(
		rdata_mnemonic_find_algorithm(str_of("RSASHA1-NSEC3-SHA1"), &algorithm));
	assert_int_equal(algorithm, 7);
	assert_false(rdata_mnemonic_find_algorithm(str_of("256"), &algorithm));
	assert_false(rdata_mnemonic_find_algorithm(str_of("RSA"), &algorithm));
	assert_false(rdata_mnemonic_find_algorithm(str_of(""), &algorithm));
	assert_int_equal(algorithm, 7);
}

static void test_kinds_of_certificates_have_names(void **state)
{
	char buffer[32];
	struct text text;
	uint16_t type = 0;

	(void)state;
	text_init(&text, buffer, sizeof(buffer));
	rdata_mnemonic_print_cert(&text, 8);
	text_add_char(&text, ' ');
	rdata_mnemonic_print_cert(&text, 254);
	text_add_char(&text, ' ');
	rdata_mnemonic_print_cert(&text, 65280);
	assert_string_equal(buffer, "IACPKIX OID 65280");
	assert_true(rdata_mnemonic_find_cert(str_of("pgp"), &type));
	assert_int_equal(type, 3);
	assert_true(rdata_mnemonic_find_cert(str_of("65535"), &type));
	assert_int_equal(type, 65535);
	assert_false(rdata_mnemonic_find_cert(str_of("X509"), &type));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_algorithms_have_the_names_of_dig),
		cmocka_unit_test(test_names_of_algorithms_are_found_in_any_case),
		cmocka_unit_test(test_kinds_of_certificates_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
