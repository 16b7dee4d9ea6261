#include "declare/txttext.h"
#include "declare_case.h"

static const struct row {
	const char *text;
	const char *hex;
	const char *why;
} rows[] = {
	{ "v=spf1 -all", "0b763d73706631202d616c6c", "the whole text, blanks kept" },
	{ "", "00", "nothing" },
	{ "a\\;b", "03613b62", "octoDNS' semicolon" },
	{ "a;b", "03613b62", "one as it is" },
	{ "\"a\" \"b\"", "026162", "chunks are joined" },
	{ "a\" \"b", "026162", "also without quotes round them" },
	{ "\"a\"\"b\"", "0461222262", "two quotes without a blank are served" },
	{ "\\\"a\\\"", "03226122", "escaped quotes" },
	{ "a\\\\b", "03615c62", "a backslash" },
	{ "\\195\\164", "02c3a4", "bytes in decimal" },
	{ "\xC3\xA4", "02c3a4", "the same in UTF-8" },
};

static void test_texts_become_character_strings(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		const char *why = "none";
		struct str wire = { 0 };
		char hex[200];
		struct text text;

		assert_int_equal(txttext_parse(arena, str_of(rows[i].text), &wire, &why),
				 ERR_OK);
		text_init(&text, hex, sizeof(hex));
		text_add_hex(&text, (const uint8_t *)wire.data, wire.len, false);
		case_compare(hex, rows[i].hex, rows[i].why);
		assert_string_equal(why, "none");
		arena_free(arena);
	}
}

static void test_bad_escapes_are_refused(void **state)
{
	static const char *const bad[] = { "a\\", "\\25", "\\256", "\\12x", "\\999" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct arena *arena = arena_new();
		const char *why = NULL;
		struct str wire;

		assert_int_equal(txttext_parse(arena, str_of(bad[i]), &wire, &why),
				 ERR_SYNTAX);
		assert_string_equal(
			why, "a backslash wants a character or three digits behind it");
		arena_free(arena);
	}
}

static void test_long_texts_are_cut_into_chunks(void **state)
{
	static char text[70000];
	struct arena *arena = arena_new();
	const char *why = NULL;
	struct str wire;

	(void)state;
	memset(text, 'x', sizeof(text));
	assert_int_equal(txttext_parse(arena, str_make(text, 255), &wire, &why), ERR_OK);
	assert_int_equal(wire.len, 256);
	assert_int_equal((unsigned char)wire.data[0], 255);
	assert_int_equal(txttext_parse(arena, str_make(text, 256), &wire, &why), ERR_OK);
	assert_int_equal(wire.len, 258);
	assert_int_equal(wire.data[256], 1);
	assert_int_equal(txttext_parse(arena, str_make(text, 65279), &wire, &why),
			 ERR_OK);
	assert_int_equal(wire.len, 65535);
	assert_int_equal(txttext_parse(arena, str_make(text, 65280), &wire, &why),
			 ERR_SYNTAX);
	assert_string_equal(why, "the text is longer than a record can be");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts_become_character_strings),
		cmocka_unit_test(test_bad_escapes_are_refused),
		cmocka_unit_test(test_long_texts_are_cut_into_chunks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
