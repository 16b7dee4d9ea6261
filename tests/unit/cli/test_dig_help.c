#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "cli/dig_flag.h"
#include "cli/dig_help.h"
#include "cli/dig_option.h"
#include "parsed.h"

static void test_help_shows_every_option_and_fits_80_columns(void **state)
{
	struct parsed parsed;
	size_t column = 0;

	(void)state;
	parsed_read(&parsed, false, "-h");
	for (const char *at = parsed.out; *at != '\0'; at++) {
		column = *at == '\n' ? 0 : column + 1;
		assert_true(column <= 80);
	}
	for (const struct dig_option *row = dig_option_rows; row->name != NULL; row++) {
		char term[64];

		(void)snprintf(term, sizeof(term), "+%s%s",
			       row->is_positive ? "" : "[no]", row->name);
		if (row->summary != NULL && strstr(parsed.out, term) == NULL)
			fail_msg("no %s", term);
	}
	for (const struct dig_flag *row = dig_flag_rows; row->letter != 0; row++) {
		char term[8];

		(void)snprintf(term, sizeof(term), "\n  -%c", row->letter);
		if (row->summary != NULL)
			assert_non_null(strstr(parsed.out, term));
	}
	parsed_free(&parsed);
}

static void test_dig_s_help_does_not_show_what_dig_has_not(void **state)
{
	struct parsed parsed;

	(void)state;
	parsed_read(&parsed, true, "-h");
	assert_null(strstr(parsed.out, "+[no]json"));
	parsed_free(&parsed);
}

static void test_the_manual_names_every_option(void **state)
{
	char *text = NULL;
	size_t size = 0;
	FILE *stream = open_memstream(&text, &size);

	(void)state;
	dig_help_print_manual(stream);
	(void)fclose(stream);
	assert_non_null(strstr(text, "*+\\[no\\]short*\n"));
	assert_non_null(strstr(text, "*-x ADDRESS*\n"));
	assert_non_null(strstr(text, "*+bufsize\\[=N\\]*\n"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_help_shows_every_option_and_fits_80_columns),
		cmocka_unit_test(test_dig_s_help_does_not_show_what_dig_has_not),
		cmocka_unit_test(test_the_manual_names_every_option),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
