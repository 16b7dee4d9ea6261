#include "declare/rdvalue.h"
#include "declare/schema.h"
#include "declare_case.h"

/* Reads one value of a record: what stands in the text. */
static void check(uint16_t type, const char *yaml, const struct rdvalue_options *options,
		  const char *wanted, const char *why)
{
	static const struct yaml_options no_options;
	static const struct rdata_style style;
	struct arena *arena = arena_new();
	struct source source = case_source(yaml);
	const struct yaml_path path = { .key = STR("value") };
	const struct yaml_node *root = NULL;
	struct rrset_rdata rdata;
	struct faults faults;
	const struct schema schema = { arena, &faults };
	struct text out;

	faults_init(&faults, arena);
	text_init_growing(&out, CASE_OUT_MAX);
	assert_int_equal(yaml_read(arena, &source, &no_options, &faults, &root), ERR_OK);
	if (rdvalue_read(&schema, type, root, &path, options, &rdata) == ERR_OK) {
		rdata_print(&out, type, rdata.wire, rdata.wire_size, 0, rdata.wire_size,
			    &style);
		text_add_cstr(&out, " / ");
		text_add_hex(&out, rdata.normal, rdata.normal_size, false);
		text_add_char(&out, '\n');
	}
	case_add_faults(&out, &faults);
	case_compare(out.data, wanted, why);
	text_free(&out);
	arena_free(arena);
}

static void test_values_are_read_in_all_their_forms(void **state)
{
	static const struct rdvalue_options options;

	(void)state;
	check(TYPE_A, "192.0.2.1", &options, "192.0.2.1 / c0000201\n", "fast");
	check(TYPE_CNAME, "A.b.", &options, "A.b. / 0161016200\n",
	      "the normal form folds");
	check(TYPE_TXT, "a b", &options, "\"a b\" / 612062\n", "octoDNS' text");
	check(TYPE_SRV, "1 2 3 a.", &options, "1 2 3 a. / 000100020003016100\n",
	      "general");
	check(TYPE_SRV, "{priority: 1, weight: 2, port: 3, target: a.}", &options,
	      "1 2 3 a. / 000100020003016100\n", "a mapping");
	check(65280, "'\\# 2 0102'", &options, "\\# 2 0102 / 0102\n", "unknown");
}

static void test_bad_values_say_where_and_why(void **state)
{
	static const struct rdvalue_options options;

	(void)state;
	check(TYPE_A, "[192.0.2.1]", &options,
	      "1:1 value wants rdata as text, not a list\n", "a list");
	check(TYPE_A, "~", &options, "1:1 value wants rdata as text, not nothing\n",
	      "null");
	check(TYPE_AAAA, "192.0.2.1", &options,
	      "1:1 value wants rdata of type AAAA, not \"192.0.2.1\": wanted an IPv6 address "
	      "such as 2001:db8::1, got \"192.0.2.1\"\n",
	      "another family");
	check(TYPE_TXT, "a\\", &options,
	      "1:1 value wants rdata of type TXT, not \"a\\\": a backslash wants a character "
	      "or three digits behind it\n",
	      "an escape");
	check(TYPE_A, "{value: 192.0.2.1}", &options,
	      "1:1 value wants rdata as text, not a mapping\n", "a type without keys");
}

static void test_names_without_a_final_dot(void **state)
{
	static const struct rdvalue_options strict;
	static const struct rdvalue_options lenient = { .is_lenient = true };

	(void)state;
	check(TYPE_CNAME, "a.b", &strict,
	      "1:1 value wants rdata of type CNAME, not \"a.b\": a name without a final dot; "
	      "write it whole, with the dot\n",
	      "strict");
	check(TYPE_CNAME, "a.b", &lenient, "a.b. / 0161016200\n", "lenient");
	check(TYPE_SRV, "1 2 3 a", &strict,
	      "1:1 value wants rdata of type SRV, not \"1 2 3 a\": a name without a final "
	      "dot; write it whole, with the dot\n",
	      "in the middle of rdata");
	check(TYPE_SRV, "1 2 3 a", &lenient, "1 2 3 a. / 000100020003016100\n",
	      "lenient");
	check(TYPE_CNAME, "'@'", &strict,
	      "1:1 value wants rdata of type CNAME, not \"@\": a name without a final dot; "
	      "write it whole, with the dot\n",
	      "the apex");
}

static void test_ranges_of_addresses(void **state)
{
	static const struct {
		uint16_t type;
		const char *text;
		enum err err;
		unsigned prefix;
	} rows[] = {
		{ TYPE_A, "192.0.2.0/24", ERR_OK, 24 },
		{ TYPE_A, "0.0.0.0/0", ERR_OK, 0 },
		{ TYPE_AAAA, "2001:db8::/32", ERR_OK, 32 },
		{ TYPE_AAAA, "::/128", ERR_OK, 128 },
		{ TYPE_A, "192.0.2.0/33", ERR_SYNTAX, 0 },
		{ TYPE_A, "192.0.2/24", ERR_SYNTAX, 0 },
		{ TYPE_A, "192.0.2.0", ERR_SYNTAX, 0 },
		{ TYPE_A, "2001:db8::/32", ERR_SYNTAX, 0 },
		{ TYPE_A, "192.0.2.0/", ERR_SYNTAX, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct expected_range range = { .prefix = 99 };

		assert_int_equal(
			rdvalue_parse_range(rows[i].type, str_of(rows[i].text), &range),
			rows[i].err);
		assert_int_equal(range.prefix,
				 rows[i].err == ERR_OK ? rows[i].prefix : 99);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_are_read_in_all_their_forms),
		cmocka_unit_test(test_bad_values_say_where_and_why),
		cmocka_unit_test(test_names_without_a_final_dot),
		cmocka_unit_test(test_ranges_of_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
