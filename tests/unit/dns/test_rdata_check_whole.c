#include "dns/type.h"
#include "rdata_case.h"

static void test_digests_have_the_size_of_their_kind(void **state)
{
	static const struct case_valid rows[] = {
		{ 43, "000108016161616161616161616161616161616161616161", true, "SHA-1" },
		{ 43, "00010801616161616161616161616161616161616161616161", false,
		  "a byte more" },
		{ 43,
		  "000108026161616161616161616161616161616161616161616161616161616161616161",
		  true, "SHA-256" },
		{ 43,
		  "00010804616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161",
		  true, "SHA-384" },
		{ 43,
		  "000108046161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161",
		  false, "a byte less" },
		{ 43, "0001080961", true, "an unknown kind" },
		{ 43, "00010809", false, "none" },
		{ 59, "0000000000", true, "CDS that deletes" },
		{ 59, "0000000200", true, "CDS that deletes, with a kind" },
		{ 43, "0000000200", false, "DS cannot delete" },
		{ 32768, "000108016161616161616161616161616161616161616161", true, "TA" },
		{ 32769, "0001080161616161616161616161616161616161616161", false, "DLV" },
		{ 44, "01016161616161616161616161616161616161616161", true,
		  "SSHFP by SHA-1" },
		{ 44, "01026161616161616161616161616161616161616161", false,
		  "SSHFP by SHA-256" },
		{ 44, "010361", true, "an unknown kind" },
		{ 63,
		  "000000010101616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161",
		  true, "ZONEMD" },
		{ 63,
		  "000000010102616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161616161",
		  false, "SHA-512" },
		{ 63, "0000000101f0616161616161616161616161", true, "a private kind" },
		{ 63, "0000000101f06161616161616161616161", false, "under 12 bytes" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

static void test_keys_are_there_or_not_as_they_say(void **state)
{
	static const struct case_valid rows[] = {
		{ 48, "0100030861", true, "DNSKEY" },
		{ 48, "01000308", false, "DNSKEY without a key" },
		{ 25, "01000308", false, "KEY without a key" },
		{ 25, "c1000308", true, "KEY that says so" },
		{ 25, "c100030861", false, "KEY that says so but has one" },
		{ 57, "0000030861", true, "RKEY" },
		{ 57, "0001030861", false, "RKEY with a flag" },
		{ 45, "010000", true, "IPSECKEY without a key" },
		{ 45, "01000061", true, "IPSECKEY of algorithm 0" },
		{ 45, "010002", false, "IPSECKEY that lacks its key" },
		{ 40, "010203", true, "SINK" },
		{ 37, "0001000105", false, "CERT" },
		{ 52, "030101", false, "TLSA" },
		{ 61, "", false, "OPENPGPKEY" },
		{ 259, "00000000000000000000", true, "DOA" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

static void test_some_types_have_rules_of_their_own(void **state)
{
	static const struct case_valid rows[] = {
		{ 19, "0431323334", true, "X25" },
		{ 19, "03313233", false, "X25 of three digits" },
		{ 19, "0431326134", false, "X25 with a letter" },
		{ 38, "040f00000000000000000000000000000000", true, "A6" },
		{ 38, "041f00000000000000000000000000000000", false,
		  "A6 with bits of the prefix" },
		{ 47, "026e73076578616d706c6500", false, "NSEC without types" },
	};

	(void)state;
	case_valid_check(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_digests_have_the_size_of_their_kind),
		cmocka_unit_test(test_keys_are_there_or_not_as_they_say),
		cmocka_unit_test(test_some_types_have_rules_of_their_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
