#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"
#include "cli/dig_idn.h"

static void test_names_in_unicode_become_ascii(void **state)
{
	static const struct {
		const char *name;
		const char *ascii; /* NULL: no name */
	} rows[] = {
		{ "b\xC3\xBC"
		  "cher.example",
		  "xn--bcher-kva.example" },
		{ "example.org", "example.org" },
		{ "MiXed.Example", "MiXed.Example" },
		{ "_dmarc.b\xC3\xBC"
		  "cher.example",
		  NULL },
		{ "\xFF\xFE.example", NULL },
	};
	struct arena *arena = arena_new();

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		const char *ascii = NULL;
		const char *why = NULL;
		enum err err = dig_idn_to_ascii(arena, rows[i].name, &ascii, &why);

		if (!dig_idn_is_built_in())
			continue;
		if (i == 3) /* libidn2 may or may not take underscores here */
			continue;
		assert_int_equal(err == ERR_OK, rows[i].ascii != NULL);
		if (err == ERR_OK) {
			assert_string_equal(ascii, rows[i].ascii);
		} else {
			assert_non_null(why);
		}
	}
	arena_free(arena);
}

static void test_names_in_a_text_are_shown_in_unicode(void **state)
{
	struct text text;

	(void)state;
	text_init_growing(&text, 4096);
	text_add_cstr(&text,
		      "xn--bcher-kva.example.\t60 IN MX 10 mail.xn--bcher-kva.example.\n"
		      "xn--a\"b xn--\xFF c\n");
	dig_idn_show(&text);
	if (dig_idn_is_built_in()) {
		assert_non_null(strstr(text.data, "b\xC3\xBC"
						  "cher.example.\t60 IN MX 10 mail."
						  "b\xC3\xBC"
						  "cher.example.\n"));
		assert_non_null(strstr(text.data, "\"b "));
	}
	text_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_in_unicode_become_ascii),
		cmocka_unit_test(test_names_in_a_text_are_shown_in_unicode),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
