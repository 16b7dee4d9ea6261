#include "declare_case.h"

static void test_lists_and_mappings_are_read(void **state)
{
	static const struct case_row rows[] = {
		{ "a: [b, {c: d}]\ne:\n- f\n-   g: h\n",
		  "{a: [b, {c: d}], e: [f, {g: h}]}\n", "both styles" },
		{ "? a\n: b\n? ''\n: - c\n", "{a: b, '': [c]}\n", "keys with a mark" },
		{ "{a, b: c}\n", "{a: ~, b: c}\n", "a key alone" },
		{ "[]\n", "[]\n", "an empty list" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

static void test_keys_that_are_no_text_are_faults(void **state)
{
	static const struct case_row rows[] = {
		{ "? [a]\n: b\nc: d\n",
		  "{c: d}\n1:3 a key must be text, not a list or mapping; quote a text that "
		  "begins with \"{\" or \"[\"\n",
		  "a list; the others are read" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

static void test_depth_of_64_is_allowed(void **state)
{
	char text[200] = "";
	char wanted[200] = "";
	struct case_row row = { text, wanted, "64 lists" };

	(void)state;
	for (int i = 0; i < 64; i++) {
		text[i] = '[';
		text[64 + i] = ']';
	}
	snprintf(wanted, sizeof(wanted), "%s\n", text);
	case_yaml_rows(&row, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists_and_mappings_are_read),
		cmocka_unit_test(test_keys_that_are_no_text_are_faults),
		cmocka_unit_test(test_depth_of_64_is_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
