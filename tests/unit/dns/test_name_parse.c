#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "dns/name.h"
#include "packet.h"

static void test_text_becomes_wire(void **state)
{
	static const struct {
		const char *text;
		const char *origin; /* NULL: none */
		const char *hex;
		const char *why;
	} rows[] = {
		{ ".", NULL, "00", "the root" },
		{ "www.example.", NULL, "03777777076578616d706c6500", "absolute" },
		{ "www", NULL, "0377777700", "no origin is the root" },
		{ "www", "example.", "03777777076578616d706c6500", "below the origin" },
		{ "www.", "example.", "0377777700", "a final dot wants no origin" },
		{ "@", "example.", "076578616d706c6500", "@ alone is the origin" },
		{ "@", NULL, "00", "@ without an origin" },
		{ "@.", NULL, "014000", "@ with a dot is a label" },
		{ "a@b", NULL, "0361406200", "@ within a label" },
		{ "\\@", "example.", "0140076578616d706c6500",
		  "an escaped @ is a label" },
		{ "\\.", NULL, "012e00", "an escaped dot" },
		{ "a\\.b.c.", NULL, "03612e62016300", "an escaped dot within a label" },
		{ "\\000\\255\\065.", NULL, "0300ff4100", "bytes by number" },
		{ "\\\\.", NULL, "015c00", "an escaped backslash" },
		{ "WwW.", NULL, "0357775700", "the case is kept" },
		{ " .", NULL, "012000", "a blank is a byte like others" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct packet expected = { .size = 0 };
		struct name_buffer origin_buffer;
		struct name origin = name_root;
		struct name_buffer name;
		const char *why = NULL;

		packet_hex(&expected, rows[i].hex);
		if (rows[i].origin != NULL) {
			assert_int_equal(name_parse(str_of(rows[i].origin), NULL,
						    &origin_buffer, NULL),
					 ERR_OK);
			origin = name_of(&origin_buffer);
		}
		if (name_parse(str_of(rows[i].text),
			       rows[i].origin != NULL ? &origin : NULL, &name,
			       &why) != ERR_OK)
			fail_msg("%s: %s", rows[i].why, why);
		if (name.size != expected.size ||
		    memcmp(name.wire, expected.wire, name.size) != 0)
			fail_msg("%s", rows[i].why);
	}
}

#define LABEL_63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void test_bad_text_says_what_dig_says(void **state)
{
	static const struct {
		const char *text;
		const char *why;
	} rows[] = {
		{ "", "unexpected end of input" },
		{ "a\\", "unexpected end of input" },
		{ "a\\1", "unexpected end of input" },
		{ "a\\12", "unexpected end of input" },
		{ "a\\1x2", "bad escape" },
		{ "a\\12x", "bad escape" },
		{ "a\\256", "bad escape" },
		{ "a\\999", "bad escape" },
		{ "a..b", "empty label" },
		{ ".a", "empty label" },
		{ "..", "empty label" },
		{ "a..", "empty label" },
		{ LABEL_63 "a", "label too long" },
		{ LABEL_63 "." LABEL_63 "." LABEL_63 "." LABEL_63 ".", "name too long" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct name_buffer name = { .size = 77 };
		const char *why = NULL;

		if (name_parse(str_of(rows[i].text), NULL, &name, &why) != ERR_SYNTAX)
			fail_msg("'%s' is taken", rows[i].text);
		assert_string_equal(why, rows[i].why);
		assert_int_equal(name.size, 77);
		assert_int_equal(name_parse(str_of(rows[i].text), NULL, &name, NULL),
				 ERR_SYNTAX);
	}
}

static void test_the_text_need_not_end_in_nul(void **state)
{
	const char text[] = { 'a', '\\', '0', '6', '5' };
	struct name_buffer name;

	(void)state;
	assert_int_equal(name_parse(str_make(text, 5), NULL, &name, NULL), ERR_OK);
	assert_memory_equal(name.wire, "\002aA", 4);
	assert_int_equal(name_parse(str_make(text, 4), NULL, &name, NULL), ERR_SYNTAX);
	assert_int_equal(name_parse(str_make(text, 2), NULL, &name, NULL), ERR_SYNTAX);
	assert_int_equal(name_parse(str_make(text, 1), NULL, &name, NULL), ERR_OK);
	assert_int_equal(name.size, 3);
}

/* Three labels of 63 and one of 61: 255 bytes, the longest name. */
static void test_255_bytes_fit_and_one_more_does_not(void **state)
{
	char text[4 * 64 + 1];
	struct name_buffer name;
	const char *why = NULL;

	(void)state;
	memset(text, 'a', sizeof(text));
	text[63] = text[127] = text[191] = '.';
	assert_int_equal(name_parse(str_make(text, 3 * 64 + 61), NULL, &name, &why),
			 ERR_OK);
	assert_int_equal(name.size, NAME_SIZE_MAX);
	assert_true(name_is_valid(name.wire, name.size));
	assert_int_equal(name_parse(str_make(text, 3 * 64 + 62), NULL, &name, &why),
			 ERR_SYNTAX);
	assert_string_equal(why, "name too long");
}

static void test_the_origin_counts_for_the_size(void **state)
{
	char text[4 * 64];
	struct name_buffer origin;
	struct name_buffer name;
	const char *why = NULL;

	(void)state;
	memset(text, 'a', sizeof(text));
	text[63] = text[127] = text[191] = '.';
	assert_int_equal(name_parse(str_of("xy."), NULL, &origin, NULL), ERR_OK);

	struct name below = name_of(&origin);

	assert_int_equal(name_parse(str_make(text, 3 * 64 + 58), &below, &name, &why),
			 ERR_OK);
	assert_int_equal(name.size, NAME_SIZE_MAX);
	assert_int_equal(name_parse(str_make(text, 3 * 64 + 59), &below, &name, &why),
			 ERR_SYNTAX);
	assert_string_equal(why, "name too long");
}

static void test_a_new_name_lives_in_the_arena(void **state)
{
	struct arena *arena = arena_new();
	struct name name = name_root;

	(void)state;
	assert_int_equal(name_parse_new(arena, str_of("a..b"), NULL, &name, NULL),
			 ERR_SYNTAX);
	assert_ptr_equal(name.wire, name_root.wire);
	assert_int_equal(name_parse_new(arena, str_of("a.b"), NULL, &name, NULL), ERR_OK);
	assert_int_equal(name.size, 5);
	assert_memory_equal(name.wire, "\001a\001b", 5);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text_becomes_wire),
		cmocka_unit_test(test_bad_text_says_what_dig_says),
		cmocka_unit_test(test_the_text_need_not_end_in_nul),
		cmocka_unit_test(test_255_bytes_fit_and_one_more_does_not),
		cmocka_unit_test(test_the_origin_counts_for_the_size),
		cmocka_unit_test(test_a_new_name_lives_in_the_arena),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
