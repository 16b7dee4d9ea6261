#include "declare_case.h"

/* "0 zones.a.records: key=value", one a line. */
static void on_entry(void *user, const struct yaml_entry *entry)
{
	struct text *out = user;

	text_add_format(out, "%zu ", entry->stream);
	yaml_path_print(out, entry->path);
	text_add_cstr(out, ": ");
	if (entry->key) {
		case_add_node(out, entry->key);
	} else {
		text_add_format(out, "[%zu]", entry->index);
	}
	text_add_char(out, '=');
	case_add_node(out, entry->value);
	text_add_cstr(out, entry->is_merged ? " merged\n" : "\n");
}

static const char *const records_keys[] = { "zones", "*", "records", NULL };
static const char *const checks_keys[] = { "checks", NULL };
static const struct yaml_stream streams[] = {
	{ records_keys, YAML_KIND_MAPPING },
	{ checks_keys, YAML_KIND_SEQUENCE },
};

static void check_rows(const struct case_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct arena *arena = arena_new();
		struct source source = case_source(rows[i].text);
		const struct yaml_node *root = NULL;
		struct faults faults;
		struct text out;
		const struct yaml_options options = {
			.streams = streams,
			.stream_count = ARRAY_LEN(streams),
			.on_entry = on_entry,
			.user = &out,
		};

		faults_init(&faults, arena);
		text_init_growing(&out, CASE_OUT_MAX);
		if (yaml_read(arena, &source, &options, &faults, &root) == ERR_OK)
			case_add_node(&out, root);
		text_add_char(&out, '\n');
		case_add_faults(&out, &faults);
		case_compare(out.data, rows[i].wanted, rows[i].why);
		text_free(&out);
		arena_free(arena);
	}
}

static void test_entries_are_handed_over_and_not_kept(void **state)
{
	static const struct case_row rows[] = {
		{ "zones:\n  a: {x: y, records: {'': {t: A}, www: [b]}}\nchecks:\n- c: d\n- e\n",
		  "0 zones.a.records: ''={t: A}\n"
		  "0 zones.a.records: www=[b]\n"
		  "1 checks: [0]={c: d}\n"
		  "1 checks: [1]=e\n"
		  "{zones: {a: {x: y, records: {}}}, checks: []}\n",
		  "both streams" },
		{ "zones: {a: {records: [b]}}\nchecks: {c: d}\n",
		  "{zones: {a: {records: [b]}}, checks: {c: d}}\n",
		  "containers of the other kind stay" },
		{ "records: {a: b}\nzones: {records: {c: d}, x: {y: {records: {e: f}}}}\n",
		  "{records: {a: b}, zones: {records: {c: d}, x: {y: {records: {e: f}}}}}\n",
		  "elsewhere it is no stream" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_anchors_and_aliases_work_across_entries(void **state)
{
	static const struct case_row rows[] = {
		{ "checks:\n- &x {a: &y [b]}\n- *x\n- {c: *y}\n",
		  "1 checks: [0]={a: [b]}\n"
		  "1 checks: [1]={a: [b]}\n"
		  "1 checks: [2]={c: [b]}\n"
		  "{checks: []}\n",
		  "anchored in an entry, used in later ones" },
		{ "zones:\n  a: &z {records: {b: c}}\n  d: *z\n",
		  "0 zones.a.records: b=c\n"
		  "0 zones.d.records: b=c\n"
		  "{zones: {a: {records: {b: c}}, d: {records: {b: c}}}}\n",
		  "a zone that is like another" },
		{ "x: &x [a, b]\nchecks: *x\n",
		  "1 checks: [0]=a\n1 checks: [1]=b\n{x: [a, b], checks: [a, b]}\n",
		  "the stream itself is an alias" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_merged_entries_come_last(void **state)
{
	static const struct case_row rows[] = {
		{ "x: &x {a: 1, b: 2}\nzones: {z: {records: {<<: *x, b: 3}}}\n",
		  "0 zones.z.records: b=3\n"
		  "0 zones.z.records: a=1 merged\n"
		  "0 zones.z.records: b=2 merged\n"
		  "{x: {a: 1, b: 2}, zones: {z: {records: {}}}}\n",
		  "into a stream" },
		{ "x: &x {records: {a: 1}, c: 2}\nzones: {z: {<<: *x, c: 3}}\n",
		  "0 zones.z.records: a=1\n"
		  "{x: {records: {a: 1}, c: 2}, zones: {z: {c: 3, records: {a: 1}}}}\n",
		  "a stream that is merged in" },
		{ "x: &x {records: {a: 1}}\nzones: {z: {<<: *x, records: {b: 2}}}\n",
		  "0 zones.z.records: b=2\n"
		  "{x: {records: {a: 1}}, zones: {z: {records: {}}}}\n",
		  "one that an explicit key hides" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

/* A million entries must not need memory for each. */
static void test_memory_does_not_grow_with_entries(void **state)
{
	enum { COUNT = 50 * 1000 };
	char *text = malloc(COUNT * 32 + 16);
	size_t len = 0;
	struct arena *arena = arena_new();
	const struct yaml_node *root = NULL;
	struct source source;
	struct faults faults;
	char nothing[1];
	struct text out;
	const struct yaml_options options = {
		.streams = streams,
		.stream_count = ARRAY_LEN(streams),
		.on_entry = on_entry,
		.user = &out,
	};

	(void)state;
	text_init(&out, nothing, sizeof(nothing));
	len = (size_t)sprintf(text, "checks:\n");
	for (int i = 0; i < COUNT; i++)
		len += (size_t)sprintf(text + len, "- {name: n%d, x: [y]}\n", i);
	source = case_source(text);
	faults_init(&faults, arena);
	assert_int_equal(yaml_read(arena, &source, &options, &faults, &root), ERR_OK);
	assert_true(arena_size(arena) < 65536);
	arena_free(arena);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_entries_are_handed_over_and_not_kept),
		cmocka_unit_test(test_anchors_and_aliases_work_across_entries),
		cmocka_unit_test(test_merged_entries_come_last),
		cmocka_unit_test(test_memory_does_not_grow_with_entries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
