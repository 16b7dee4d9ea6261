#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "cli/dig_words.h"

static void test_lines_are_cut_at_blanks_and_tabs(void **state)
{
	static char text[] = "one two\tthree\r\n\n  \t \n last";
	static char name[] = "dig";
	static const struct {
		int argc;
		char first;
		const char *last;
	} rows[] = { { 4, 'o', "three" },
		     { 1, '\0', "dig" },
		     { 1, ' ', "dig" },
		     { 2, ' ', "last" } };
	struct arena *arena = arena_new();
	FILE *file = fmemopen(text, strlen(text), "r");
	char *argv[DIG_WORDS_MAX];
	int argc;
	char first;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_true(dig_words_read(arena, file, name, argv, &argc, &first));
		assert_int_equal(argc, rows[i].argc);
		assert_int_equal(first, rows[i].first);
		assert_string_equal(argv[argc - 1], rows[i].last);
		assert_null(argv[argc]);
	}
	assert_false(dig_words_read(arena, file, name, argv, &argc, &first));
	(void)fclose(file);
	arena_free(arena);
}

static void test_too_much_is_bounded(void **state)
{
	static char name[] = "dig";
	struct arena *arena = arena_new();
	char *argv[DIG_WORDS_MAX];
	struct text text;
	FILE *file;
	int argc;
	char first;

	(void)state;
	text_init_growing(&text, 1 << 20);
	for (unsigned i = 0; i < 1000; i++)
		text_add_cstr(&text, "word ");
	text_add_char(&text, '\n');
	text_add_repeat(&text, 'x', 100000);
	text_add_cstr(&text, "\nend\n");
	file = fmemopen(text.data, text.len, "r");
	assert_true(dig_words_read(arena, file, name, argv, &argc, &first));
	assert_int_equal(argc, DIG_WORDS_MAX - 1);
	assert_null(argv[argc]);
	assert_true(dig_words_read(arena, file, name, argv, &argc, &first));
	assert_int_equal(argc, 2);
	assert_true(strlen(argv[1]) < 20000);
	assert_true(dig_words_read(arena, file, name, argv, &argc, &first));
	assert_string_equal(argv[1], "end");
	(void)fclose(file);
	text_free(&text);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_are_cut_at_blanks_and_tabs),
		cmocka_unit_test(test_too_much_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
