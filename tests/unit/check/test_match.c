#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "matched.h"

#define WWW(ttl, address) "www.test. " #ttl " A " address "\n"

static void test_what_is_served_as_declared_is_ok(void **state)
{
	static const struct matched_row rows[] = {
		{ .declared = { .values = "192.0.2.1|192.0.2.2" },
		  .head = "aa",
		  .records = WWW(300, "192.0.2.2") WWW(300, "192.0.2.1"),
		  .wanted = "ok",
		  .why = "the order does not matter" },
		{ .declared = { .values = "192.0.2.1" },
		  .head = "aa",
		  .records = "WWW.Test. 300 A 192.0.2.1",
		  .wanted = "ok",
		  .why = "the case of the owner does not matter" },
		{ .declared = { .type = "MX", .values = "10 mail.test." },
		  .head = "aa",
		  .records = "www.test. 300 MX 10 MAIL.TEST.",
		  .wanted = "ok",
		  .why = "the case of names in rdata does not matter" },
		{ .declared = { .values = "192.0.2.1" },
		  .head = "aa",
		  .records = WWW(300, "192.0.2.1") WWW(300, "192.0.2.1"),
		  .wanted = "ok",
		  .why = "a record that comes twice is one (RFC 2181 section 5)" },
		{ .declared = { .type = "TXT", .values = "\"one two three\"" },
		  .head = "aa",
		  .records = "www.test. 300 TXT \"one \" \"two\" \" three\"",
		  .wanted = "ok",
		  .why = "the chunks of a TXT do not matter" },
		{ .declared = { .owner = "*.test.", .values = "192.0.2.1" },
		  .head = "aa",
		  .records = "*.test. 300 A 192.0.2.1",
		  .wanted = "ok",
		  .why = "a wildcard is a name like any other" },
		{ .declared = { .values = "192.0.2.1", .has_ttl = true, .ttl = 300 },
		  .head = "aa",
		  .records = WWW(300, "192.0.2.1"),
		  .wanted = "ok -192.0.2.1 +192.0.2.1",
		  .why = "in detail, data is shown",
		  .is_detailed = true },
	};

	(void)state;
	matched_check_all(rows, ARRAY_LEN(rows));
}

static const struct matched_row rcodes[] = {
	{ .declared = { .values = "192.0.2.1" },
	  .head = "aa NXDOMAIN",
	  .wanted = "critical nxdomain -192.0.2.1 +NXDOMAIN",
	  .why = "the name is gone" },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "REFUSED",
	  .wanted = "unknown refused -192.0.2.1 +REFUSED",
	  .why = "a refusal says nothing of the record" },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "NOTAUTH",
	  .wanted = "unknown refused -192.0.2.1 +NOTAUTH",
	  .why = "nor does NOTAUTH" },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "SERVFAIL",
	  .wanted = "unknown servfail -192.0.2.1 +SERVFAIL",
	  .why = "nor a failure" },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "aa FORMERR",
	  .wanted = "unknown rcode -192.0.2.1 +FORMERR",
	  .why = "nor any other code" },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "BADVERS",
	  .wanted = "unknown rcode -192.0.2.1 +BADVERS",
	  .why = "codes are 12 bits long: 16 is not NOERROR" },
	{ .declared = { .has_extra = true,
			.extra = { .has_rcode = true, .rcode = RCODE_NXDOMAIN } },
	  .head = "aa NXDOMAIN",
	  .wanted = "ok",
	  .why = "a name that must not exist does not" },
	{ .declared = { .has_extra = true,
			.extra = { .has_rcode = true, .rcode = RCODE_NXDOMAIN } },
	  .head = "aa",
	  .records = WWW(300, "192.0.2.1"),
	  .wanted = "critical rcode-differs -NXDOMAIN +NOERROR +192.0.2.1",
	  .why = "a name that must not exist has data" },
	{ .declared = { .has_extra = true,
			.extra = { .has_rcode = true, .rcode = RCODE_NXDOMAIN } },
	  .head = "aa",
	  .wanted = "critical rcode-differs -NXDOMAIN +NOERROR",
	  .why = "NODATA is not NXDOMAIN" },
	{ .declared = { .has_extra = true,
			.extra = { .has_rcode = true, .rcode = RCODE_NXDOMAIN } },
	  .head = "SERVFAIL",
	  .wanted = "unknown servfail -NXDOMAIN +SERVFAIL",
	  .why = "a failure does not tell that the name is there" },
	{ .declared = { .has_extra = true,
			.extra = { .has_rcode = true, .rcode = RCODE_REFUSED } },
	  .head = "REFUSED",
	  .wanted = "ok",
	  .why = "a server that must refuse refuses" },
	{ .declared = { .has_extra = true,
			.extra = { .has_rcode = true, .rcode = RCODE_REFUSED } },
	  .head = "ra",
	  .records = WWW(300, "192.0.2.1"),
	  .wanted = "critical rcode-differs -REFUSED +NOERROR +192.0.2.1",
	  .why = "a server that must refuse answers",
	  .is_resolver = true },
	{ .declared = { .has_extra = true,
			.extra = { .has_rcode = true, .rcode = RCODE_REFUSED } },
	  .head = "SERVFAIL",
	  .wanted = "critical rcode-differs -REFUSED +SERVFAIL",
	  .why = "what the server does is what was declared here" },
	{ .declared = { .has_extra = true,
			.extra = { .has_rcode = true, .rcode = RCODE_NOERROR } },
	  .head = "aa NXDOMAIN",
	  .wanted = "critical nxdomain -NOERROR +NXDOMAIN",
	  .why = "NOERROR said is as NOERROR meant" },
};

static void test_response_codes_tell_drift_from_unknown(void **state)
{
	(void)state;
	matched_check_all(rcodes, ARRAY_LEN(rcodes));
}

static const struct matched_row authorities[] = {
	{ .declared = { .values = "192.0.2.1" },
	  .head = "ra",
	  .records = WWW(300, "192.0.2.1"),
	  .wanted = "critical not-authoritative -192.0.2.1 +192.0.2.1",
	  .why = "a cache in place of a zone" },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "ra",
	  .records = WWW(300, "192.0.2.1"),
	  .wanted = "ok",
	  .why = "from a resolver nobody wants authority",
	  .is_resolver = true },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "",
	  .records = "authority\nwww.test. 300 NS ns1.www.test.\n",
	  .wanted = "critical not-authoritative (it refers to the servers of "
		    "www.test.) -192.0.2.1",
	  .why = "a referral, where the name was delegated away" },
	{ .declared = { .values = "192.0.2.1" },
	  .head = "NXDOMAIN",
	  .wanted = "critical not-authoritative -192.0.2.1",
	  .why = "a denial without authority" },
	{ .declared = { .type = "NS",
			.values = "ns1.www.test.",
			.judging = JUDGING_DELEGATION,
			.has_ttl = true,
			.ttl = 300 },
	  .head = "",
	  .records = "authority\nwww.test. 300 NS ns1.www.test.\n",
	  .wanted = "ok",
	  .why = "a delegation comes as a referral" },
	{ .declared = { .type = "NS",
			.values = "ns1.www.test.",
			.judging = JUDGING_DELEGATION },
	  .head = "",
	  .records = "authority\nwww.test. 300 NS ns2.www.test.\n",
	  .wanted = "critical rrset-differs -ns1.www.test. +ns2.www.test.",
	  .why = "a delegation to others" },
	{ .declared = { .type = "NS",
			.values = "ns1.www.test.",
			.judging = JUDGING_DELEGATION },
	  .head = "",
	  .records = "authority\ntest. 300 NS ns1.test.\n",
	  .wanted = "critical not-authoritative (it refers to the servers of "
		    "test.) -ns1.www.test.",
	  .why = "an upward referral is no delegation" },
	{ .declared = { .type = "NS",
			.values = "ns1.www.test.",
			.judging = JUDGING_DELEGATION },
	  .head = "aa",
	  .records = "www.test. 300 NS ns1.www.test.\n",
	  .wanted = "ok",
	  .why = "the server serves the child, too, and answers from it" },
	{ .declared = { .type = "DS",
			.values = "1 13 2 00000000000000000000000000000000"
				  "00000000000000000000000000000000",
			.judging = JUDGING_DELEGATION },
	  .head = "aa",
	  .records = "www.test. 300 DS 1 13 2 0000000000000000000000000000000"
		     "000000000000000000000000000000000",
	  .wanted = "ok",
	  .why = "DS is the parent's own data" },
	{ .declared = { .type = "NS", .values = "ns1.www.test." },
	  .head = "",
	  .records = "authority\nwww.test. 300 NS ns1.www.test.\n",
	  .wanted = "critical not-authoritative (it refers to the servers of "
		    "www.test.) -ns1.www.test.",
	  .why = "at the apex a referral will not do" },
};

static void test_servers_of_the_zone_must_have_authority(void **state)
{
	(void)state;
	matched_check_all(authorities, ARRAY_LEN(authorities));
}

static const struct matched_row ttls[] = {
	{ .declared = { .values = "192.0.2.1", .has_ttl = true, .ttl = 300 },
	  .head = "aa",
	  .records = WWW(301, "192.0.2.1"),
	  .wanted = "critical ttl-differs -ttl 300 +ttl 301",
	  .why = "longer" },
	{ .declared = { .values = "192.0.2.1", .has_ttl = true, .ttl = 300 },
	  .head = "aa",
	  .records = WWW(299, "192.0.2.1"),
	  .wanted = "critical ttl-differs -ttl 300 +ttl 299",
	  .why = "shorter" },
	{ .declared = { .values = "192.0.2.1|192.0.2.2", .has_ttl = true, .ttl = 300 },
	  .head = "aa",
	  .records = WWW(300, "192.0.2.1") WWW(600, "192.0.2.2"),
	  .wanted = "critical ttl-differs -ttl 300 +ttl 300 +ttl 600",
	  .why = "one record of two has another" },
	{ .declared = { .values = "192.0.2.1", .has_ttl = true, .ttl = 300 },
	  .head = "ra",
	  .records = WWW(299, "192.0.2.1"),
	  .wanted = "ok",
	  .why = "in a cache it runs down",
	  .is_resolver = true },
	{ .declared = { .values = "192.0.2.1", .has_ttl = true, .ttl = 300 },
	  .head = "ra",
	  .records = WWW(301, "192.0.2.1"),
	  .wanted = "critical ttl-differs -ttl at most 300 +ttl 301",
	  .why = "it never runs up",
	  .is_resolver = true },
	{ .declared = { .values = "192.0.2.1", .has_ttl = true, .ttl = 300 },
	  .head = "aa",
	  .records = WWW(299, "192.0.2.1"),
	  .wanted = "critical ttl-differs -ttl 300 +ttl 299",
	  .why = "who was listed by address and answers with AA serves a zone",
	  .is_resolver = true },
	{ .declared = { .values = "192.0.2.1",
			.has_extra = true,
			.extra = { .has_ttl_max = true, .ttl_max = 3600 } },
	  .head = "aa",
	  .records = WWW(3600, "192.0.2.1"),
	  .wanted = "ok",
	  .why = "at the maximum" },
	{ .declared = { .values = "192.0.2.1",
			.has_extra = true,
			.extra = { .has_ttl_max = true, .ttl_max = 3600 } },
	  .head = "aa",
	  .records = WWW(3601, "192.0.2.1"),
	  .wanted = "critical ttl-differs -ttl at most 3600 +ttl 3601",
	  .why = "above the maximum" },
	{ .declared = { .values = "192.0.2.1",
			.has_extra = true,
			.extra = { .has_ttl_min = true, .ttl_min = 60 } },
	  .head = "aa",
	  .records = WWW(59, "192.0.2.1"),
	  .wanted = "critical ttl-differs -ttl at least 60 +ttl 59",
	  .why = "below the minimum" },
	{ .declared = { .values = "192.0.2.1",
			.has_extra = true,
			.extra = { .has_ttl_min = true, .ttl_min = 60 } },
	  .head = "ra",
	  .records = WWW(59, "192.0.2.1"),
	  .wanted = "ok",
	  .why = "a minimum means nothing in a cache",
	  .is_resolver = true },
	{ .declared = { .values = "192.0.2.9", .has_ttl = true, .ttl = 300 },
	  .head = "aa",
	  .records = WWW(1, "192.0.2.1"),
	  .wanted = "critical rrset-differs -192.0.2.9 +192.0.2.1",
	  .why = "other data comes before another TTL" },
};

static void test_ttls_are_exact_with_authority_and_else_a_maximum(void **state)
{
	(void)state;
	matched_check_all(ttls, ARRAY_LEN(ttls));
}

static void test_what_is_no_reply_is_judged_first(void **state)
{
	struct arena *arena = arena_new();
	const struct expectation *expectation = canned_expectation(
		arena, &(struct canned_declared){ .values = "192.0.2.1" });
	const struct target target = canned_target(arena, "192.0.2.53", true);
	const struct answer answer = { .outcome = OUTCOME_TIMEOUT,
				       .attempt_count = 3,
				       .total_us = 6000000 };
	const struct evidence_item item = { .target = &target, .answer = &answer };
	struct judgement judgement = { .scratch = arena };

	(void)state;
	match_judge(&judgement, expectation, &item, MATCH_ALIAS_DIFFERS);
	assert_string_equal(canned_text(arena, &judgement.verdict),
			    "unknown timeout (after 3 tries, 6.0 s)");
	assert_int_equal(judgement.verdict.expected_count, 1);
	assert_true(str_equal(judgement.verdict.expected[0], str_of("192.0.2.1")));
	assert_int_equal(judgement.verdict.actual_count, 0);
	arena_free(arena);
}

static void test_the_verdict_carries_code_and_ttl_of_the_answer(void **state)
{
	struct arena *arena = arena_new();
	const struct expectation *expectation = canned_expectation(
		arena, &(struct canned_declared){ .values = "192.0.2.1" });
	const struct target target = canned_target(arena, "192.0.2.53", true);
	struct evidence_item item = { .target = &target };
	struct judgement judgement = { .scratch = arena };

	(void)state;
	item.answer = canned_answer(arena, "www.test.", "A", "aa", WWW(77, "192.0.2.1"));
	match_judge(&judgement, expectation, &item, MATCH_ALIAS_DIFFERS);
	assert_true(judgement.verdict.has_ttl);
	assert_int_equal(judgement.verdict.ttl, 77);
	assert_int_equal(judgement.verdict.rcode, RCODE_NOERROR);
	item.answer = canned_answer(arena, "www.test.", "A", "BADVERS", "");
	match_judge(&judgement, expectation, &item, MATCH_ALIAS_DIFFERS);
	assert_false(judgement.verdict.has_ttl);
	assert_int_equal(judgement.verdict.rcode, RCODE_BADVERS);
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_served_as_declared_is_ok),
		cmocka_unit_test(test_response_codes_tell_drift_from_unknown),
		cmocka_unit_test(test_servers_of_the_zone_must_have_authority),
		cmocka_unit_test(test_ttls_are_exact_with_authority_and_else_a_maximum),
		cmocka_unit_test(test_what_is_no_reply_is_judged_first),
		cmocka_unit_test(test_the_verdict_carries_code_and_ttl_of_the_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
