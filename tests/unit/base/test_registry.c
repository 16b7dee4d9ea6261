#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/registry.h"
#include "base/text.h"

static const struct entry text_entry = { "text", "for people" };
static const struct entry json_entry = { "json", "one document" };
static const struct entry jsonl_entry = { "jsonl", "a line for each verdict" };
static const struct entry *const rows[] = { &text_entry, &json_entry, &jsonl_entry };
static const struct registry formats = { "format", rows, ARRAY_LEN(rows) };

static void test_find_wants_the_exact_name(void **state)
{
	(void)state;
	assert_ptr_equal(registry_find(&formats, str_of("json")), &json_entry);
	assert_ptr_equal(registry_find(&formats, str_of("jsonl")), &jsonl_entry);
	assert_null(registry_find(&formats, str_of("JSON")));
	assert_null(registry_find(&formats, str_of("jso")));
	assert_null(registry_find(&formats, str_of("")));
}

static void test_nearest_suggests_a_name_that_is_like_it(void **state)
{
	(void)state;
	assert_string_equal(registry_nearest(&formats, str_of("jsom")), "json");
	assert_string_equal(registry_nearest(&formats, str_of("jsnol")), "jsonl");
	assert_null(registry_nearest(&formats, str_of("prometheus")));
}

static void test_names_are_listed_as_a_sentence_has_them(void **state)
{
	static const char *const wanted[] = { "", "text", "text and json",
					      "text, json and jsonl" };

	(void)state;
	for (size_t len = 0; len < ARRAY_LEN(wanted); len++) {
		const struct registry some = { "format", rows, len };
		char buffer[64];
		struct text text;

		text_init(&text, buffer, sizeof(buffer));
		registry_print_names(&some, &text);
		assert_string_equal(buffer, wanted[len]);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find_wants_the_exact_name),
		cmocka_unit_test(test_nearest_suggests_a_name_that_is_like_it),
		cmocka_unit_test(test_names_are_listed_as_a_sentence_has_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
