#include "declare/octodns_values.h"
#include "declare_case.h"

/* Each row is a record; all its values as one list, and the notes. */
static const struct case_row rows[] = {
	{ "{value: a}", "[a]\n", "a value" },
	{ "{values: [a, ~, b], value: c}", "[a, b, c]\n", "nulls are left out" },
	{ "{value: ~}", "[]\n", "nothing" },
	{ "{values: {x: y}}", "[{x: y}]\n", "a mapping is a value" },
	{ "{value: a, geo: {AF: [b, c], EU: d}}", "[a, b, c, d]\n", "geo" },
	{ "{value: a, dynamic: {pools: {x: {values: [{value: b}, {value: {y: z}, weight: 1}]}}}}",
	  "[a, b, {y: z}]\n", "pools" },
	{ "{value: a, geo: x, dynamic: {pools: [x]}}", "[a]\n", "wrong shapes" },
	{ "{value: a, dynamic: {pools: {x: y, z: {values: w}, v: {values: [u, {value: ~}]}}}}",
	  "[a]\n", "wrong shapes within" },
	{ "{values: [no, 'no']}",
	  "[no, 'no']\n1:11 octoDNS reads the plain \"no\" as False; quote it\n",
	  "a note" },
};

static void test_all_values_become_one_list(void **state)
{
	static const struct yaml_options options;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct source source = case_source(rows[i].text);
		const struct yaml_node *root = NULL;
		struct octodns_values values = { 0 };
		struct faults notes;
		struct text out;

		faults_init(&notes, arena);
		text_init_growing(&out, CASE_OUT_MAX);
		assert_int_equal(yaml_read(arena, &source, &options, &notes, &root),
				 ERR_OK);
		values.value = yaml_find(root, (struct str)STR("value"));
		values.values = yaml_find(root, (struct str)STR("values"));
		values.geo = yaml_find(root, (struct str)STR("geo"));
		values.dynamic = yaml_find(root, (struct str)STR("dynamic"));
		case_add_node(&out, octodns_values_collect(arena, &values, &notes));
		text_add_char(&out, '\n');
		case_add_faults(&out, &notes);
		case_compare(out.data, rows[i].wanted, rows[i].why);
		text_free(&out);
		arena_free(arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_values_become_one_list),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
