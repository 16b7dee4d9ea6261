#include "declare_case.h"

#define ZONE "zones:\n  example.com:\n    records:\n"

static void test_one_owner_and_type_is_declared_once(void **state)
{
	static const struct case_row rows[] = {
		{ ZONE
		  "      a: [{type: A, value: 192.0.2.1}, {type: A, value: 192.0.2.2}]\n",
		  "4:40 A of \"a.example.com.\" is declared already at D/main.yaml:4\n",
		  "in one list" },
		{ ZONE "      a: {type: A, value: 192.0.2.1}\n"
		       "      A.example.com.: {type: AAAA, value: '::1'}\n",
		  "5:23 AAAA of \"a.example.com.\" repeats a key; its owner stands already at "
		  "D/main.yaml:4\n",
		  "an owner written twice, in two ways" },
		{ ZONE "      a: {type: A, value: 192.0.2.1}\n"
		       "      a: {type: AAAA, value: '::1'}\n",
		  "5:10 AAAA of \"a.example.com.\" repeats a key; its owner stands already at "
		  "D/main.yaml:4\n",
		  "a key twice" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

static void test_what_can_be_once_is_once(void **state)
{
	static const struct case_row rows[] = {
		{ ZONE "      a: {type: CNAME, values: [b., c.]}\n"
		       "      d: {type: DNAME, values: [b., c.]}\n",
		  "4:10 CNAME of \"a.example.com.\" has 2 values; there can be one\n"
		  "5:10 DNAME of \"d.example.com.\" has 2 values; there can be one\n",
		  "two" },
		{ ZONE "      a: {type: CNAME, match: subset, values: [b., c.]}\n",
		  "a.example.com. - CNAME b., c. subset\n", "one of two" },
		{ ZONE
		  "      a: [{type: CNAME, value: b.}, {type: A, value: 192.0.2.1}]\n"
		  "      c: [{type: CNAME, value: b.}, {type: A, rcode: NOERROR, count: "
		  "0}]\n",
		  "4:37 A of \"a.example.com.\" cannot stand beside the CNAME of "
		  "D/main.yaml:4\n",
		  "a CNAME stands alone" },
		{ ZONE
		  "      d: {type: DNAME, value: b.}\n"
		  "      a.d: [{type: CNAME, value: b.}, {type: A, value: 192.0.2.1}]\n",
		  "5:39 A of \"a.d.example.com.\" cannot stand beside the CNAME of "
		  "D/main.yaml:5\n",
		  "below a DNAME too" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

static void test_merged_owners_give_way(void **state)
{
	static const struct case_row rows[] = {
		{ "zones:\n"
		  "  a.test:\n"
		  "    records: &r\n"
		  "      '': {type: A, value: 192.0.2.1}\n"
		  "      www: {type: A, value: 192.0.2.2}\n"
		  "  b.test:\n"
		  "    records:\n"
		  "      <<: *r\n"
		  "      WWW: [{type: TXT, value: x}, {type: AAAA, value: '::1'}]\n",
		  "a.test. - A 192.0.2.1\n"
		  "www.a.test. - A 192.0.2.2\n"
		  "www.b.test. - TXT \"x\"\n"
		  "www.b.test. - AAAA ::1\n"
		  "b.test. - A 192.0.2.1\n",
		  "an owner that the zone says itself" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

static void test_ignored_owners_are_not_judged(void **state)
{
	static const struct case_row rows[] = {
		{ "zones:\n  example.com:\n    ignore: [_acme-challenge.**, '*.k8s']\n"
		  "    records:\n"
		  "      _acme-challenge: {type: TXT, value: x}\n"
		  "      _acme-challenge.www: {type: TXT, value: x}\n"
		  "      a.k8s: {type: A, value: 192.0.2.1}\n"
		  "      a.b.k8s: {type: A, value: 192.0.2.1}\n",
		  "_acme-challenge.example.com. - TXT \"x\" ignored (\"ignore\" of the zone "
		  "names it)\n"
		  "_acme-challenge.www.example.com. - TXT \"x\" ignored (\"ignore\" of the "
		  "zone names it)\n"
		  "a.k8s.example.com. - A 192.0.2.1 ignored (\"ignore\" of the zone names "
		  "it)\n"
		  "a.b.k8s.example.com. - A 192.0.2.1\n",
		  "two globs" },
	};

	(void)state;
	case_load_rows(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_owner_and_type_is_declared_once),
		cmocka_unit_test(test_what_can_be_once_is_once),
		cmocka_unit_test(test_merged_owners_give_way),
		cmocka_unit_test(test_ignored_owners_are_not_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
