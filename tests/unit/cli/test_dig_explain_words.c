#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/text.h"
#include "cli/dig_explain_words.h"
#include "cli/dig_option.h"

enum { TEXT_MAX = 65536 };

static void explain(struct text *text, const char *line)
{
	static char program[] = "digdrift";
	char *argv[16] = { program };
	char words[512];
	int argc = 1;

	(void)snprintf(words, sizeof(words), "%s", line);
	for (char *word = strtok(words, " "); word != NULL; word = strtok(NULL, " "))
		argv[argc++] = word;
	dig_explain_words_add(text, false, argc, argv);
}

static void test_each_word_is_told_by_its_table(void **state)
{
	static const struct {
		const char *line;
		const char *part;
	} rows[] = {
		{ "+tcp", "  +tcp                      ask over TCP" },
		{ "+notcp", "  +notcp                    not: ask over TCP" },
		{ "+noall",
		  "  +noall                    show nothing but what is turned on" },
		{ "+norec", "  +norecurse                not: " },
		{ "+time=3", "  +timeout=3                seconds to wait" },
		{ "+retries=3", "  +retries=3                tries behind the first" },
		{ "+defname", "  +defname                  use the search list" },
		{ "+vc", "  +vc  " },
		{ "+fuzztime", "taken, and of no effect" },
		{ "-4", "  -4                        ask over IPv4 only" },
		{ "-4u", "  -u                        times in microseconds" },
		{ "-p 53", "  -p 53                     port" },
		{ "-p53", "  -p 53                     port" },
		{ "-t MX -4", "  -4  " },
		{ "-y hmac-sha1:name:c2VjcmV0", "  -y [HMAC:]NAME:KEY        TSIG key" },
		{ "-yname:c2VjcmV0", "  -y [HMAC:]NAME:KEY        TSIG key" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct text text;

		text_init_growing(&text, TEXT_MAX);
		explain(&text, rows[i].line);
		if (strstr(text.data, rows[i].part) == NULL ||
		    strstr(text.data, "c2VjcmV0") != NULL)
			fail_msg("%s:\n%s", rows[i].line, text.data);
		text_free(&text);
	}
}

static void test_what_is_no_option_adds_nothing(void **state)
{
	struct text text;

	(void)state;
	text_init_growing(&text, 1024);
	explain(&text, "@192.0.2.1 www.example.com MX IN +explain");
	assert_string_equal(text.data, "");
	text_free(&text);
}

static void test_no_option_is_without_words(void **state)
{
	(void)state;
	for (const struct dig_option *row = dig_option_rows; row->name != NULL; row++) {
		struct text text;
		char line[64];

		text_init_growing(&text, TEXT_MAX);
		(void)snprintf(line, sizeof(line), "+%s=1", row->name);
		explain(&text, line);
		if (strstr(text.data, "  +") == NULL)
			assert_string_equal(row->name, "explain");
		text_free(&text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_word_is_told_by_its_table),
		cmocka_unit_test(test_what_is_no_option_adds_nothing),
		cmocka_unit_test(test_no_option_is_without_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
