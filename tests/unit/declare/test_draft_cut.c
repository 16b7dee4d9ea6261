#include "declare_case.h"

#define ZONE "zones:\n  example.com:\n    records:\n"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cuts_hide_what_is_below),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
