#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/text.h"
#include "signed_case.h"

static struct arena *arena;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* Source: the root's DNSKEY of 2017 and 2024, as IANA publishes them. */
static void test_key_tags_are_those_of_the_root(void **state)
{
	static const struct {
		uint16_t tag;
		const char *rdata;
	} keys[] = {
		{ 20326,
		  "257 3 8 AwEAAaz/tAm8yTn4Mfeh5eyI96WSVexTBAvkMgJzkKTOiW1vkIbzxeF3+/4RgWOq"
		  "7HrxRixHlFlExOLAJr5emLvN7SWXgnLh4+B5xQlNVz8Og8kvArMtNROxVQuCaSnI"
		  "DdD5LKyWbRd2n9WGe2R8PzgCmr3EgVLrjyBxWezF0jLHwVN8efS3rCj/EWgvIWgb"
		  "9tarpVUDK/b58Da+sqqls3eNbuv7pr+eoZG+SrDK6nWeL3c6H5Apxz7LjVc1uTId"
		  "sIXxuOLYA4/ilBmSVIzuDWfdRUfhHdY6+cn8HFRm+2hM8AnXGXws9555KrUB5qih"
		  "ylGa8subX2Nn6UwNR1AkUTV74bU=" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		struct dnssec_key key;

		assert_int_equal(dnssec_read_key(signed_case_rdata(arena, TYPE_DNSKEY,
								   keys[i].rdata),
						 &key),
				 ERR_OK);
		assert_int_equal(key.tag, keys[i].tag);
		assert_true(dnssec_key_is_usable(&key));
	}
}

static void test_only_zone_keys_that_are_not_revoked_are_usable(void **state)
{
	static const struct {
		const char *rdata;
		bool is_usable;
		const char *why;
	} cases[] = {
		{ "256 3 13 AAAA", true, "a zone key" },
		{ "257 3 13 AAAA", true, "with SEP" },
		{ "1 3 13 AAAA", false, "without ZONE" },
		{ "385 3 13 AAAA", false, "revoked" },
		{ "256 2 13 AAAA", false, "of another protocol" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct dnssec_key key;

		assert_int_equal(dnssec_read_key(signed_case_rdata(arena, TYPE_DNSKEY,
								   cases[i].rdata),
						 &key),
				 ERR_OK);
		if (dnssec_key_is_usable(&key) != cases[i].is_usable)
			fail_msg("%s", cases[i].why);
	}
}

static void test_rrsigs_are_refused_at_every_cut_of_the_head(void **state)
{
	const struct dnssec_bytes rdata = signed_case_rdata(
		arena, TYPE_RRSIG,
		"A 13 2 300 20261202232102 20261120212102 14344 example. AAAA");
	struct dnssec_rrsig rrsig;

	(void)state;
	for (size_t size = 0; size < 18 + 9; size++) {
		assert_int_equal(
			dnssec_read_rrsig((struct dnssec_bytes){ rdata.data, size },
					  &rrsig),
			ERR_SYNTAX);
	}
	assert_int_equal(dnssec_read_rrsig(rdata, &rrsig), ERR_OK);
	assert_int_equal(rrsig.covered, TYPE_A);
	assert_int_equal(rrsig.labels, 2);
	assert_int_equal(rrsig.key_tag, 14344);
	assert_int_equal(rrsig.signature.size, 3);
	assert_int_equal(rrsig.expiration - rrsig.inception, 12 * 86400 + 2 * 3600);
}

static void test_ds_and_keys_are_refused_when_they_are_short(void **state)
{
	static const uint8_t bytes[8] = { 0 };
	struct dnssec_key key;
	struct dnssec_ds ds;

	(void)state;
	assert_int_equal(dnssec_read_key((struct dnssec_bytes){ bytes, 3 }, &key),
			 ERR_SYNTAX);
	assert_int_equal(dnssec_read_ds((struct dnssec_bytes){ bytes, 4 }, &ds),
			 ERR_SYNTAX);
	assert_int_equal(dnssec_read_ds((struct dnssec_bytes){ bytes, 5 }, &ds), ERR_OK);
}

static void test_times_are_on_the_circle(void **state)
{
	(void)state;
	assert_int_equal(dnssec_time_between(10, 4), -6);
	assert_int_equal(dnssec_time_between(UINT32_MAX, 4), 5);
	assert_int_equal(dnssec_time_between(4, UINT32_MAX), -5);
}

static void test_algorithms_have_names_and_some_are_known(void **state)
{
	char buffer[32];
	struct text text;

	(void)state;
	text_init(&text, buffer, sizeof(buffer));
	dnssec_print_algorithm(&text, 15);
	text_add_char(&text, ' ');
	dnssec_print_algorithm(&text, 99);
	assert_string_equal(buffer, "ED25519 99");
	assert_true(dnssec_algorithm_is_known(8) && dnssec_algorithm_is_known(16));
	assert_false(dnssec_algorithm_is_known(1) || dnssec_algorithm_is_known(3) ||
		     dnssec_algorithm_is_known(12) || dnssec_algorithm_is_known(0));
	assert_true(dnssec_digest_is_known(2) && !dnssec_digest_is_known(3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_key_tags_are_those_of_the_root),
		cmocka_unit_test(test_only_zone_keys_that_are_not_revoked_are_usable),
		cmocka_unit_test(test_rrsigs_are_refused_at_every_cut_of_the_head),
		cmocka_unit_test(test_ds_and_keys_are_refused_when_they_are_short),
		cmocka_unit_test(test_times_are_on_the_circle),
		cmocka_unit_test(test_algorithms_have_names_and_some_are_known),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
