#include "declare_case.h"

/* Records of the zone example.com, one a row. */
#define ZONE "zones:\n  example.com:\n    records:\n"

static void test_records_become_expectations(void **state)
{
	static const struct case_row rows[] = {
		{ ZONE "      www: {type: A, ttl: 300, value: 192.0.2.1}\n",
		  "www.example.com. 300 A 192.0.2.1\n", "a value" },
		{ ZONE "      '': {type: A, values: [192.0.2.2, 192.0.2.1]}\n",
		  "example.com. - A 192.0.2.2, 192.0.2.1\n", "values, the apex, no TTL" },
		{ ZONE
		  "      '':\n        - {type: MX, values: [{preference: 10, exchange: "
		  "Mail.Example.com.}]}\n        - {type: TXT, value: v=spf1 -all}\n",
		  "example.com. - MX 10 Mail.Example.com.\nexample.com. - TXT \"v=spf1 "
		  "-all\"\n",
		  "a list of records; mappings as values" },
		{ ZONE
		  "      '*': {type: CNAME, value: example.com., ttl: {max: 3600}}\n",
		  "*.example.com. - CNAME example.com. ttl<=3600\n",
		  "a wildcard, a limit" },
		{ ZONE "      a: {type: A, ttl: {min: 60, max: 1h}, value: 192.0.2.1}\n",
		  "a.example.com. - A 192.0.2.1 ttl>=60 ttl<=3600\n", "two limits" },
		{ ZONE "      a: {type: A, ttl: 1d, value: 192.0.2.1}\n",
		  "a.example.com. 86400 A 192.0.2.1\n", "a duration as TTL" },
		{ ZONE "      cdn: {type: A, match: subset, values: [198.51.100.0/24, "
		       "192.0.2.1]}\n",
		  "cdn.example.com. - A 192.0.2.1 subset 198.51.100.0/24\n", "a range" },
		{ ZONE
		  "      b: {type: TXT, match_regexp: '^commit=[0-9a-f]{40}$', count: 1}\n",
		  "b.example.com. - TXT count=1 regexp=^commit=[0-9a-f]{40}$\n",
		  "a pattern" },
		{ ZONE "      old: {type: A, rcode: NXDOMAIN}\n",
		  "old.example.com. - A rcode=NXDOMAIN\n", "no such name" },
		{ ZONE "      api: {type: AAAA, rcode: NOERROR, count: 0}\n",
		  "api.example.com. - AAAA count=0 rcode=NOERROR\n", "no such record" },
		{ ZONE
		  "      a: {type: TXT, match: superset, value: x, ask: [office, '::1']}\n",
		  "a.example.com. - TXT \"x\" superset @office @::1\n",
		  "asked elsewhere" },
		{ ZONE "      WWW.Example.COM.: {type: A, value: 192.0.2.1}\n",
		  "www.example.com. - A 192.0.2.1\n", "an absolute owner" },
		{ ZONE "      a: {type: TYPE65280, value: '\\# 2 0102'}\n",
		  "a.example.com. - TYPE65280 \\# 2 0102\n", "an unknown type" },
		{ ZONE "      a: {type: A, values: [192.0.2.1, 192.0.2.1]}\n",
		  "a.example.com. - A 192.0.2.1\n", "the same twice counts once" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

static void test_contradictions_are_faults(void **state)
{
	static const struct case_row rows[] = {
		{ ZONE "      a: {type: A, value: 192.0.2.1, values: [192.0.2.2]}\n",
		  "4:10 \"value\" and \"values\" exclude each other\n", "both" },
		{ ZONE "      a: {type: A, value: 192.0.2.1, rcode: NXDOMAIN}\n",
		  "4:10 an rcode other than NOERROR comes without values\n",
		  "no such name" },
		{ ZONE "      a: {type: A, value: 192.0.2.1, count: 0}\n",
		  "4:10 \"count: 0\" contradicts the values\n4:10 \"count: 0\" wants "
		  "\"rcode: NOERROR\" (no such record) or \"rcode: NXDOMAIN\" (no such name) "
		  "beside it\n",
		  "none" },
		{ ZONE "      a: {type: A}\n",
		  "4:10 wants \"value\", \"values\", \"match_regexp\", \"count\" or \"rcode\": "
		  "what is to be served\n",
		  "nothing said" },
		{ ZONE "      a: {type: A, values: []}\n",
		  "4:28 zones.example.com.records.a.values wants at least one value; that there "
		  "is none is said by \"rcode: NOERROR\" and \"count: 0\", not a list\n",
		  "no values" },
		{ ZONE "      a: {type: A, match: subset, count: 2}\n",
		  "4:10 \"match\" wants values to match\n", "match without values" },
		{ ZONE "      a: {type: ANY, value: x}\n",
		  "4:10 a record cannot be of a type that only questions have\n",
		  "a type of questions" },
		{ ZONE "      a: {type: A, value: 192.0.2.0/24}\n",
		  "4:27 the range \"192.0.2.0/24\" wants \"match: subset\"\n",
		  "a range" },
		{ ZONE "      a: {type: A, ttl: {min: 2, max: 1}, value: 192.0.2.1}\n",
		  "4:25 the min of a TTL is above its max\n", "limits" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

static void test_an_unknown_type_is_told_once(void **state)
{
	static const struct case_row rows[] = {
		{ ZONE "      a: {type: AA, value: 192.0.2.1}\n",
		  "4:17 zones.example.com.records.a.type wants an RR type such as A or "
		  "TYPE65280, not \"AA\"\n",
		  "nothing is said of its values" },
		{ ZONE "      a: {type: [A], value: 192.0.2.1}\n",
		  "4:17 zones.example.com.records.a.type wants an RR type, not a list\n",
		  "a list" },
		{ ZONE "      a: {type: TYPE0, value: 192.0.2.1}\n",
		  "4:31 zones.example.com.records.a.value wants rdata of type TYPE0, not "
		  "\"192.0.2.1\": wanted \\# and hex such as \\# 3 0a0b0c, got \"192.0.2.1\"\n",
		  "a type that is known has its values read" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

static void test_every_fault_of_every_record_is_told(void **state)
{
	static const struct case_row rows[] = {
		{ ZONE "      a: {typ: A, value: 192.0.2.1}\n"
		       "      b: {type: A, value: 192.0.2.256, ttl: x}\n"
		       "      '@': {type: A, value: 192.0.2.1}\n"
		       "      c..d: {type: A, value: 192.0.2.1}\n"
		       "      e.org.: {type: A, value: 192.0.2.1}\n"
		       "      f: text\n"
		       "      g: {type: MX, value: 10 mail}\n",
		  "4:10 zones.example.com.records.a wants the key \"type\"\n"
		  "4:11 unknown key \"typ\" in zones.example.com.records.a, did you mean "
		  "\"type\"?\n"
		  "5:27 zones.example.com.records.b.value wants rdata of type A, not "
		  "\"192.0.2.256\": wanted an IPv4 address such as 192.0.2.1, got "
		  "\"192.0.2.256\"\n"
		  "5:45 zones.example.com.records.b.ttl wants a TTL: whole seconds to "
		  "2147483647, or 5m, 1h, 1d, not \"x\"\n"
		  "6:7 zones.example.com.records.@ wants an owner relative to the zone (the "
		  "apex is ''), not \"@\"\n"
		  "7:7 zones.example.com.records.c..d wants an owner relative to the zone "
		  "(empty label), not \"c..d\"\n"
		  "8:7 zones.example.com.records.e.org. wants an owner relative to the zone "
		  "(this one is outside of example.com), not \"e.org.\"\n"
		  "9:10 zones.example.com.records.f wants a mapping, not \"text\"\n"
		  "10:28 zones.example.com.records.g.value wants rdata of type MX, not \"10 "
		  "mail\": a name without a final dot; write it whole, with the dot\n",
		  "nine" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records_become_expectations),
		cmocka_unit_test(test_contradictions_are_faults),
		cmocka_unit_test(test_an_unknown_type_is_told_once),
		cmocka_unit_test(test_every_fault_of_every_record_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
