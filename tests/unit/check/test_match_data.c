#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "matched.h"

#define WWW(address) "www.test. 300 A " address "\n"

static void test_exact_wants_these_records_and_no_others(void **state)
{
	static const struct matched_row rows[] = {
		{ .declared = { .values = "192.0.2.1" },
		  .head = "aa",
		  .records = WWW("192.0.2.99"),
		  .wanted = "critical rrset-differs -192.0.2.1 +192.0.2.99",
		  .why = "another value" },
		{ .declared = { .values = "192.0.2.1|192.0.2.2" },
		  .head = "aa",
		  .records = WWW("192.0.2.1"),
		  .wanted = "critical rrset-missing -192.0.2.2",
		  .why = "one is missing" },
		{ .declared = { .values = "192.0.2.1" },
		  .head = "aa",
		  .records = WWW("192.0.2.1") WWW("192.0.2.2"),
		  .wanted = "critical rrset-unexpected +192.0.2.2",
		  .why = "one is too many" },
		{ .declared = { .type = "TXT", .values = "\"v=spf1 -all\"" },
		  .head = "aa",
		  .records = "www.test. 300 TXT \"\\\"v=spf1 -all\\\"\"",
		  .wanted = "critical rrset-differs -\"v=spf1 -all\" "
			    "+\"\\\"v=spf1 -all\\\"\"",
		  .why = "quotes that became part of the text" },
		{ .declared = { .type = "TXT", .values = "\"Key\"" },
		  .head = "aa",
		  .records = "www.test. 300 TXT \"key\"",
		  .wanted = "critical rrset-differs -\"Key\" +\"key\"",
		  .why = "the case of text matters" },
		{ .declared = { .type = "MX", .values = "10 mail.test." },
		  .head = "aa",
		  .records = "www.test. 300 MX 20 mail.test.",
		  .wanted = "critical rrset-differs -10 mail.test. +20 mail.test.",
		  .why = "another preference" },
	};

	(void)state;
	matched_check_all(rows, ARRAY_LEN(rows));
}

static void test_supersets_and_subsets_allow_what_they_say(void **state)
{
	static const struct matched_row rows[] = {
		{ .declared = { .values = "192.0.2.1", .match = MATCH_SUPERSET },
		  .head = "aa",
		  .records = WWW("192.0.2.1") WWW("192.0.2.2"),
		  .wanted = "ok",
		  .why = "a superset has more" },
		{ .declared = { .values = "192.0.2.1|192.0.2.3",
				.match = MATCH_SUPERSET },
		  .head = "aa",
		  .records = WWW("192.0.2.1") WWW("192.0.2.2"),
		  .wanted = "critical rrset-missing -192.0.2.3",
		  .why = "a superset has all" },
		{ .declared = { .values = "192.0.2.1|192.0.2.2", .match = MATCH_SUBSET },
		  .head = "aa",
		  .records = WWW("192.0.2.2"),
		  .wanted = "ok",
		  .why = "a subset has some" },
		{ .declared = { .values = "192.0.2.1|192.0.2.2", .match = MATCH_SUBSET },
		  .head = "aa",
		  .records = WWW("192.0.2.2") WWW("192.0.2.3"),
		  .wanted = "critical rrset-unexpected -192.0.2.1 -192.0.2.2 +192.0.2.3",
		  .why = "a subset has no others" },
		{ .declared = { .values = "192.0.2.1", .match = MATCH_SUBSET },
		  .head = "aa",
		  .wanted = "critical nodata -192.0.2.1",
		  .why = "nothing is no subset unless it is said" },
		{ .declared = { .values = "198.51.100.0/24|192.0.2.1",
				.match = MATCH_SUBSET },
		  .head = "aa",
		  .records = WWW("198.51.100.0") WWW("198.51.100.255") WWW("192.0.2.1"),
		  .wanted = "ok",
		  .why = "a range holds its first and last address" },
		{ .declared = { .values = "198.51.100.0/24", .match = MATCH_SUBSET },
		  .head = "aa",
		  .records = WWW("198.51.101.0"),
		  .wanted = "critical rrset-unexpected -198.51.100.0/24 +198.51.101.0",
		  .why = "and not the next" },
		{ .declared = { .type = "AAAA",
				.values = "2001:db8::/33",
				.match = MATCH_SUBSET },
		  .head = "aa",
		  .records = "www.test. 300 AAAA 2001:db8:8000::1",
		  .wanted = "critical rrset-unexpected -2001:db8::/33 "
			    "+2001:db8:8000::1",
		  .why = "a prefix that ends inside of a byte" },
	};

	(void)state;
	matched_check_all(rows, ARRAY_LEN(rows));
}

static void test_no_data_is_drift_unless_it_is_declared(void **state)
{
	static const struct expectation_extra none = { .has_count = true,
						       .has_rcode = true };
	const struct matched_row rows[] = {
		{ .declared = { .values = "192.0.2.1" },
		  .head = "aa",
		  .records = "authority\ntest. 300 SOA . . 1 2 3 4 5\n",
		  .wanted = "critical nodata -192.0.2.1",
		  .why = "NODATA" },
		{ .declared = { .has_extra = true, .extra = { .has_rcode = true } },
		  .head = "aa",
		  .wanted = "critical nodata -NOERROR",
		  .why = "NOERROR alone does not say that there is nothing" },
		{ .declared = { .has_extra = true, .extra = none },
		  .head = "aa",
		  .wanted = "ok",
		  .why = "count 0 does" },
		{ .declared = { .has_extra = true, .extra = none },
		  .head = "aa",
		  .records = WWW("192.0.2.1"),
		  .wanted = "critical rrset-unexpected -NOERROR -0 records +192.0.2.1",
		  .why = "count 0, and there is one" },
		{ .declared = { .has_extra = true, .extra = none },
		  .head = "aa NXDOMAIN",
		  .wanted = "critical nxdomain -NOERROR -0 records +NXDOMAIN",
		  .why = "the name must be there" },
		{ .declared = { .has_extra = true,
				.extra = { .has_rcode = true, .rcode = RCODE_NXDOMAIN } },
		  .head = "aa NXDOMAIN",
		  .records = WWW("192.0.2.1"),
		  .wanted = "critical rrset-unexpected -NXDOMAIN +192.0.2.1",
		  .why = "an answer that contradicts itself is not well" },
	};

	(void)state;
	matched_check_all(rows, ARRAY_LEN(rows));
}

static const struct matched_row cnames[] = {
	{ .declared = { .values = "192.0.2.1" },
	  .head = "aa",
	  .records = "www.test. 300 CNAME cdn.test.\ncdn.test. 300 A 192.0.2.1\n",
	  .wanted = "critical type-differs (CNAME is served) -192.0.2.1 "
		    "+cdn.test.",
	  .why = "though it leads to the right address" },
	{ .declared = { .has_extra = true,
			.extra = { .has_count = true, .has_rcode = true } },
	  .head = "aa",
	  .records = "www.test. 300 CNAME cdn.test.\n",
	  .wanted = "critical type-differs (CNAME is served) -NOERROR "
		    "-0 records +cdn.test.",
	  .why = "no record, but no NODATA either" },
	{ .declared = { .has_extra = true,
			.extra = { .has_rcode = true, .rcode = RCODE_NXDOMAIN } },
	  .head = "aa NXDOMAIN",
	  .records = "www.test. 300 CNAME gone.test.\n",
	  .wanted = "critical type-differs (CNAME is served) -NXDOMAIN "
		    "+gone.test.",
	  .why = "the code is that of the target; the name exists" },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "aa NXDOMAIN",
	  .records = "www.test. 300 CNAME gone.test.\n",
	  .wanted = "critical type-differs -192.0.2.1 +NXDOMAIN",
	  .why = "a CNAME to nowhere" },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "aa",
	  .records = "www.test. 300 A 192.0.2.1\n"
		     "www.test. 300 CNAME cdn.test.\n",
	  .wanted = "critical type-differs (CNAME is served) -192.0.2.1 "
		    "+192.0.2.1 +cdn.test.",
	  .why = "an alias beside the data hides it from some" },
	{ .declared = { .type = "CNAME", .values = "cdn.test." },
	  .head = "aa",
	  .records = "www.test. 300 CNAME cdn.test.\n",
	  .wanted = "ok",
	  .why = "a CNAME where one is declared" },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "ra",
	  .records = "www.test. 300 CNAME cdn.test.\ncdn.test. 60 A 192.0.2.1\n",
	  .wanted = "ok",
	  .why = "for a question the end of the aliases counts",
	  .is_resolver = true,
	  .is_followed = true },
	{ .declared = { .values = "192.0.2.1", .has_ttl = true, .ttl = 300 },
	  .head = "aa",
	  .records = "www.test. 300 CNAME cdn.test.\ncdn.test. 60 A 192.0.2.1\n",
	  .wanted = "ok",
	  .why = "with its TTL as a maximum: AA speaks of the first owner",
	  .is_resolver = true,
	  .is_followed = true },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "ra",
	  .records = "www.test. 300 CNAME cdn.test.\n",
	  .wanted = "critical nodata (at cdn.test., where its aliases lead) "
		    "-192.0.2.1",
	  .why = "a resolver has followed them to the end",
	  .is_resolver = true,
	  .is_followed = true },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "ra NXDOMAIN",
	  .records = "www.test. 300 CNAME cdn.test.\n",
	  .wanted = "critical nxdomain (at cdn.test., where its aliases lead) "
		    "-192.0.2.1 +NXDOMAIN",
	  .why = "the target does not exist",
	  .is_resolver = true,
	  .is_followed = true },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "aa",
	  .records = "www.test. 300 CNAME cdn.example.\n",
	  .wanted = "critical type-differs (CNAME is served) -192.0.2.1 "
		    "+cdn.example.",
	  .why = "a server of the zone cannot know where they end",
	  .is_followed = true },
};

static void test_a_cname_in_place_of_the_type_is_told(void **state)
{
	(void)state;
	matched_check_all(cnames, ARRAY_LEN(cnames));
}

static void test_counts_and_patterns_are_held(void **state)
{
	static const struct expectation_extra two = { .has_count = true, .count = 2 };
	static const struct expectation_extra commit = {
		.pattern = STR("^commit=[0-9a-f]{8}$")
	};
	static const struct expectation_extra costly = { .pattern = STR("(x+x+)+[yz]") };
	const struct matched_row rows[] = {
		{ .declared = { .has_extra = true, .extra = two },
		  .head = "aa",
		  .records = WWW("192.0.2.1") WWW("192.0.2.2"),
		  .wanted = "ok",
		  .why = "two of two" },
		{ .declared = { .has_extra = true, .extra = two },
		  .head = "aa",
		  .records = WWW("192.0.2.1"),
		  .wanted = "critical count-differs -2 records +192.0.2.1",
		  .why = "one of two" },
		{ .declared = { .has_extra = true, .extra = two },
		  .head = "aa",
		  .records = WWW("192.0.2.1") WWW("192.0.2.1"),
		  .wanted = "critical count-differs -2 records +192.0.2.1",
		  .why = "the same twice is one" },
		{ .declared = { .type = "TXT", .has_extra = true, .extra = commit },
		  .head = "aa",
		  .records = "www.test. 300 TXT \"commit=0123\" \"4567\"",
		  .wanted = "ok",
		  .why = "a pattern sees the chunks joined" },
		{ .declared = { .type = "TXT", .has_extra = true, .extra = commit },
		  .head = "aa",
		  .records = "www.test. 300 TXT \"commit=01234567\"\n"
			     "www.test. 300 TXT \"commit=0123456\"\n",
		  .wanted = "critical pattern-differs -matches ^commit=[0-9a-f]{8}$ "
			    "+\"commit=0123456\"",
		  .why = "every record must match" },
		{ .declared = { .type = "TXT", .has_extra = true, .extra = costly },
		  .head = "aa",
		  .records = "www.test. 300 TXT \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
		  .wanted = "critical pattern-differs (the pattern takes too many steps "
			    "on this record) -matches (x+x+)+[yz] "
			    "+\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
		  .why = "no record makes a pattern run for ever" },
	};

	(void)state;
	matched_check_all(rows, ARRAY_LEN(rows));
}

static void test_what_a_provider_decides_is_judged_by_what_can_be_known(void **state)
{
	static const struct matched_row rows[] = {
		{ .declared = { .judging = JUDGING_EXISTS },
		  .head = "aa",
		  .records = WWW("203.0.113.7"),
		  .wanted = "ok",
		  .why = "behind a proxy: that there is some" },
		{ .declared = { .judging = JUDGING_EXISTS },
		  .head = "aa",
		  .wanted = "critical nodata",
		  .why = "behind a proxy: none" },
		{ .declared = { .values = "192.0.2.1|192.0.2.2",
				.judging = JUDGING_MEMBER },
		  .head = "aa",
		  .records = WWW("192.0.2.2"),
		  .wanted = "ok",
		  .why = "of pools one is served" },
		{ .declared = { .values = "192.0.2.1|192.0.2.2",
				.judging = JUDGING_MEMBER },
		  .head = "aa",
		  .records = WWW("192.0.2.3"),
		  .wanted = "critical rrset-unexpected -192.0.2.1 -192.0.2.2 +192.0.2.3",
		  .why = "of pools none is served" },
	};

	(void)state;
	matched_check_all(rows, ARRAY_LEN(rows));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact_wants_these_records_and_no_others),
		cmocka_unit_test(test_supersets_and_subsets_allow_what_they_say),
		cmocka_unit_test(test_no_data_is_drift_unless_it_is_declared),
		cmocka_unit_test(test_a_cname_in_place_of_the_type_is_told),
		cmocka_unit_test(test_counts_and_patterns_are_held),
		cmocka_unit_test(
			test_what_a_provider_decides_is_judged_by_what_can_be_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
