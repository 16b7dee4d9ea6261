#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "cli/dig_asker.h"
#include "cli/dig_search.h"
#include "parsed.h"

/* The names that a line's first lookup tries, with these domains in resolv.conf. */
static const char *try_all(const char *line, char *buffer, size_t size)
{
	struct parsed parsed;
	struct dig_asker asker;
	struct name_buffer domains[2];
	struct name list[2];
	const struct resolvconf conf = { .search = list, .search_count = 2, .ndots = 2 };
	struct dig_search search;
	struct name name;
	const char *why = "";
	struct text text;

	for (size_t i = 0; i < ARRAY_LEN(list); i++) {
		assert_int_equal(name_parse(str_of(i == 0 ? "one.test" : "two.test"),
					    NULL, &domains[i], NULL),
				 ERR_OK);
		list[i] = name_of(&domains[i]);
	}
	text_init(&text, buffer, size);
	parsed_read(&parsed, true, line);
	dig_asker_init(&asker, &parsed.line, parsed.arena);
	asker.conf = &conf;
	if (dig_search_init(&search, &asker, parsed.line.first->name, &why) != ERR_OK) {
		text_add_cstr(&text, why);
	} else {
		while (dig_search_next(&search, &name)) {
			text_add_cstr(&text, text.len > 0 ? " " : "");
			name_print(&text, name);
		}
	}
	dig_asker_end(&asker);
	parsed_free(&parsed);
	return buffer;
}

static void test_names_are_tried_in_dig_s_order(void **state)
{
	static const struct {
		const char *line;
		const char *names;
		const char *why;
	} rows[] = {
		{ "www", "www.", "without +search as it is" },
		{ "+search www", "www.one.test. www.two.test. www.", "through the list" },
		{ "+search www.a", "www.a.one.test. www.a.two.test. www.a.",
		  "fewer dots than ndots" },
		{ "+search www.a.b", "www.a.b.", "enough dots" },
		{ "+search www.a.", "www.a.", "a final dot is a dot" },
		{ "+search +ndots=1 www.a", "www.a.", "ndots of the line" },
		{ "+search +ndots=0 www", "www.", "no dots wanted" },
		{ "+domain=x.test www", "www.x.test. www.",
		  "one domain in place of the list" },
		{ "+domain=x.test +nosearch www", "www.x.test. www.",
		  "which +nosearch does not undo" },
		{ "+showsearch www", "www.one.test. www.two.test. www.",
		  "+showsearch searches" },
		{ "+search a..b", "empty label", "what is no name" },
		{ "+domain=a..b www", "empty label", "a domain that is no name" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char buffer[4096];
		const char *names = try_all(rows[i].line, buffer, sizeof(buffer));

		if (strcmp(names, rows[i].names) != 0)
			fail_msg("dig %s (%s): %s", rows[i].line, rows[i].why, names);
	}
}

static void test_a_name_too_long_for_a_domain_skips_it(void **state)
{
	char line[512];
	char buffer[4096];
	struct text text;

	(void)state;
	text_init(&text, line, sizeof(line));
	text_add_cstr(&text, "+search +ndots=9 ");
	for (unsigned i = 0; i < 4; i++) {
		text_add_repeat(&text, 'x', i == 3 ? 60 : 62);
		text_add_cstr(&text, i == 3 ? "" : ".");
	}
	try_all(line, buffer, sizeof(buffer));
	assert_null(strchr(buffer, ' '));
	assert_int_equal(strlen(buffer), 3 * 63 + 61);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_are_tried_in_dig_s_order),
		cmocka_unit_test(test_a_name_too_long_for_a_domain_skips_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
