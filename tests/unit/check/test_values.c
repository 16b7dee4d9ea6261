#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/attr.h"
#include "check/values.h"
#include "declare/schema.h"
#include "declare/source.h"
#include "declare/yaml.h"
#include "declared.h"
#include "dns/type.h"

/* Reads YAML text; *out_faults gets the number of faults. */
static struct values read_text(struct arena *arena, const char *yaml,
			       const struct values_options *options, size_t *out_faults)
{
	const struct source source = { .path = "x", .text = str_of(yaml), .depth = 1 };
	static const struct yaml_options plain = { 0 };
	static const struct yaml_path path = { .key = STR("values") };
	const struct yaml_node *root = NULL;
	struct values values = { 0 };
	struct faults faults;

	faults_init(&faults, arena);
	assert_int_equal(yaml_read(arena, &source, &plain, &faults, &root), ERR_OK);
	values_read(&(struct schema){ arena, &faults }, root, &path, options, &values);
	*out_faults = faults.count;
	return values;
}

static void test_lists_and_single_values_are_read(void **state)
{
	static const struct {
		const char *yaml;
		struct values_options options;
		size_t faults;
		uint16_t count;
		size_t range_count;
		const char *why;
	} rows[] = {
		{ "192.0.2.1", { TYPE_A, false }, 0, 1, 0, "one value" },
		{ "[192.0.2.1, 192.0.2.2]", { TYPE_A, false }, 0, 2, 0, "a list" },
		{ "[192.0.2.1, 192.0.2.1]",
		  { TYPE_A, false },
		  0,
		  1,
		  0,
		  "the same twice" },
		{ "[192.0.2.0/24, 192.0.2.1]", { TYPE_A, true }, 0, 1, 1, "a range" },
		{ "192.0.2.0/24", { TYPE_A, false }, 1, 0, 0, "a range not wanted" },
		{ "192.0.2.0/x", { TYPE_A, true }, 1, 0, 0, "no range" },
		{ "a/b", { TYPE_TXT, false }, 0, 1, 0, "a slash in text" },
		{ "[192.0.2.1, x, 192.0.2.2, y]",
		  { TYPE_A, false },
		  2,
		  2,
		  0,
		  "faults are all told" },
		{ "[]", { TYPE_A, false }, 1, 0, 0, "nothing" },
		{ "{a: b}", { TYPE_A, false }, 1, 0, 0, "no layout of a map for A" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		size_t faults = 0;
		const struct values values =
			read_text(arena, rows[i].yaml, &rows[i].options, &faults);

		print_message("# %s\n", rows[i].why);
		assert_int_equal(faults, rows[i].faults);
		assert_int_equal(values.count, rows[i].count);
		assert_int_equal(values.range_count, rows[i].range_count);
		arena_free(arena);
	}
}

static void test_a_list_has_a_bound(void **state)
{
	static const struct values_options options = { .type = TYPE_A };
	struct arena *arena = arena_new();
	struct values values;
	struct text text;
	size_t faults = 0;

	(void)state;
	text_init_growing(&text, 1 << 20);
	for (unsigned i = 0; i < 4097; i++)
		text_add_format(&text, "- 10.0.%u.%u\n", i / 256, i % 256);
	values = read_text(arena, text.data, &options, &faults);
	text_free(&text);
	assert_int_equal(values.count, 4096);
	assert_int_equal(faults, 1);
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lists_and_single_values_are_read),
		cmocka_unit_test(test_a_list_has_a_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
