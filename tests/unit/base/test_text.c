#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/text.h"

static void add_str(struct text *text)
{
	text_add(text, (struct str)STR("abcd"));
}

static void add_cstr(struct text *text)
{
	text_add_cstr(text, "abcd");
}

static void add_repeat(struct text *text)
{
	text_add_repeat(text, 'x', 4);
}

static void add_u64(struct text *text)
{
	text_add_u64(text, 1234);
}

static void add_hex(struct text *text)
{
	text_add_hex(text, (const uint8_t *)"\x0a\xbc", 2, false);
}

static void add_format(struct text *text)
{
	text_add_format(text, "%c%03d", 'n', 7);
}

/* Each adds four bytes. */
static const struct {
	void (*add)(struct text *text);
	const char *wanted;
} adders[] = {
	{ add_str, "abcd" }, { add_cstr, "abcd" }, { add_repeat, "xxxx" },
	{ add_u64, "1234" }, { add_hex, "0abc" },  { add_format, "n007" },
};

static void test_what_fits_is_added_and_ends_with_a_nul(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(adders); i++) {
		char buffer[10];
		struct text text;

		memset(buffer, '#', sizeof(buffer));
		text_init(&text, buffer, 9);
		assert_string_equal(buffer, "");
		adders[i].add(&text);
		adders[i].add(&text);
		assert_int_equal(text.err, ERR_OK);
		assert_int_equal(text.len, 8);
		assert_int_equal(text_str(&text).len, 8);
		assert_memory_equal(buffer, adders[i].wanted, 4);
		assert_string_equal(buffer + 4, adders[i].wanted);
		assert_int_equal(buffer[9], '#');
	}
}

static void test_what_does_not_fit_is_cut_and_the_error_sticks(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(adders); i++) {
		char buffer[8];
		struct text text;

		memset(buffer, '#', sizeof(buffer));
		text_init(&text, buffer, 7);
		adders[i].add(&text);
		adders[i].add(&text);
		assert_int_equal(text.err, ERR_LIMIT);
		assert_int_equal(text.len, 6);
		assert_int_equal(strlen(buffer), 6);
		assert_memory_equal(buffer + 4, adders[i].wanted, 2);
		assert_int_equal(buffer[7], '#');
		text_cut(&text, 0);
		for (size_t j = 0; j < ARRAY_LEN(adders); j++)
			adders[j].add(&text);
		text_add_char(&text, 'x');
		assert_string_equal(buffer, "");
		text_clear(&text);
		assert_int_equal(text.err, ERR_OK);
		adders[i].add(&text);
		assert_string_equal(buffer, adders[i].wanted);
	}
}

static void test_a_buffer_of_one_byte_holds_nothing(void **state)
{
	char buffer[1];
	struct text text;

	(void)state;
	text_init(&text, buffer, sizeof(buffer));
	text_add(&text, (struct str){ NULL, 0 });
	text_add_format(&text, "%s", "");
	assert_int_equal(text.err, ERR_OK);
	text_add_char(&text, 'x');
	assert_int_equal(text.err, ERR_LIMIT);
	assert_string_equal(buffer, "");
}

static void test_a_growing_text_reaches_its_max_and_no_more(void **state)
{
	static const size_t maxes[] = { 1, 2, 5, 255, 256, 257, 1000, 5000 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(maxes); i++) {
		for (size_t j = 0; j < ARRAY_LEN(adders); j++) {
			struct text text;

			text_init_growing(&text, maxes[i]);
			for (size_t k = 0; k < (maxes[i] - 1) / 4; k++)
				adders[j].add(&text);
			assert_int_equal(text.err, ERR_OK);
			assert_int_equal(text.len, (maxes[i] - 1) / 4 * 4);
			assert_int_equal(strlen(text.data), text.len);
			adders[j].add(&text);
			assert_int_equal(text.err, ERR_LIMIT);
			assert_int_equal(text.len, maxes[i] - 1);
			assert_int_equal(text.data[text.len], '\0');
			text_free(&text);
		}
	}
}

static void test_one_byte_too_many_is_cut_while_growing(void **state)
{
	static const size_t maxes[] = { 257, 300, 511, 512, 513, 4000 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(maxes); i++) {
		struct text text;

		text_init_growing(&text, maxes[i]);
		text_add_repeat(&text, 'r', maxes[i]);
		assert_int_equal(text.err, ERR_LIMIT);
		assert_int_equal(strlen(text.data), maxes[i] - 1);
		text_free(&text);

		text_init_growing(&text, maxes[i]);
		text_add_format(&text, "%*s", (int)maxes[i], "x");
		assert_int_equal(text.err, ERR_LIMIT);
		assert_int_equal(strlen(text.data), maxes[i] - 1);
		text_free(&text);
	}
}

static void test_one_addition_may_be_longer_than_twice_the_text(void **state)
{
	static char word[3001];
	struct text text;

	(void)state;
	memset(word, 'w', 3000);
	text_init_growing(&text, 100000);
	text_add_char(&text, 'a');
	text_add_cstr(&text, word);
	text_add_format(&text, "%s%s", word, word);
	text_add_repeat(&text, 'r', 20000);
	assert_int_equal(text.err, ERR_OK);
	assert_int_equal(text.len, 29001);
	assert_int_equal(strspn(text.data + 1, "w"), 9000);
	text_free(&text);
}

static void test_growth_doubles(void **state)
{
	struct text text;
	unsigned steps = 0;

	(void)state;
	text_init_growing(&text, 1000000);
	for (size_t size = text.size; text.len < 900000; text_add_char(&text, 'x')) {
		steps += text.size != size;
		size = text.size;
	}
	assert_in_range(steps, 5, 13);
	text_free(&text);
}

static void test_free_is_harmless_when_repeated_or_not_needed(void **state)
{
	char buffer[8];
	struct text text;

	(void)state;
	text_init_growing(&text, 8);
	text_free(&text);
	text_free(&text);
	text_init(&text, buffer, sizeof(buffer));
	text_free(&text);
}

static void test_cut_shortens_only(void **state)
{
	char buffer[8];
	struct text text;

	(void)state;
	text_init(&text, buffer, sizeof(buffer));
	text_add_cstr(&text, "abc");
	text_cut(&text, 5);
	assert_string_equal(buffer, "abc");
	text_cut(&text, 2);
	assert_string_equal(buffer, "ab");
	text_add_char(&text, 'x');
	assert_string_equal(buffer, "abx");
}

static void test_numbers_and_hex_are_printed_whole(void **state)
{
	static const uint8_t bytes[] = { 0x00, 0x9f, 0xff };
	char buffer[64];
	struct text text;

	(void)state;
	text_init(&text, buffer, sizeof(buffer));
	text_add_u64(&text, 0);
	text_add_char(&text, ' ');
	text_add_u64(&text, UINT64_MAX);
	text_add_char(&text, ' ');
	text_add_hex(&text, bytes, sizeof(bytes), true);
	text_add_char(&text, ' ');
	text_add_hex(&text, bytes, sizeof(bytes), false);
	assert_string_equal(buffer, "0 18446744073709551615 009FFF 009fff");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_fits_is_added_and_ends_with_a_nul),
		cmocka_unit_test(test_what_does_not_fit_is_cut_and_the_error_sticks),
		cmocka_unit_test(test_a_buffer_of_one_byte_holds_nothing),
		cmocka_unit_test(test_a_growing_text_reaches_its_max_and_no_more),
		cmocka_unit_test(test_one_byte_too_many_is_cut_while_growing),
		cmocka_unit_test(test_one_addition_may_be_longer_than_twice_the_text),
		cmocka_unit_test(test_growth_doubles),
		cmocka_unit_test(test_free_is_harmless_when_repeated_or_not_needed),
		cmocka_unit_test(test_cut_shortens_only),
		cmocka_unit_test(test_numbers_and_hex_are_printed_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
