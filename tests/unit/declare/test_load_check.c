#include "declare_case.h"

struct query_keys {
	struct str name;
	uint16_t type;
};

struct query_spec {
	struct query_keys query;
	struct schema_list values;
};

static const struct field question_fields[] = {
	{ .name = "name",
	  .type = FIELD_STR,
	  .offset = offsetof(struct query_keys, name) },
	{ .name = "type",
	  .type = FIELD_TYPE,
	  .offset = offsetof(struct query_keys, type) },
	{ 0 },
};
static const struct field query_fields[] = {
	{ .name = "query",
	  .type = FIELD_GROUP,
	  .offset = offsetof(struct query_spec, query),
	  .fields = question_fields },
	{ .name = "expect",
	  .type = FIELD_STR_LIST,
	  .offset = offsetof(struct query_spec, values) },
	{ 0 },
};
static const struct declared_kind query = {
	.key = "query",
	.fields = query_fields,
	.spec_size = sizeof(struct query_spec),
};

struct reverse_spec {
	struct str address;
};

static const struct field reverse_fields[] = {
	{ .name = "reverse",
	  .type = FIELD_STR,
	  .offset = offsetof(struct reverse_spec, address) },
	{ 0 },
};

/* Keeps the first letter alone. */
static const void *reverse_finish(struct arena *arena, const void *spec,
				  struct place place, struct faults *faults)
{
	const struct reverse_spec *given = spec;
	char *kept = arena_alloc(arena, 1);

	if (given->address.data[0] == '!')
		faults_add(faults, place, "no address");
	kept[0] = given->address.data[0];
	return kept;
}

static const struct declared_kind reverse = {
	.key = "reverse",
	.fields = reverse_fields,
	.spec_size = sizeof(struct reverse_spec),
	.finish = reverse_finish,
};

static const struct declared_kind *const kind_list[] = { &query, &reverse };
static const struct case_kinds kinds = { kind_list, ARRAY_LEN(kind_list) };

static void print_checks(struct text *out, const struct declaration *declaration)
{
	text_add_format(out, "%zu:", declaration->check_count);
	for (const struct declared_check *check = declaration->checks; check;
	     check = check->next) {
		text_add_format(out, " %s@%u", check->name ? check->name : "-",
				check->place.line);
		if (check->kind == &query) {
			const struct query_spec *spec = check->spec;

			text_add_format(out, " %s/%u", spec->query.name.data,
					spec->query.type);
			for (size_t i = 0; i < spec->values.count; i++) {
				text_add_format(out, "=%s",
						spec->values.items[i].text.data);
			}
		} else {
			text_add_format(out, " %c", *(const char *)check->spec);
		}
	}
	text_add_char(out, '\n');
}

static void check_rows(const struct case_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct case_file files[] = { { "main.yaml", rows[i].text }, { 0 } };

		case_load(files, &kinds, print_checks, rows[i].wanted, rows[i].why);
	}
}

static void test_a_kind_reads_its_whole_entry(void **state)
{
	static const struct case_row rows[] = {
		{ "checks:\n"
		  "- name: one\n"
		  "  query: {name: x, type: A}\n"
		  "  expect: [a, b]\n"
		  "- query: {name: y}\n"
		  "- {reverse: zulu, name: two}\n",
		  "3: one@2 x/1=a=b -@5 y/0 two@6 z\n", "two kinds" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_entries_without_a_kind_are_faults(void **state)
{
	static const struct case_row rows[] = {
		{ "checks:\n- {name: x}\n- text\n- {name: [], query: {}}\n- {reverse: a, expect: b}\n"
		  "- {reverse: '!'}\n- [query, a, b]\n",
		  "2:3 checks[1] wants an entry with one of the keys \"query\", \"reverse\", not "
		  "a mapping\n"
		  "3:3 checks[2] wants an entry with one of the keys \"query\", \"reverse\", not "
		  "\"text\"\n"
		  "4:10 checks[3].name wants text, not a list\n"
		  "5:16 unknown key \"expect\" in checks[4]; it takes reverse\n"
		  "6:3 no address\n"
		  "7:3 checks[6] wants an entry with one of the keys \"query\", \"reverse\", not "
		  "a list\n",
		  "six" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_kind_reads_its_whole_entry),
		cmocka_unit_test(test_entries_without_a_kind_are_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
