#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

static const struct str nothing = { NULL, 0 };

static void arena_drop(struct arena **arena)
{
	arena_free(*arena);
}

static void assert_str(struct str str, const char *wanted)
{
	if (!str_equal(str, str_of(wanted)))
		fail_msg("\"%.*s\" is not \"%s\"", (int)str.len, str.data, wanted);
}

static void test_of_and_make_borrow(void **state)
{
	static const char bytes[] = "abc";
	static const struct str literal = STR("ab\0c");

	(void)state;
	assert_ptr_equal(str_of(bytes).data, bytes);
	assert_int_equal(str_of(bytes).len, 3);
	assert_int_equal(str_of(NULL).len, 0);
	assert_int_equal(str_make(bytes, 2).len, 2);
	assert_int_equal(literal.len, 4);
}

static void test_copies_end_with_a_nul(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	struct str copy = str_copy(arena, str_make("abcdef", 3));

	(void)state;
	assert_string_equal(copy.data, "abc");
	assert_int_equal(copy.len, 3);
	assert_string_equal(str_cstr(arena, str_make("abcdef", 2)), "ab");
	assert_string_equal(str_cstr(arena, nothing), "");
	assert_string_equal(str_copy(arena, nothing).data, "");
}

static void test_equal_and_compare_go_by_unsigned_bytes(void **state)
{
	static const struct {
		struct str a, b;
		int order;
		const char *why;
	} rows[] = {
		{ STR("a"), STR("a"), 0, "the same" },
		{ { NULL, 0 }, STR(""), 0, "empty is empty" },
		{ STR("a"), STR("b"), -1, "the next letter" },
		{ STR("a"), STR("A"), 1, "case counts" },
		{ STR("a"), STR("ab"), -1, "a prefix comes first" },
		{ STR(""), STR("a"), -1, "empty comes first" },
		{ STR("\x80"), STR("a"), 1, "bytes are unsigned" },
		{ STR("a\0b"), STR("a\0c"), -1, "behind a NUL" },
		{ STR("b"), STR("ab"), 1, "length does not decide" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int order = str_compare(rows[i].a, rows[i].b);
		int back = str_compare(rows[i].b, rows[i].a);

		if ((order > 0) - (order < 0) != rows[i].order ||
		    (back > 0) - (back < 0) != -rows[i].order ||
		    str_equal(rows[i].a, rows[i].b) != (rows[i].order == 0))
			fail_msg("%s: %d", rows[i].why, order);
	}
}

static void test_case_is_folded_for_ascii_only(void **state)
{
	(void)state;
	assert_true(str_equal_case(str_of("aZ-9"), str_of("Az-9")));
	assert_false(str_equal_case(str_of("a"), str_of("ab")));
	assert_false(str_equal_case(str_of("@["), str_of("`{")));
	assert_false(str_equal_case(str_of("\xc4"), str_of("\xe4")));
	assert_true(str_equal_case(nothing, str_of("")));
}

static void test_prefix_and_suffix(void **state)
{
	static const struct {
		const char *str, *part;
		bool is_prefix, is_suffix;
	} rows[] = {
		{ "abcab", "ab", true, true }, { "abc", "abc", true, true },
		{ "abc", "", true, true },     { "", "", true, true },
		{ "abc", "bc", false, true },  { "abc", "ac", false, false },
		{ "ab", "abc", false, false }, { "", "a", false, false },
		{ "abc", "AB", false, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct str str = str_of(rows[i].str);
		struct str part = str_of(rows[i].part);

		assert_int_equal(str_has_prefix(str, part), rows[i].is_prefix);
		assert_int_equal(str_has_suffix(str, part), rows[i].is_suffix);
	}
	assert_true(str_has_prefix_case(str_of("Tls://x"), str_of("tLS://")));
	assert_true(str_has_prefix_case(str_of("tls://"), str_of("TLS://")));
	assert_false(str_has_prefix_case(str_of("tls:"), str_of("tls://")));
	assert_true(str_is_empty(nothing));
	assert_false(str_is_empty(str_of("a")));
}

static void test_find_gives_the_first_index(void **state)
{
	(void)state;
	assert_int_equal(str_find(str_of("abcb"), 'b'), 1);
	assert_int_equal(str_find(str_of("abc"), 'x'), -1);
	assert_int_equal(str_find(str_make("abc", 2), 'c'), -1);
	assert_int_equal(str_find(nothing, 'a'), -1);
	assert_int_equal(str_find(str_make("a\0b", 3), 'b'), 2);
}

static void test_from_and_upto_stay_inside(void **state)
{
	(void)state;
	assert_str(str_from(str_of("abc"), 0), "abc");
	assert_str(str_from(str_of("abc"), 2), "c");
	assert_str(str_from(str_of("abc"), 3), "");
	assert_str(str_from(str_of("abc"), SIZE_MAX), "");
	assert_null(str_from(nothing, 5).data);
	assert_str(str_upto(str_of("abc"), 2), "ab");
	assert_str(str_upto(str_of("abc"), SIZE_MAX), "abc");
	assert_str(str_upto(nothing, 1), "");
}

static void test_trim_takes_white_space_at_both_ends(void **state)
{
	(void)state;
	assert_str(str_trim(str_of(" \t\r\n\v\fa b \n")), "a b");
	assert_str(str_trim(str_of("  ")), "");
	assert_str(str_trim(str_of("a")), "a");
	assert_str(str_trim(nothing), "");
	assert_str(str_trim(str_of("\x08"
				   "a")),
		   "\x08"
		   "a");
}

static void test_cut_goes_through_all_fields(void **state)
{
	struct str rest = str_of("a,,b,");

	(void)state;
	assert_str(str_cut(&rest, ','), "a");
	assert_str(str_cut(&rest, ','), "");
	assert_str(str_cut(&rest, ','), "b");
	assert_non_null(rest.data);
	assert_str(rest, "");
	assert_str(str_cut(&rest, ','), "");
	assert_null(rest.data);
	rest = str_of("whole");
	assert_str(str_cut(&rest, ','), "whole");
	assert_null(rest.data);
}

static void test_word_skips_blanks_and_ends_empty(void **state)
{
	struct str rest = str_of("  one \t two\nx  ");

	(void)state;
	assert_str(str_word(&rest), "one");
	assert_str(str_word(&rest), "two\nx");
	assert_str(str_word(&rest), "");
	assert_str(str_word(&rest), "");
	rest = nothing;
	assert_str(str_word(&rest), "");
}

/* Source: the FNV vectors of draft-eastlake-fnv. */
static void test_hash_is_fnv_1a(void **state)
{
	(void)state;
	assert_true(str_hash(nothing) == 0xcbf29ce484222325);
	assert_true(str_hash(str_of("a")) == 0xaf63dc4c8601ec8c);
	assert_true(str_hash(str_of("foobar")) == 0x85944171f73967e8);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_of_and_make_borrow),
		cmocka_unit_test(test_copies_end_with_a_nul),
		cmocka_unit_test(test_equal_and_compare_go_by_unsigned_bytes),
		cmocka_unit_test(test_case_is_folded_for_ascii_only),
		cmocka_unit_test(test_prefix_and_suffix),
		cmocka_unit_test(test_find_gives_the_first_index),
		cmocka_unit_test(test_from_and_upto_stay_inside),
		cmocka_unit_test(test_trim_takes_white_space_at_both_ends),
		cmocka_unit_test(test_cut_goes_through_all_fields),
		cmocka_unit_test(test_word_skips_blanks_and_ends_empty),
		cmocka_unit_test(test_hash_is_fnv_1a),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
