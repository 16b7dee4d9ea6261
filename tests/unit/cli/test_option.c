#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/str.h"
#include "base/text.h"
#include "caught.h"
#include "cli/command.h"
#include "cli/option.h"

struct settings {
	const char *format;
	unsigned quiet;
};

static bool set_format(void *settings, const char *value)
{
	((struct settings *)settings)->format = value;
	return strcmp(value, "bad") != 0;
}

static bool set_quiet(void *settings, const char *value)
{
	assert_null(value);
	((struct settings *)settings)->quiet++;
	return true;
}

static const struct option_row options[] = {
	{ "format", 'f', "FORMAT",
	  "how to report what was found: in one of a number of ways", NULL, set_format },
	{ "quiet", 'q', NULL, "print nothing", NULL, set_quiet },
	{ "an-option-with-a-long-name", 0, "VALUE", "long", NULL, set_format },
	{ 0 },
};

static const struct command command = {
	.entry = { "try", "to try the options" },
	.usage = "[options] FILE ...",
	.options = options,
};

enum { ARGS_MAX = 8, USAGE = 64 };

struct tried {
	char line[256];
	char *argv[ARGS_MAX + 1];
	struct settings settings;
	struct option_operands operands;
	struct caught err;
	int code;
};

static void try_line(struct tried *tried, const char *line)
{
	char *rest = NULL;
	int argc = 0;

	memset(tried, 0, sizeof(*tried));
	(void)snprintf(tried->line, sizeof(tried->line), "%s", line);
	for (char *word = strtok_r(tried->line, " ", &rest); word != NULL;
	     word = strtok_r(NULL, " ", &rest)) {
		assert_true(argc < ARGS_MAX);
		tried->argv[argc++] = word;
	}
	caught_begin(&tried->err, stderr);
	tried->code = option_read(&command, argc, tried->argv, USAGE, &tried->settings,
				  &tried->operands);
	caught_end(&tried->err);
}

static void test_options_and_operands_may_be_mixed(void **state)
{
	static const struct {
		const char *line, *format;
		unsigned quiet;
		int operands;
		const char *first;
	} rows[] = {
		{ "try", NULL, 0, 0, NULL },
		{ "try a b", NULL, 0, 2, "a" },
		{ "try -f json a", "json", 0, 1, "a" },
		{ "try a -fjson b", "json", 0, 2, "a" },
		{ "try --format=json -q -q", "json", 2, 0, NULL },
		{ "try --format json a", "json", 0, 1, "a" },
		{ "try --form json", "json", 0, 0, NULL },
		{ "try -qf json", "json", 1, 0, NULL },
		{ "try -f one -f two", "two", 0, 0, NULL },
		{ "try -q -- -f", NULL, 1, 1, "-f" },
		{ "try -", NULL, 0, 1, "-" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct tried tried;

		print_message("# %s\n", rows[i].line);
		try_line(&tried, rows[i].line);
		assert_int_equal(tried.code, -1);
		assert_string_equal(tried.err.text, "");
		if (rows[i].format == NULL) {
			assert_null(tried.settings.format);
		} else {
			assert_string_equal(tried.settings.format, rows[i].format);
		}
		assert_int_equal(tried.settings.quiet, rows[i].quiet);
		assert_int_equal(tried.operands.count, rows[i].operands);
		if (rows[i].first != NULL)
			assert_string_equal(tried.operands.list[0], rows[i].first);
	}
}

static void test_a_line_that_is_wrong_says_what_is_wrong(void **state)
{
	static const struct {
		const char *line, *says;
	} rows[] = {
		{ "try --quite", "no option \"--quite\"; did you mean \"--quiet\"\n" },
		{ "try --xyzzy", "no option \"--xyzzy\"; see \"digdrift try --help\"\n" },
		{ "try -x", "no option \"-x\"; see \"digdrift try --help\"\n" },
		{ "try a -f", "\"-f\" wants a value\n" },
		{ "try --format", "\"--format\" wants a value\n" },
		{ "try -f bad",
		  "\"--format\" cannot be \"bad\"; see \"digdrift try --help\"\n" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct tried tried;

		try_line(&tried, rows[i].line);
		assert_int_equal(tried.code, USAGE);
		if (strstr(tried.err.text, rows[i].says) == NULL)
			fail_msg("%s: %s", rows[i].line, tried.err.text);
	}
}

static void test_help_is_printed_and_ends_the_run_well(void **state)
{
	static const char *const lines[] = { "try --help", "try -q -h a",
					     "try -f x --help" };
	static const char wanted[] =
		"usage: digdrift try [options] FILE ...\n\nto try the options\n\n"
		"  -f, --format FORMAT       how to report what was found: in one of a number of\n"
		"                            ways\n"
		"  -q, --quiet               print nothing\n"
		"      --an-option-with-a-long-name VALUE\n"
		"                            long\n"
		"  -h, --help                this text\n";

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		struct tried tried;
		struct caught out;

		caught_begin(&out, stdout);
		try_line(&tried, lines[i]);
		caught_end(&out);
		assert_int_equal(tried.code, 0);
		assert_string_equal(out.text, wanted);
		assert_string_equal(tried.err.text, "");
	}
}

static void test_no_line_of_an_entry_is_wider_than_a_terminal(void **state)
{
	char sentence[400] = "";
	char buffer[2048];
	struct str rest;
	struct text text;

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(sentence); i++)
		sentence[i] = i % (2 + i / 40) == 1 ? ' ' : 'x';
	text_init(&text, buffer, sizeof(buffer));
	option_print_entry(&text, "term", sentence);
	assert_int_equal(text.err, ERR_OK);
	rest = text_str(&text);
	while (rest.len > 0)
		assert_in_range(str_cut(&rest, '\n').len, 1, 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_options_and_operands_may_be_mixed),
		cmocka_unit_test(test_a_line_that_is_wrong_says_what_is_wrong),
		cmocka_unit_test(test_help_is_printed_and_ends_the_run_well),
		cmocka_unit_test(test_no_line_of_an_entry_is_wider_than_a_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
