#include "declare_case.h"

struct inner {
	uint32_t number;
	struct str text;
};

struct spec {
	struct str name;
	bool has_name;
	struct inner inner;
	unsigned whole;
};

static const char *const choices[] = { "refused", "allowed", NULL };

static const struct field inner_fields[] = {
	{ .name = "number", .type = FIELD_U32, .offset = offsetof(struct inner, number) },
	{ .name = "text",
	  .type = FIELD_STR,
	  .offset = offsetof(struct inner, text),
	  .flags = FIELD_REQUIRED },
	{ 0 },
};

static const struct field fields[] = {
	{ .name = "name",
	  .type = FIELD_STR,
	  .offset = offsetof(struct spec, name),
	  .offset_has = offsetof(struct spec, has_name) },
	{ .name = "inner",
	  .type = FIELD_GROUP,
	  .offset = offsetof(struct spec, inner),
	  .fields = inner_fields },
	{ .name = "",
	  .type = FIELD_CHOICE,
	  .offset = offsetof(struct spec, whole),
	  .choices = choices },
	{ 0 },
};

static void check_rows(const struct case_row *rows, size_t count,
		       const struct field *table)
{
	static const struct yaml_options options;

	for (size_t i = 0; i < count; i++) {
		struct arena *arena = arena_new();
		struct source source = case_source(rows[i].text);
		const struct yaml_path path = { .key = STR("top") };
		const struct yaml_node *root = NULL;
		struct spec spec = { 0 };
		struct faults faults;
		struct schema schema = { arena, &faults };
		struct text out;

		faults_init(&faults, arena);
		text_init_growing(&out, CASE_OUT_MAX);
		assert_int_equal(yaml_read(arena, &source, &options, &faults, &root),
				 ERR_OK);
		schema_read(&schema, root, &path, table, &spec);
		text_add_format(&out, "%s%s %u %s %u\n", spec.has_name ? "" : "no ",
				spec.name.data ? spec.name.data : "-", spec.inner.number,
				spec.inner.text.data ? spec.inner.text.data : "-",
				spec.whole);
		case_add_faults(&out, &faults);
		case_compare(out.data, rows[i].wanted, rows[i].why);
		text_free(&out);
		arena_free(arena);
	}
}

static void test_a_table_fills_a_struct(void **state)
{
	static const struct case_row rows[] = {
		{ "{name: a, inner: {number: 7, text: b}}", "a 7 b 0\n", "all" },
		{ "{inner: {text: b}}", "no - 0 b 0\n", "what is not there stays zero" },
		{ "allowed", "no - 0 - 1\n", "the short form" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows), fields);
}

static void test_all_faults_are_found_at_once(void **state)
{
	static const struct case_row rows[] = {
		{ "{nmae: a, inner: {number: x, nothing: 1}}",
		  "no - 0 - 0\n"
		  "1:2 unknown key \"nmae\" in top, did you mean \"name\"?\n"
		  "1:27 top.inner.number wants a number from 0 to 4294967295, not \"x\"\n"
		  "1:30 unknown key \"nothing\" in top.inner; it takes number, text\n"
		  "1:18 top.inner wants the key \"text\"\n",
		  "four" },
		{ "{'': a}",
		  "no - 0 - 0\n1:2 unknown key \"\" in top; it takes name, inner\n",
		  "the short form has no key" },
		{ "[a]", "no - 0 - 0\n1:1 top wants refused or allowed, not a list\n",
		  "a list" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows), fields);
}

static void test_a_mapping_is_wanted_without_a_short_form(void **state)
{
	static const struct case_row rows[] = {
		{ "a", "no - 0 - 0\n1:1 top wants a mapping, not \"a\"\n", "text" },
		{ "~", "no - 0 - 0\n1:1 top wants a mapping, not nothing\n", "nothing" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows), inner_fields);
}

static void test_hostile_keys_do_not_reach_the_terminal(void **state)
{
	static const struct case_row rows[] = {
		{ "{\"a\\e[31m\\nb\": 1}",
		  "no - 0 - 0\n1:2 unknown key \"a?[31m?b\" in top; it takes name, inner\n",
		  "control characters" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows), fields);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_table_fills_a_struct),
		cmocka_unit_test(test_all_faults_are_found_at_once),
		cmocka_unit_test(test_a_mapping_is_wanted_without_a_short_form),
		cmocka_unit_test(test_hostile_keys_do_not_reach_the_terminal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
