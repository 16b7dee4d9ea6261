#include "zone_case.h"

static void test_records_are_read_in_all_their_forms(void **state)
{
	static const struct case_row rows[] = {
		{ "a 300 IN A 192.0.2.1\nb IN 300 A 192.0.2.1\nc IN A 192.0.2.1\nd 300 A "
		  "192.0.2.1\ne A 192.0.2.1\n",
		  "a.ex. 300 A 192.0.2.1\nb.ex. 300 A 192.0.2.1\nc.ex. 300 A 192.0.2.1\nd.ex. "
		  "300 A 192.0.2.1\ne.ex. 300 A 192.0.2.1\n",
		  "TTL and class in either order, or not at all" },
	};

	(void)state;
	zone_rows(rows, ARRAY_LEN(rows));
}

static void test_owners_are_inherited(void **state)
{
	static const struct case_row rows[] = {
		{ "$TTL 60\na A 192.0.2.1\n\tAAAA ::1\n\n ; a comment\n 30 MX 1 @\n",
		  "a.ex. 60 A 192.0.2.1\na.ex. 60 AAAA ::1\na.ex. 30 MX 1 ex.\n",
		  "by lines that begin with a blank" },
		{ " A 192.0.2.1\n", "1:2 \"A\": no owner stands before this record\n",
		  "none before" },
		{ "$TTL 60\nb.org. A 192.0.2.1\n TXT x\na A 192.0.2.1\n",
		  "a.ex. 60 A 192.0.2.1\n2:1 \"b.org.\": this owner is outside of the zone\n3:2 "
		  "\"TXT\": no owner stands before this record\n",
		  "not from one outside" },
	};

	(void)state;
	zone_rows(rows, ARRAY_LEN(rows));
}

static void test_names_of_types_are_names_too(void **state)
{
	static const struct case_row rows[] = {
		{ "$TTL 60\nA A 192.0.2.1\nIN IN A 192.0.2.1\n300 300 A 192.0.2.1\nMX 5 IN MX 5 MX\n",
		  "A.ex. 60 A 192.0.2.1\nIN.ex. 60 A 192.0.2.1\n300.ex. 300 A 192.0.2.1\nMX.ex. 5 "
		  "MX 5 MX.ex.\n",
		  "an owner stands first" },
	};

	(void)state;
	zone_rows(rows, ARRAY_LEN(rows));
}

static void test_a_ttl_is_said_inherited_or_learnt(void **state)
{
	static const struct case_row rows[] = {
		{ "a A 192.0.2.1\n", "a.ex. - A 192.0.2.1\n", "never said" },
		{ "@ SOA a b 1 2 3 4 5\na A 192.0.2.1\n",
		  "ex. 5 SOA a.ex. b.ex. 1 2 3 4 5\na.ex. 5 A 192.0.2.1\n",
		  "that of the SOA" },
		{ "@ 9 SOA a b 1 2 3 4 5\na A 192.0.2.1\n$TTL 7\nb A 192.0.2.1\n",
		  "ex. 9 SOA a.ex. b.ex. 1 2 3 4 5\na.ex. 5 A 192.0.2.1\nb.ex. 7 A "
		  "192.0.2.1\n",
		  "$TTL from there on" },
		{ "a 1h A 192.0.2.1\nb A 192.0.2.1\n",
		  "a.ex. 3600 A 192.0.2.1\nb.ex. 3600 A 192.0.2.1\n",
		  "that of the line before" },
		{ "a 2147483648 A 192.0.2.1\nb 2147483647 A 192.0.2.1\n",
		  "b.ex. 2147483647 A 192.0.2.1\n1:3 \"2147483648\": a TTL is at most "
		  "2147483647\n",
		  "too large" },
	};

	(void)state;
	zone_rows(rows, ARRAY_LEN(rows));
}

static void test_rdata_may_go_over_lines(void **state)
{
	static const struct case_row rows[] = {
		{ "$TTL 60\n@ SOA ns ( root\n 1 ; serial\n 2 3\n\n4 5 )\n",
		  "ex. 60 SOA ns.ex. root.ex. 1 2 3 4 5\n", "in parentheses" },
		{ "$TTL 60\na TXT (\"a;b\" c\n\"d\\\"\" ; x\n)\nb TXT \"a b\" c ; x\n",
		  "a.ex. 60 TXT \"a;b\" \"c\" \"d\\\"\"\nb.ex. 60 TXT \"a b\" \"c\"\n",
		  "quotes stay quotes" },
		{ "$TTL 60\na ( 60 IN\nA\n192.0.2.1\n) b\nc A 192.0.2.1\n",
		  "c.ex. 60 A 192.0.2.1\n4:1 rdata of type A: \"192.0.2.1 b\": wanted nothing "
		  "more, got \"b\"\n",
		  "all of the fields" },
		{ "$TTL 60\na TYPE65280 \\# 3 ( 01\n0203 )\n",
		  "a.ex. 60 TYPE65280 \\# 3 010203\n", "unknown types" },
	};

	(void)state;
	zone_rows(rows, ARRAY_LEN(rows));
}

static void test_each_bad_record_is_a_fault_and_the_rest_is_read(void **state)
{
	static const struct case_row rows[] = {
		{ "$TTL 60\n"
		  "a A 192.0.2.256\n"
		  "b CH A 192.0.2.1\n"
		  "c XYZ 1\n"
		  "d\n"
		  "e A\n"
		  "f..g A 192.0.2.1\n"
		  "\"h\" A 192.0.2.1\n"
		  "i ANY x\n"
		  "j MX ( 1\n"
		  "k )\n"
		  "l TXT \"x\n"
		  "m A 192.0.2.1\n",
		  "j.ex. 60 MX 1 k.ex.\n"
		  "m.ex. 60 A 192.0.2.1\n"
		  "2:5 rdata of type A: \"192.0.2.256\": wanted an IPv4 address such as "
		  "192.0.2.1, got \"192.0.2.256\"\n"
		  "3:3 \"CH\": only class IN is read\n"
		  "4:3 \"XYZ\": an RR type was wanted\n"
		  "5:2 the line ends too early: an RR type was wanted\n"
		  "6:1 rdata of type A: \"\": wanted an IPv4 address such as 192.0.2.1, got "
		  "nothing\n"
		  "7:1 \"f..g\": empty label\n"
		  "8:1 \"h\": an owner is a name without quotes\n"
		  "9:3 \"ANY\": no record is of this type\n"
		  "12:7 the quote is not closed in its line\n",
		  "nine bad ones" },
	};

	(void)state;
	zone_rows(rows, ARRAY_LEN(rows));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records_are_read_in_all_their_forms),
		cmocka_unit_test(test_owners_are_inherited),
		cmocka_unit_test(test_names_of_types_are_names_too),
		cmocka_unit_test(test_a_ttl_is_said_inherited_or_learnt),
		cmocka_unit_test(test_rdata_may_go_over_lines),
		cmocka_unit_test(test_each_bad_record_is_a_fault_and_the_rest_is_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
