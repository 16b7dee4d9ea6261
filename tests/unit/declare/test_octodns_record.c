#include "declare_case.h"

/* Each row is an octoDNS file of the zone a.test. */
static void check_rows(const struct case_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct case_file files[] = {
			{ "main.yaml",
			  "zones: {a.test: {records_from: {octodns: z.yaml}}}\n" },
			{ "z.yaml", rows[i].text },
			{ 0 },
		};

		case_load(files, NULL, case_add_records, rows[i].wanted, rows[i].why);
	}
}

static void test_values_are_read_in_any_shape(void **state)
{
	static const struct case_row rows[] = {
		{ "---\n'': {type: A, ttl: 60, value: 192.0.2.1}\n",
		  "a.test. 60 A 192.0.2.1\n", "one" },
		{ "www: {type: A, values: 192.0.2.1}\n", "www.a.test. - A 192.0.2.1\n",
		  "values that is one; no TTL" },
		{ "www: {type: A, value: [192.0.2.1, null, 192.0.2.2]}\n",
		  "www.a.test. - A 192.0.2.1, 192.0.2.2\n", "value that is a list" },
		{ "www: {type: MX, value: [{priority: 1, value: a.}]}\n",
		  "www.a.test. - MX 1 a.\n", "a mapping in a list" },
		{ "www: {type: SRV, values: {priority: 1, weight: 2, port: 3, target: b.c}}\n",
		  "www.a.test. - SRV 1 2 3 b.c.\n", "a mapping; a name without a dot" },
		{ "? ''\n: - type: NS\n    values: [ns1.a.test.]\n  - {type: TXT, value: 'v=x\\;y'}\n",
		  "a.test. - NS ns1.a.test.\na.test. - TXT \"v=x;y\"\n",
		  "a list of records" },
		{ "'*': {type: CNAME, value: b}\n", "*.a.test. - CNAME b.\n",
		  "a wildcard" },
		{ "www: {type: A, value: null}\n",
		  "www.a.test. - A unknowable (octoDNS finds no value here)\n", "null" },
		{ "67: {type: A, value: 192.0.2.1}\n44.74: {type: A, value: 192.0.2.1}\nnull: "
		  "{type: A, value: 192.0.2.1}\n",
		  "67.a.test. - A 192.0.2.1\n44.74.a.test. - A 192.0.2.1\nnull.a.test. - A "
		  "192.0.2.1\n",
		  "keys are text" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_provider_records_are_judged_by_what_can_be_known(void **state)
{
	static const struct case_row rows[] = {
		{ "'': {type: ALIAS, ttl: 60, value: b.test.}\n",
		  "a.test. - A unknowable (the provider computes the answer of this record)\n",
		  "ALIAS" },
		{ "w: {type: Route53Provider/ALIAS, value: {name: b., type: AAAA}}\n",
		  "w.a.test. - AAAA unknowable (the provider computes the answer of this "
		  "record)\n",
		  "a provider's own type" },
		{ "w: {type: URLFWD, value: {path: /, target: 'https://x/', code: 301}}\n",
		  "w.a.test. - TYPE0 no-record (a forwarding of the provider, no record)\n",
		  "no record" },
		{ "w: {type: A, ttl: 60, octodns: {cloudflare: {proxied: true}}, value: "
		  "192.0.2.1}\n",
		  "w.a.test. - A exists (behind Cloudflare's proxy its own addresses are "
		  "served)\n",
		  "a proxy" },
		{ "w: {type: CNAME, octodns: {cloudflare: {proxied: true}}, value: b.}\n",
		  "w.a.test. - A exists (behind Cloudflare's proxy its own addresses are "
		  "served)\n",
		  "a proxy flattens names" },
		{ "w: {type: MX, octodns: {cloudflare: {proxied: true}}, value: {preference: 1, "
		  "exchange: b.}}\n",
		  "w.a.test. - MX 1 b.\n", "but not those of other types" },
		{ "w: {type: A, ttl: 60, octodns: {cloudflare: {auto-ttl: true}}, value: "
		  "192.0.2.1}\n",
		  "w.a.test. - A 192.0.2.1\n", "a TTL of the provider's" },
		{ "w: {type: A, ttl: 60, octodns: {ignored: true}, value: 192.0.2.1}\n",
		  "w.a.test. - A ignored (\"octodns.ignored\" says so)\n", "ignored" },
		{ "w: {type: A, octodns: {included: [x]}, value: 192.0.2.1}\n",
		  "w.a.test. - A 192.0.2.1 unknowable (octoDNS gives this record to some "
		  "providers only)\n",
		  "included" },
		{ "w: {type: A, ttl: 60, value: 192.0.2.1, geo: {AF: [192.0.2.2], NA-US: "
		  "[192.0.2.1, 192.0.2.3]}}\n",
		  "w.a.test. 60 A 192.0.2.1, 192.0.2.2, 192.0.2.3 member (some of the values of "
		  "its pools are served)\n",
		  "geo" },
		{ "w: {type: CNAME, ttl: 60, value: d., dynamic: {pools: {one: {values: [{value: "
		  "e., weight: 2}]}, two: {fallback: one, values: [{value: f.}]}}, rules: []}}\n",
		  "w.a.test. 60 CNAME d., e., f. member (some of the values of its pools are "
		  "served)\n",
		  "dynamic" },
		{ "sub: [{type: NS, value: b.}, {type: DS, value: {flags: 1, protocol: 8, "
		  "algorithm: 2, public_key: "
		  "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f}}]\n",
		  "sub.a.test. - NS b. delegation\nsub.a.test. - DS 1 8 2 "
		  "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F "
		  "delegation\n",
		  "a delegation, a DS in its first form" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void test_what_cannot_be_read_is_a_fault(void **state)
{
	static const struct case_row rows[] = {
		{ "a: x\nb: {value: 192.0.2.1}\nc: {type: XYZ, value: x}\nd: {type: A, value: x}\n"
		  "e: {type: A, ttl: 1h, value: 192.0.2.1}\n'@': {type: A, value: 192.0.2.1}\n",
		  "z.yaml:1:4 a wants a record: a mapping with \"type\" and \"value\", not "
		  "\"x\"\n"
		  "z.yaml:2:4 b wants the key \"type\"\n"
		  "z.yaml:3:11 c wants an RR type, not \"XYZ\"\n"
		  "z.yaml:4:21 d.values[1] wants rdata of type A, not \"x\": wanted an IPv4 "
		  "address such as 192.0.2.1, got \"x\"\n"
		  "z.yaml:5:19 e.ttl wants a TTL in seconds, not \"1h\"\n"
		  "z.yaml:6:1 @ wants an owner relative to the zone (the apex is ''), not "
		  "\"@\"\n",
		  "six" },
		{ "- a\n",
		  "z.yaml:1:1 the file wants a mapping from owners to records, not a list\n",
		  "a list" },
	};

	(void)state;
	check_rows(rows, ARRAY_LEN(rows));
}

static void print_notes(struct text *out, const struct declaration *declaration)
{
	case_add_faults(out, &declaration->notes);
}

static void test_other_readings_of_pyyaml_are_notes(void **state)
{
	static const struct case_file files[] = {
		{ "main.yaml", "zones: {a.test: {records_from: {octodns: z.yaml}}}\n" },
		{ "z.yaml", "0x10: {type: A, value: 192.0.2.1}\n"
			    "'0x11': {type: A, value: 192.0.2.1}\n"
			    "t: {type: TXT, values: [1.10, '1.20', yes], tlt: 5}\n" },
		{ 0 },
	};

	(void)state;
	case_load(
		files, NULL, print_notes,
		"z.yaml:1:1 octoDNS reads the plain \"0x10\" as a hexadecimal number; quote "
		"it\n"
		"z.yaml:3:45 octoDNS takes no notice of the key \"tlt\"\n"
		"z.yaml:3:25 octoDNS reads the plain \"1.10\" as a decimal number, written "
		"otherwise; quote it\n"
		"z.yaml:3:39 octoDNS reads the plain \"yes\" as True; quote it\n",
		"keys and values");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_are_read_in_any_shape),
		cmocka_unit_test(test_provider_records_are_judged_by_what_can_be_known),
		cmocka_unit_test(test_what_cannot_be_read_is_a_fault),
		cmocka_unit_test(test_other_readings_of_pyyaml_are_notes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
