#include "declare_case.h"

static void test_scalars_are_text_as_written(void **state)
{
	static const struct case_row rows[] = {
		{ "NO", "NO\n", "not a boolean" },
		{ "[1:30, 0x10, 1.10, 017, 1_000, yes]",
		  "[1:30, 0x10, 1.10, 017, 1_000, yes]\n", "no numbers, no base 60" },
		{ "'a b'", "'a b'\n", "single quotes" },
		{ "\"a\\tb\\x41\"", "'a\tbA'\n", "escapes of double quotes" },
		{ "|\n  a\n  b\n", "'a\nb\n'\n", "a block" },
		{ "[~, null, Null, NULL, '']", "[~, ~, ~, ~, '']\n", "nothing" },
		{ "{a: , b: ''}", "{a: ~, b: ''}\n", "no value, and an empty one" },
		{ "\xEF\xBB\xBF"
		  "a: b",
		  "{a: b}\n", "a byte order mark" },
		{ "a: b\r\nc: d\r\n", "{a: b, c: d}\n", "line ends of Windows" },
		{ "# nothing\n", "nothing\n", "an empty document" },
		{ "--- a\n...\n", "a\n", "marks of a document" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

static void test_one_document_is_wanted(void **state)
{
	static const struct case_row rows[] = {
		{ "a: b\n---\nc: d\n",
		  "2:1 a second document begins here; a file holds one\n", "two" },
		{ "--- a\n--- b\n",
		  "2:1 a second document begins here; a file holds one\n", "scalars" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

static void test_bombs_are_refused_at_once(void **state)
{
	enum { SIZE = 100 * 1000 };
	char *text = malloc(SIZE + 1);
	struct case_row row = { text, "1:65 lists and mappings nest over 64 deep\n",
				"100 kB of brackets" };

	(void)state;
	assert_non_null(text);
	memset(text, '[', SIZE);
	text[SIZE] = '\0';
	case_yaml_rows(&row, 1);
	for (size_t i = 0; i + 1 < SIZE; i += 2)
		memcpy(text + i, "- ", 2);
	row.wanted = "1:129 lists and mappings nest over 64 deep\n";
	row.why = "100 kB of dashes";
	case_yaml_rows(&row, 1);
	for (size_t i = 0; i + 10 <= SIZE; i += 10)
		memcpy(text + i, "%TAG !a! b\n", 10);
	row.wanted = "1:1 over 64 \"%TAG\" directives\n";
	row.why = "directives that are compared each with each";
	case_yaml_rows(&row, 1);
	free(text);
}

static void test_paths_are_printed_for_people(void **state)
{
	const struct yaml_path zones = { .key = STR("zones") };
	const struct yaml_path zone = { .up = &zones, .key = STR("example.com") };
	const struct yaml_path owner = { .up = &zone, .key = STR("") };
	const struct yaml_path item = { .up = &owner, .index = 2, .is_item = true };
	char buffer[100];
	struct text text;

	(void)state;
	text_init(&text, buffer, sizeof(buffer));
	yaml_path_print(&text, &item);
	assert_string_equal(buffer, "zones.example.com.''[3]");
	text_clear(&text);
	yaml_path_print(&text, NULL);
	assert_string_equal(buffer, "the file");
}

static void test_include_stands_only_where_it_is_allowed(void **state)
{
	static const struct case_row rows[] = {
		{ "a: !include b.yaml\n",
		  "{a: 'b.yaml'}\n1:4 the tag \"!include\" is not known here; quote a text "
		  "that begins with \"!\"\n",
		  "not in a declaration" },
	};

	(void)state;
	case_yaml_rows(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scalars_are_text_as_written),
		cmocka_unit_test(test_one_document_is_wanted),
		cmocka_unit_test(test_bombs_are_refused_at_once),
		cmocka_unit_test(test_paths_are_printed_for_people),
		cmocka_unit_test(test_include_stands_only_where_it_is_allowed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
