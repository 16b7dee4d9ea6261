#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "canned.h"
#include "check/pattern.h"
#include "declare/declaration.h"

static enum pattern_result match(struct arena *arena, const char *pattern,
				 const char *type, const char *rdata)
{
	const char *why = "";
	struct str wire;

	assert_int_equal(rdata_parse(arena, canned_type(str_of(type)), str_of(rdata),
				     NULL, &wire, &why),
			 ERR_OK);
	return pattern_match(arena, str_of(pattern), canned_type(str_of(type)), wire, 0,
			     (uint16_t)wire.len);
}

static void test_patterns_see_text_joined_and_other_rdata_printed(void **state)
{
	static const struct {
		const char *pattern, *type, *rdata;
		enum pattern_result wanted;
		const char *why;
	} rows[] = {
		{ "^one two$", "TXT", "\"one\" \" two\"", PATTERN_MATCHES, "joined" },
		{ "^\"", "TXT", "\"one\"", PATTERN_DIFFERS, "no quotes" },
		{ "^\\xff$", "TXT", "\"\\255\"", PATTERN_MATCHES, "bytes, not UTF-8" },
		{ "^a\\x00b$", "TXT", "\"a\\000b\"", PATTERN_MATCHES, "NUL is a byte" },
		{ "^10 mail\\.test\\.$", "MX", "10 mail.test.", PATTERN_MATCHES,
		  "as printed" },
		{ "mail", "MX", "10 MAIL.test.", PATTERN_DIFFERS, "case counts" },
		{ "(?i)mail", "MX", "10 MAIL.test.", PATTERN_MATCHES, "unless said" },
		{ "^$", "TXT", "\"\"", PATTERN_MATCHES, "nothing" },
		{ "end$", "TXT", "\"end\\010\"", PATTERN_DIFFERS, "$ is the very end" },
		{ "(x+x+)+[yz]", "TXT", "\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
		  PATTERN_TOO_COSTLY, "steps are counted" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();

		print_message("# %s\n", rows[i].why);
		assert_int_equal(
			match(arena, rows[i].pattern, rows[i].type, rows[i].rdata),
			rows[i].wanted);
		arena_free(arena);
	}
}

static void test_fault_says_what_is_wrong_with_a_pattern_and_where(void **state)
{
	char longest[PATTERN_MAX + 2];
	struct arena *arena = arena_new();

	(void)state;
	memset(longest, 'x', sizeof(longest));
	assert_null(pattern_fault(arena, str_of("^v=spf1 .*-all$")));
	assert_non_null(strstr(pattern_fault(arena, str_of("a[b")),
			       "is faulty at character 4: missing terminating ]"));
	assert_null(pattern_fault(arena, str_make(longest, PATTERN_MAX)));
	assert_non_null(pattern_fault(arena, str_make(longest, PATTERN_MAX + 1)));
	arena_free(arena);
}

static void test_ranges_hold_addresses_of_their_prefix(void **state)
{
	static const struct {
		const char *range, *address;
		bool is_in;
	} rows[] = {
		{ "192.0.2.0/24", "192.0.2.255", true },
		{ "192.0.2.0/24", "192.0.3.0", false },
		{ "192.0.2.7/24", "192.0.2.1", true },
		{ "192.0.2.1/32", "192.0.2.1", true },
		{ "192.0.2.1/32", "192.0.2.2", false },
		{ "0.0.0.0/0", "255.255.255.255", true },
		{ "192.0.2.128/25", "192.0.2.127", false },
		{ "2001:db8::/32", "2001:db8:ffff::", true },
		{ "2001:db8::/127", "2001:db8::2", false },
		{ "2001:db8::1/128", "2001:db8::1", true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const bool is_v6 = strchr(rows[i].address, ':') != NULL;
		struct expected_range range = { .prefix = 0 };
		const struct expectation_extra extra = { .ranges = &range,
							 .range_count = 1 };
		uint8_t address[16];

		print_message("# %s in %s\n", rows[i].address, rows[i].range);
		assert_true(canned_range(str_of(rows[i].range), &range));
		assert_int_equal(
			inet_pton(is_v6 ? AF_INET6 : AF_INET, rows[i].address, address),
			1);
		assert_int_equal(pattern_is_in_ranges(&extra, address, is_v6 ? 16 : 4),
				 rows[i].is_in);
		assert_false(pattern_is_in_ranges(&extra, address, 5));
	}
}

static void test_a_prefix_too_long_for_the_address_holds_nothing(void **state)
{
	static const struct expected_range range = { .prefix = 64 };
	static const struct expectation_extra extra = { .ranges = &range,
							.range_count = 1 };
	static const uint8_t address[4] = { 0 };

	(void)state;
	assert_false(pattern_is_in_ranges(&extra, address, sizeof(address)));
}

static void test_a_range_is_shown_as_it_is_written(void **state)
{
	struct arena *arena = arena_new();
	struct judgement judgement = { .scratch = arena };
	struct expected_range range = { .prefix = 0 };

	(void)state;
	assert_true(canned_range(str_of("2001:db8::/33"), &range));
	pattern_expect_range(&judgement, TYPE_AAAA, &range);
	assert_true(canned_range(str_of("198.51.100.0/24"), &range));
	pattern_expect_range(&judgement, TYPE_A, &range);
	assert_string_equal(canned_text(arena, &judgement.verdict),
			    "ok -2001:db8::/33 -198.51.100.0/24");
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_patterns_see_text_joined_and_other_rdata_printed),
		cmocka_unit_test(test_fault_says_what_is_wrong_with_a_pattern_and_where),
		cmocka_unit_test(test_ranges_hold_addresses_of_their_prefix),
		cmocka_unit_test(test_a_prefix_too_long_for_the_address_holds_nothing),
		cmocka_unit_test(test_a_range_is_shown_as_it_is_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
