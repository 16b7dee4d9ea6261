#include "declare_case.h"

static void print_zones(struct text *out, const struct declaration *declaration)
{
	for (const struct declared_zone *zone = declaration->zones; zone;
	     zone = zone->next) {
		name_print(out, zone->name);
		text_add_format(out, "@%u %zu%s", zone->place.line,
				zone->expectation_count,
				zone->is_exclusive ? " exclusive" : "");
		for (size_t i = 0; i < zone->ask.count; i++)
			text_add_format(out, " ask=%s", zone->ask.items[i].text.data);
		for (size_t i = 0; i < zone->ignore.count; i++) {
			text_add_format(out, " ignore=%s",
					zone->ignore.items[i].text.data);
		}
		for (const struct declared_check *check = zone->checks; check;
		     check = check->next) {
			text_add_format(out, " %s=%u@%u", check->kind->key,
					*(const unsigned *)check->spec,
					check->place.line);
		}
		text_add_char(out, '\n');
	}
}

static const char *const levels[] = { "off", "warning", "critical", NULL };
static const struct field dangling_fields[] = {
	{ .name = "", .type = FIELD_CHOICE, .offset = 0, .choices = levels },
	{ .name = "level", .type = FIELD_CHOICE, .offset = 0, .choices = levels },
	{ 0 },
};
static const struct declared_kind dangling = {
	.key = "dangling",
	.is_of_zone = true,
	.fields = dangling_fields,
	.spec_size = sizeof(unsigned),
};
static const struct declared_kind *const kind_list[] = { &dangling };
static const struct case_kinds kinds = { kind_list, ARRAY_LEN(kind_list) };

static void check_rows(const struct case_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct case_file files[] = { { "main.yaml", rows[i].text }, { 0 } };

		case_load(files, &kinds, print_zones, rows[i].wanted, rows[i].why);
	}
}

static void test_zones_and_their_keys_are_read(void **state)
{
	static const struct case_row rows[] = {
		{ "zones:\n"
		  "  Example.COM:\n"
		  "    ownership: exclusive\n"
		  "    ask: [office, 192.0.2.1]\n"
		  "    ignore: '*.k8s'\n"
		  "    dangling: warning\n"
		  "    records: {'': {type: A, value: 192.0.2.1}}\n"
		  "  .: {dangling: {level: critical}}\n",
		  "example.com.@2 1 exclusive ask=office ask=192.0.2.1 ignore=*.k8s "
		  "dangling=1@6\n"
		  ".@8 0 dangling=2@8\n",
		  "every key, and the root" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_what_is_not_judged_is_said_plainly(void **state)
{
	static const struct case_row rows[] = {
		{ "zones:\n  a.test:\n    dnssec: {status: secure}\n    mail: {}\n    change: []\n",
		  "3:5 \"dnssec\" is not judged by this version\n"
		  "4:5 \"mail\" is not judged by this version\n"
		  "5:5 \"change\" is not judged by this version\n",
		  "known, not built" },
		{ "zones: {a.test: {dnsec: {}}}\n",
		  "1:18 unknown key \"dnsec\" in zones.a.test, did you mean \"dnssec\"?\n",
		  "nearly known" },
		{ "zones:\n  a.test: {records_from: {axfr: 192.0.2.1}}\n",
		  "2:33 records from a transfer are not read by this version; save the zone "
		  "with `digdrift @SERVER ZONE AXFR > FILE` and name the file as \"zonefile\"\n",
		  "a transfer" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_wrong_shapes_are_faults(void **state)
{
	static const struct case_row rows[] = {
		{ "zones: [a.test]\n", "1:8 zones wants a mapping of zones, not a list\n",
		  "a list of zones" },
		{ "zones: {a..test: {}}\n",
		  "1:9 \"a..test\" is no name of a zone: empty label\n", "no name" },
		{ "zones: {a..test: {records: {'': {type: A, value: 192.0.2.1}}}}\n",
		  "1:9 \"a..test\" is no name of a zone: empty label\n", "with records" },
		{ "zones: {a.test: }\n",
		  "1:17 zones.a.test wants a mapping, not nothing\n", "nothing" },
		{ "zones: {a.test: [x, y, z]}\n",
		  "1:17 zones.a.test wants a mapping, not a list\n", "a list" },
		{ "zones: {a.test: {records: [x]}}\n",
		  "1:27 zones.a.test.records wants a mapping from owners to records, not a "
		  "list\n",
		  "a list of records" },
		{ "zones: {a.test: {records_from: x.yaml}}\n",
		  "1:32 zones.a.test.records_from wants a mapping, not \"x.yaml\"\n",
		  "no format" },
		{ "zones: {a.test: {records_from: {octodns: x, zonefile: y}}}\n",
		  "1:32 zones.a.test.records_from wants one of {octodns: FILE} and "
		  "{zonefile: FILE}, not a mapping\n",
		  "two formats" },
		{ "zones: {a.test: {records_from: {octodns: none.yaml}}}\n",
		  "1:42 there is no file \"D/none.yaml\"\n", "no file" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_files_join_their_zones(void **state)
{
	static const struct case_file good[] = {
		{ "main.yaml",
		  "include: more.yaml\nzones:\n  a.test:\n    ask: x\n    records: "
		  "{'': {type: A, value: 192.0.2.1}}\n" },
		{ "more.yaml",
		  "zones:\n  A.test.:\n    ignore: y\n    records: {www: {type: A, "
		  "value: 192.0.2.1}}\n" },
		{ 0 },
	};
	static const struct case_file bad[] = {
		{ "main.yaml",
		  "include: more.yaml\nzones: {a.test: {ask: x, dangling: off}}\n" },
		{ "more.yaml", "zones: {a.test: {ask: y, dangling: off}}\n" },
		{ 0 },
	};

	(void)state;
	case_load(good, &kinds, print_zones, "a.test.@3 2 ask=x ignore=y\n",
		  "one zone in two files");
	case_load(bad, &kinds, print_zones,
		  "more.yaml:1:23 \"ask\" of this zone is said already at D/main.yaml:2\n"
		  "more.yaml:1:36 \"dangling\" of this zone is declared already at "
		  "D/main.yaml:2\n",
		  "two keys in two files");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zones_and_their_keys_are_read),
		cmocka_unit_test(test_what_is_not_judged_is_said_plainly),
		cmocka_unit_test(test_wrong_shapes_are_faults),
		cmocka_unit_test(test_files_join_their_zones),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
