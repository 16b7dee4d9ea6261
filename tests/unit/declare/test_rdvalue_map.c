#include "declare/rdvalue_map.h"
#include "declare/schema.h"
#include "declare_case.h"

static const struct row {
	uint16_t type;
	const char *yaml;
	const char *wanted;
	const char *why;
} rows[] = {
	{ TYPE_MX, "{preference: 10, exchange: a.}", "10 a.\n", "MX" },
	{ TYPE_MX, "{priority: 10, value: a.}", "10 a.\n", "its older names" },
	{ TYPE_SRV, "{target: a., port: 3, weight: 2, priority: 1}", "1 2 3 a.\n",
	  "the order is that of the rdata" },
	{ TYPE_CAA, "{tag: issue, value: 'ca.test; x=\"y\"'}",
	  "0 issue \"ca.test; x=\\\"y\\\"\"\n", "a fallback, and quotes" },
	{ TYPE_CAA, "{flags: 128, tag: issue, value: ';'}", "128 issue \";\"\n",
	  "flags" },
	{ TYPE_NAPTR,
	  "{order: 1, preference: 2, flags: u, service: SIP+D2U, regexp: '!^(.*)$!\\\\1!', "
	  "replacement: .}",
	  "1 2 \"U\" \"SIP+D2U\" \"!^(.*)$!\\\\1!\" .\n",
	  "flags in capitals, backslashes as they are" },
	{ TYPE_SSHFP, "{algorithm: 1, fingerprint_type: 2, fingerprint: ab}", "1 2 ab\n",
	  "SSHFP" },
	{ TYPE_TLSA,
	  "{certificate_usage: 3, selector: 1, matching_type: 1, "
	  "certificate_association_data: ab}",
	  "3 1 1 ab\n", "TLSA" },
	{ TYPE_DS, "{key_tag: 1, algorithm: 2, digest_type: 3, digest: ab}", "1 2 3 ab\n",
	  "DS" },
	{ TYPE_DS, "{flags: 1, protocol: 2, algorithm: 3, public_key: ab}", "1 2 3 ab\n",
	  "DS by its first names" },
	{ TYPE_URI, "{priority: 1, weight: 2, target: 'https://x/'}",
	  "1 2 \"https://x/\"\n", "URI" },
	{ TYPE_HTTPS,
	  "{svcpriority: 1, targetname: ., svcparams: {alpn: [h2, h3], port: 8443, "
	  "no-default-alpn: null, ipv4hint: 192.0.2.1}}",
	  "1 . alpn=\"h2,h3\" port=\"8443\" no-default-alpn ipv4hint=\"192.0.2.1\"\n",
	  "parameters" },
	{ TYPE_SVCB, "{svcpriority: 0, targetname: a.}", "0 a.\n", "no parameters" },
	{ TYPE_LOC,
	  "{lat_degrees: 31, lat_minutes: 58, lat_seconds: 52.1, lat_direction: S, "
	  "long_degrees: 115, long_minutes: 49, long_seconds: 11.7, long_direction: E, "
	  "altitude: 20, size: 10, precision_horz: 10, precision_vert: 2}",
	  "31 58 52.1 S 115 49 11.7 E 20m 10m 10m 2m\n", "LOC" },
	{ TYPE_LOC,
	  "{lat_degrees: 31, lat_direction: S, long_degrees: 115, long_direction: E}",
	  "31 0 0 S 115 0 0 E 0m 1m 10000m 10m\n", "the defaults of RFC 1876" },
};

static const struct row bad[] = {
	{ TYPE_MX, "{preference: 10}", "1:1 top wants the key \"exchange\"\n",
	  "one missing" },
	{ TYPE_MX, "{preference: 10, exchnge: a.}",
	  "1:18 unknown key \"exchnge\" in top, did you mean \"exchange\"?\n1:1 top wants the "
	  "key \"exchange\"\n",
	  "a slip" },
	{ TYPE_MX, "{preference: [10], exchange: }",
	  "1:14 top.preference wants text, not a list\n1:30 top.exchange wants text, not nothing\n",
	  "no text" },
	{ TYPE_HTTPS, "{svcpriority: 1, targetname: ., svcparams: [a]}",
	  "1:44 top.svcparams wants a mapping, not a list\n", "parameters" },
	{ TYPE_HTTPS, "{svcpriority: 1, targetname: ., svcparams: {alpn: [[a]]}}",
	  "1:52 top.svcparams.alpn[1] wants text, not a list\n",
	  "an item of a parameter" },
	{ TYPE_A, "{a: b}", "1:1 top wants rdata as text, not a mapping\n",
	  "no such type" },
};

static void check(const struct row *row)
{
	static const struct yaml_options options;
	struct arena *arena = arena_new();
	struct source source = case_source(row->yaml);
	const struct yaml_path path = { .key = STR("top") };
	const struct yaml_node *root = NULL;
	struct faults faults;
	const struct schema schema = { arena, &faults };
	struct text rdata;
	struct text out;

	faults_init(&faults, arena);
	text_init_growing(&out, CASE_OUT_MAX);
	text_init_growing(&rdata, CASE_OUT_MAX);
	assert_int_equal(yaml_read(arena, &source, &options, &faults, &root), ERR_OK);
	if (rdvalue_map_print(&schema, row->type, root, &path, &rdata) == ERR_OK)
		text_add_format(&out, "%s\n", rdata.data);
	case_add_faults(&out, &faults);
	case_compare(out.data, row->wanted, row->why);
	text_free(&rdata);
	text_free(&out);
	arena_free(arena);
}

static void test_mappings_become_rdata(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		check(&rows[i]);
}

static void test_bad_mappings_are_faults(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		check(&bad[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mappings_become_rdata),
		cmocka_unit_test(test_bad_mappings_are_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
