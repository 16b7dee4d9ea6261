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

static void test_cuts_hide_what_is_below(void **state)
{
	static const struct case_row rows[] = {
		{ ZONE
		  "      '': {type: NS, value: ns1.example.com.}\n"
		  "      sub:\n"
		  "        - {type: NS, value: ns.sub.example.com.}\n"
		  "        - {type: DS, value: 1 8 2 "
		  "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f}\n"
		  "        - {type: A, value: 192.0.2.1}\n"
		  "      ns.sub: {type: A, value: 192.0.2.2}\n"
		  "      deep.ns.sub: {type: NS, value: ns.example.org.}\n"
		  "      nosub: {type: A, value: 192.0.2.3}\n",
		  "example.com. - NS ns1.example.com.\n"
		  "sub.example.com. - NS ns.sub.example.com. delegation\n"
		  "sub.example.com. - DS 1 8 2 "
		  "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F "
		  "delegation\n"
		  "sub.example.com. - A 192.0.2.1 unknowable (at or below a delegation: the "
		  "servers of this zone do not answer for it)\n"
		  "ns.sub.example.com. - A 192.0.2.2 unknowable (at or below a delegation: the "
		  "servers of this zone do not answer for it)\n"
		  "deep.ns.sub.example.com. - NS ns.example.org. unknowable (at or below a "
		  "delegation: the servers of this zone do not answer for it)\n"
		  "nosub.example.com. - A 192.0.2.3\n",
		  "a delegation" },
		{ ZONE "      d: {type: DNAME, value: example.org.}\n"
		       "      d2: {type: A, value: 192.0.2.3}\n"
		       "      x.y.d: {type: A, value: 192.0.2.1}\n",
		  "d.example.com. - DNAME example.org.\n"
		  "d2.example.com. - A 192.0.2.3\n"
		  "x.y.d.example.com. - A 192.0.2.1 unknowable (below a DNAME: what it leads "
		  "to is served)\n",
		  "a DNAME" },
		{ ZONE "      sub: {type: NS, rcode: NXDOMAIN}\n"
		       "      x.sub: {type: A, value: 192.0.2.1}\n",
		  "sub.example.com. - NS rcode=NXDOMAIN\nx.sub.example.com. - A 192.0.2.1\n",
		  "a delegation that is said not to be there" },
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
		cmocka_unit_test(test_merged_owners_give_way),
		cmocka_unit_test(test_cuts_hide_what_is_below),
		cmocka_unit_test(test_ignored_owners_are_not_judged),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
