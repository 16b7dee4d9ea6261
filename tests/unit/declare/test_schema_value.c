#include "declare_case.h"

static const char *const colours[] = { "red", "green", "blue", NULL };

/* Every type of field, in a struct of its own each. */
struct spec {
	struct str str;
	struct schema_list list;
	struct name name;
	struct schema_names names;
	uint16_t type, rcode;
	uint32_t number, bits;
	bool is_on;
	uint64_t duration;
	unsigned choice;
	const struct yaml_node *node;
};

#define FIELD(key, kind, member)                                                       \
	{                                                                              \
		.name = (key), .type = (kind), .offset = offsetof(struct spec, member) \
	}

static const struct field fields[] = {
	FIELD("str", FIELD_STR, str),
	FIELD("list", FIELD_STR_LIST, list),
	FIELD("name", FIELD_NAME, name),
	FIELD("names", FIELD_NAME_LIST, names),
	FIELD("type", FIELD_TYPE, type),
	FIELD("rcode", FIELD_RCODE, rcode),
	{ .name = "number",
	  .type = FIELD_U32,
	  .offset = offsetof(struct spec, number),
	  .min = 2,
	  .max = 9 },
	FIELD("bool", FIELD_BOOL, is_on),
	FIELD("duration", FIELD_DURATION, duration),
	{ .name = "choice",
	  .type = FIELD_CHOICE,
	  .offset = offsetof(struct spec, choice),
	  .choices = colours },
	{ .name = "choices",
	  .type = FIELD_CHOICES,
	  .offset = offsetof(struct spec, bits),
	  .choices = colours },
	FIELD("node", FIELD_NODE, node),
	{ 0 },
};

static void print_spec(struct text *out, const struct spec *spec)
{
	if (spec->str.data)
		text_add_format(out, "str=%s ", spec->str.data);
	for (size_t i = 0; i < spec->list.count; i++) {
		text_add_format(out, "list=%s@%u:%u ", spec->list.items[i].text.data,
				spec->list.items[i].place.line,
				spec->list.items[i].place.column);
	}
	if (spec->name.wire) {
		text_add_cstr(out, "name=");
		name_print(out, spec->name);
		text_add_char(out, ' ');
	}
	for (size_t i = 0; i < spec->names.count; i++) {
		text_add_cstr(out, "names=");
		name_print(out, spec->names.items[i]);
		text_add_char(out, ' ');
	}
	text_add_format(out, "%u %u %u %u %d %llu %u%s\n", spec->type, spec->rcode,
			spec->number, spec->bits, spec->is_on,
			(unsigned long long)spec->duration, spec->choice,
			spec->node ? " node" : "");
}

static void check_rows(const struct case_row *rows, size_t count)
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
		schema_read(&schema, root, &path, fields, &spec);
		print_spec(&out, &spec);
		case_add_faults(&out, &faults);
		case_compare(out.data, rows[i].wanted, rows[i].why);
		text_free(&out);
		arena_free(arena);
	}
}

static void test_values_are_read_by_their_type(void **state)
{
	static const struct case_row rows[] = {
		{ "str: NO", "str=NO 0 0 0 0 0 0 0\n", "text as it stands" },
		{ "list: a", "list=a@1:7 0 0 0 0 0 0 0\n", "one is a list of one" },
		{ "list: [a, b]", "list=a@1:8 list=b@1:11 0 0 0 0 0 0 0\n", "a list" },
		{ "name: WWW.Example.COM", "name=www.example.com. 0 0 0 0 0 0 0\n",
		  "absolute and lower case" },
		{ "names: [a., b]", "names=a. names=b. 0 0 0 0 0 0 0\n", "names" },
		{ "{type: aaaa, rcode: nxdomain, number: 9, bool: true, duration: 2s}",
		  "28 3 9 0 1 2000000 0\n", "numbers and their like" },
		{ "{choice: green, choices: [red, blue], node: {}}",
		  "0 0 0 5 0 0 1 node\n", "choices" },
		{ "choices: green", "0 0 0 2 0 0 0\n", "one choice" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_what_does_not_fit_says_what_was_wanted(void **state)
{
	static const struct case_row rows[] = {
		{ "str: [a]", "0 0 0 0 0 0 0\n1:6 top.str wants text, not a list\n", "" },
		{ "str:", "0 0 0 0 0 0 0\n1:5 top.str wants text, not nothing\n",
		  "no value" },
		{ "list: [a, {b: c}]",
		  "list=a@1:8 list=(null)@0:0 0 0 0 0 0 0 0\n1:11 top.list[2] wants text, not "
		  "a mapping\n",
		  "one item" },
		{ "name: a..b",
		  "0 0 0 0 0 0 0\n1:7 top.name wants a domain name (empty label), not "
		  "\"a..b\"\n",
		  "why a name is none" },
		{ "type: AA",
		  "0 0 0 0 0 0 0\n1:7 top.type wants an RR type such as A or TYPE65280, not "
		  "\"AA\"\n",
		  "a type" },
		{ "rcode: NO",
		  "0 0 0 0 0 0 0\n1:8 top.rcode wants a response code such as NOERROR or "
		  "NXDOMAIN, not \"NO\"\n",
		  "an rcode" },
		{ "number: 10",
		  "0 0 0 0 0 0 0\n1:9 top.number wants a number from 2 to 9, not \"10\"\n",
		  "out of bounds" },
		{ "number: 0x5",
		  "0 0 0 0 0 0 0\n1:9 top.number wants a number from 2 to 9, not \"0x5\"\n",
		  "no other base" },
		{ "bool: yes",
		  "0 0 0 0 0 0 0\n1:7 top.bool wants true or false, not \"yes\"\n",
		  "one way to say it" },
		{ "duration: 5 m",
		  "0 0 0 0 0 0 0\n1:11 top.duration wants a duration such as 500ms or 1h30m, "
		  "not \"5 m\"\n",
		  "a duration" },
		{ "choice: Red",
		  "0 0 0 0 0 0 0\n1:9 top.choice wants red, green or blue, not \"Red\"\n",
		  "a choice" },
		{ "choices: [red, pink]",
		  "0 0 0 1 0 0 0\n1:16 top.choices[2] wants red, green or blue, not \"pink\"\n",
		  "one of the choices" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_are_read_by_their_type),
		cmocka_unit_test(test_what_does_not_fit_says_what_was_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
