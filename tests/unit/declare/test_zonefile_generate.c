#include "zone_case.h"

static void test_numbers_take_the_place_of_dollars(void **state)
{
	static const struct case_row rows[] = {
		{ "$TTL 60\n$GENERATE 1-3 h$ A 192.0.2.$\n",
		  "h1.ex. 60 A 192.0.2.1\nh2.ex. 60 A 192.0.2.2\nh3.ex. 60 A 192.0.2.3\n",
		  "a range" },
		{ "$TTL 60\n$GENERATE 0-10/5 h$ 30 IN CNAME c$.d$\n",
		  "h0.ex. 30 CNAME c0.d0.ex.\nh5.ex. 30 CNAME c5.d5.ex.\nh10.ex. 30 CNAME "
		  "c10.d10.ex.\n",
		  "a step, TTL and class" },
		{ "$TTL 60\n$GENERATE 10-10 a${1,4}-${-2,4,x}-${5,3,o}-${245,0,X} TXT \"$ \\$ "
		  "$$\"\n",
		  "a0011-0008-017-FF.ex. 60 TXT \"10 $ $\"\n", "formats; dollar signs" },
		{ "$TTL 60\n$GENERATE 18-18 ${0,3,n}.a PTR b\n$GENERATE 171-171 ${0,7,N} PTR b\n",
		  "2.1.a.ex. 60 PTR b.ex.\nB.A.0.0.ex. 60 PTR b.ex.\n",
		  "digits backwards, for ip6.arpa" },
		{ "$TTL 60\n$GENERATE 1-2 @ NS ns$ ; a comment\n",
		  "ex. 60 NS ns1.ex.\nex. 60 NS ns2.ex.\n", "the same owner" },
	};

	(void)state;
	zone_rows(rows, ARRAY_LEN(rows));
}

static void test_bad_directives_are_faults(void **state)
{
	static const struct case_row rows[] = {
		{ "$GENERATE\n", "1:10 $GENERATE wants a range such as 1-10 or 1-10/2\n",
		  "" },
		{ "$GENERATE 3-1 a A 192.0.2.$\n",
		  "1:11 $GENERATE wants a range such as 1-10 or 1-10/2\n", "backwards" },
		{ "$GENERATE 1-3/0 a A 192.0.2.$\n",
		  "1:11 $GENERATE wants a range such as 1-10 or 1-10/2\n", "no step" },
		{ "$GENERATE 1-3\n", "1:1 $GENERATE wants an owner, a type and rdata\n",
		  "no record" },
		{ "$GENERATE 1-3 a${x} A 192.0.2.1\n",
		  "1:15 a \"$\" wants nothing or {offset,width,base} behind it, and a number "
		  "that is not negative\n",
		  "no format" },
		{ "$GENERATE 1-3 a${-5} A 192.0.2.1\n",
		  "1:15 a \"$\" wants nothing or {offset,width,base} behind it, and a number "
		  "that is not negative\n",
		  "below zero" },
		{ "$TTL 60\n$GENERATE 255-300 a$ A 192.0.2.$\n",
		  "a255.ex. 60 A 192.0.2.255\n2:1 rdata of type A: \"192.0.2.256\": wanted an "
		  "IPv4 address such as 192.0.2.1, got \"192.0.2.256\"\n",
		  "the first bad record ends it" },
	};

	(void)state;
	zone_rows(rows, ARRAY_LEN(rows));
}

static void count_record(void *user, const struct zonefile_record *record)
{
	(void)record;
	++*(size_t *)user;
}

static void test_the_number_of_records_is_bounded(void **state)
{
	struct arena *arena = arena_new();
	struct source source = case_source("$TTL 60\n$GENERATE 0-600000 a$ A 192.0.2.1\n"
					   "$GENERATE 0-2000000000 b$ A 192.0.2.1\n");
	struct name_buffer zone;
	struct faults faults;
	size_t count = 0;

	(void)state;
	assert_int_equal(name_parse((struct str)STR("ex."), NULL, &zone, NULL), ERR_OK);
	faults_init(&faults, arena);
	zonefile_read(&source, name_of(&zone), count_record, &count, &faults);
	assert_int_equal(count, ZONEFILE_GENERATED_MAX);
	assert_int_equal(faults.count, 1);
	assert_string_equal(faults.list[0].sentence,
			    "$GENERATE makes over 1000000 records");
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers_take_the_place_of_dollars),
		cmocka_unit_test(test_bad_directives_are_faults),
		cmocka_unit_test(test_the_number_of_records_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
