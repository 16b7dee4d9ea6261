#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "signer.h"

static struct arena *arena;
static struct signer_zone root;
static struct signer_zone child; /* "example." */
static struct signer_net net;

/* A root and a child, both signed; what is not there is proven by one NSEC each. */
static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	signer_zone_init(&root, arena, ".", 1);
	signer_zone_init(&child, arena, "example.", 2);
	signer_net_init(&net, arena, &root);
	signer_net_add_key(&net, &root);
	signer_net_add_ds(&net, &root, &child);
	signer_net_add_key(&net, &child);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	signer_zone_end(&root);
	signer_zone_end(&child);
	arena_free(arena);
	return 0;
}

static void expect(const char *qname, uint16_t qtype, enum validate_status status,
		   const char *part)
{
	struct validate_result result;

	signer_net_judge(&net, qname, qtype, &result);
	if (result.status != status || strstr(result.why, part) == NULL) {
		fail_msg("%s %u: %s (%s), wanted %s (%s)", qname, qtype,
			 validate_status_name(result.status), result.why,
			 validate_status_name(status), part);
	}
}

static struct reply *ask(const char *qname, uint16_t qtype)
{
	return signer_net_add(&net, qname, qtype);
}

static void answer(const struct signer_zone *zone, struct reply *reply, const char *owner,
		   uint16_t type, const char *records)
{
	signer_answer(arena, zone, reply, owner, type, records);
}

static void prove(const struct signer_zone *zone, struct reply *reply, const char *owner,
		  const char *nsec)
{
	signer_prove(arena, zone, reply, owner, nsec);
}

static void set_nxdomain(struct reply *reply)
{
	reply_flag(reply, RCODE_NXDOMAIN);
}

static void test_a_signed_answer_is_secure(void **state)
{
	(void)state;
	answer(&child, ask("www.example.", TYPE_A), "www.example.", TYPE_A, "192.0.2.1");
	expect("www.example.", TYPE_A, VALIDATE_SECURE, "of example.");
}

static void test_a_parent_cannot_sign_for_a_signed_child(void **state)
{
	struct signer_zone forged = child;
	struct reply *reply = ask("www.example.", TYPE_A);

	(void)state;
	forged.pair = root.pair;
	answer(&forged, reply, "www.example.", TYPE_A, "192.0.2.1");
	expect("www.example.", TYPE_A, VALIDATE_BOGUS, "does not fit the records");
}

static void test_a_signer_that_is_no_zone_is_bogus(void **state)
{
	struct signer_zone inner;

	(void)state;
	signer_zone_init(&inner, arena, "sub.example.", 3);
	prove(&child, ask("sub.example.", TYPE_DS), "sub.example.",
	      "z.example. A RRSIG NSEC");
	answer(&inner, ask("www.sub.example.", TYPE_A), "www.sub.example.", TYPE_A,
	       "192.0.2.1");
	expect("www.sub.example.", TYPE_A, VALIDATE_BOGUS,
	       "is signed by sub.example., which is no zone");
	signer_zone_end(&inner);
}

static void test_a_delegation_without_ds_is_insecure(void **state)
{
	(void)state;
	prove(&child, ask("sub.example.", TYPE_DS), "sub.example.",
	      "z.example. NS RRSIG NSEC");
	answer(NULL, ask("www.sub.example.", TYPE_A), "www.sub.example.", TYPE_A,
	       "192.0.2.1");
	expect("www.sub.example.", TYPE_A, VALIDATE_INSECURE,
	       "example. delegates sub.example. without a DS");
}

static void test_a_denial_of_ds_by_the_child_itself_is_bogus(void **state)
{
	struct signer_zone inner;

	(void)state;
	signer_zone_init(&inner, arena, "sub.example.", 3);
	prove(&inner, ask("sub.example.", TYPE_DS), "sub.example.",
	      "z.sub.example. NS SOA RRSIG NSEC");
	answer(NULL, ask("www.sub.example.", TYPE_A), "www.sub.example.", TYPE_A,
	       "192.0.2.1");
	expect("www.sub.example.", TYPE_A, VALIDATE_BOGUS,
	       "no proof that there is no DS");
	signer_zone_end(&inner);
}

static void test_a_ds_of_unknown_algorithms_only_is_insecure(void **state)
{
	static const char digest[] =
		"0000000000000000000000000000000000000000000000000000"
		"000000000000";
	char records[256];
	struct validate_result result;

	(void)state;
	(void)snprintf(records, sizeof(records), "1 200 2 %s|1 15 9 %s", digest, digest);
	answer(&child, ask("sub.example.", TYPE_DS), "sub.example.", TYPE_DS, records);
	answer(NULL, ask("www.sub.example.", TYPE_A), "www.sub.example.", TYPE_A,
	       "192.0.2.1");
	expect("www.sub.example.", TYPE_A, VALIDATE_INSECURE,
	       "unsupported algorithms only: 200 with digest 2, ED25519 with digest 9");
	signer_net_judge(&net, "www.sub.example.", TYPE_A, &result);
	assert_true(result.is_unsupported);
}

static void test_nodata_needs_its_proof(void **state)
{
	struct reply *reply;

	(void)state;
	reply = ask("www.example.", TYPE_TXT);
	prove(&child, reply, "www.example.", "x.example. A RRSIG NSEC");
	expect("www.example.", TYPE_TXT, VALIDATE_SECURE, "NSEC of the name without");
	reply = ask("www.example.", TYPE_MX);
	prove(&child, reply, "www.example.", "x.example. MX RRSIG NSEC");
	expect("www.example.", TYPE_MX, VALIDATE_BOGUS, "the NSEC lists the type");
	prove(&child, ask("www.example.", TYPE_DS), "www.example.",
	      "x.example. A RRSIG NSEC");
	(void)ask("www.example.", TYPE_SRV);
	expect("www.example.", TYPE_SRV, VALIDATE_BOGUS, "no proof that there is no SRV");
}

static void test_nxdomain_needs_both_proofs(void **state)
{
	struct reply *reply = ask("b.example.", TYPE_A);

	(void)state;
	set_nxdomain(reply);
	prove(&child, reply, "a.example.", "c.example. A RRSIG NSEC");
	expect("b.example.", TYPE_A, VALIDATE_BOGUS, "no NSEC covers the wildcard");
	prove(&child, reply, "example.", "a.example. NS SOA RRSIG NSEC");
	expect("b.example.", TYPE_A, VALIDATE_SECURE, "the name and the wildcard");
}

/* RFC 9824: one NSEC at the name itself, with NOERROR, or NXDOMAIN where CO was set. */
static void test_compact_denial_is_secure(void **state)
{
	struct reply *reply = ask("nx.example.", TYPE_A);

	(void)state;
	prove(&child, reply, "nx.example.", "\\000.nx.example. RRSIG NSEC TYPE128");
	expect("nx.example.", TYPE_A, VALIDATE_SECURE, "NXNAME: the name does not exist");
	set_nxdomain(reply);
	expect("nx.example.", TYPE_A, VALIDATE_SECURE, "NXNAME: the name does not exist");
	reply = ask("here.example.", TYPE_A);
	prove(&child, reply, "here.example.", "\\000.here.example. RRSIG NSEC");
	expect("here.example.", TYPE_A, VALIDATE_SECURE, "NSEC of the name without");
	set_nxdomain(reply);
	expect("here.example.", TYPE_A, VALIDATE_BOGUS,
	       "no proof that the name does not exist");
}

/* A wildcard's record: signed as of *.example., shown at another owner. */
static struct reply *ask_wildcard(const char *qname)
{
	const struct signed_set source =
		signer_set(arena, "*.example.", TYPE_A, "192.0.2.9");
	const struct dnssec_bytes rrsig = signer_sign(&child, &source);
	struct reply *reply = ask(qname, TYPE_A);
	const struct name owner = signer_name(arena, qname);

	reply_put(reply, SECTION_ANSWER, owner, TYPE_A, source.rdata[0].data,
		  (uint16_t)source.rdata[0].size);
	reply_put(reply, SECTION_ANSWER, owner, TYPE_RRSIG, rrsig.data,
		  (uint16_t)rrsig.size);
	return reply;
}

static void test_a_wildcard_needs_the_proof_that_nothing_is_closer(void **state)
{
	struct reply *reply = ask_wildcard("b.example.");

	(void)state;
	expect("b.example.", TYPE_A, VALIDATE_BOGUS,
	       "nothing is closer than the wildcard");
	prove(&child, reply, "a.example.", "c.example. A RRSIG NSEC");
	expect("b.example.", TYPE_A, VALIDATE_SECURE, "signed by");
	reply = ask_wildcard("x.b.example.");
	prove(&child, reply, "w.b.example.", "y.b.example. A RRSIG NSEC");
	expect("x.b.example.", TYPE_A, VALIDATE_BOGUS, "a name closer than the wildcard");
}

/* The proof for a wildcard's alias stands beside that of the zone where the alias leads. */
static void test_the_deepest_signer_of_proofs_counts(void **state)
{
	const struct signed_set source =
		signer_set(arena, "*.", TYPE_CNAME, "nx.example.");
	const struct dnssec_bytes rrsig = signer_sign(&root, &source);
	struct reply *reply = ask("b.", TYPE_A);
	const struct name owner = signer_name(arena, "b.");

	(void)state;
	reply_put(reply, SECTION_ANSWER, owner, TYPE_CNAME, source.rdata[0].data,
		  (uint16_t)source.rdata[0].size);
	reply_put(reply, SECTION_ANSWER, owner, TYPE_RRSIG, rrsig.data,
		  (uint16_t)rrsig.size);
	prove(&root, reply, "a.", "c. TXT RRSIG NSEC");
	prove(&child, reply, "nx.example.", "z.example. TXT RRSIG NSEC");
	expect("b.", TYPE_A, VALIDATE_SECURE, "");
}

static void test_a_dname_of_a_wildcard_is_bogus(void **state)
{
	const struct signed_set source =
		signer_set(arena, "*.example.", TYPE_DNAME, "new.example.");
	const struct dnssec_bytes rrsig = signer_sign(&child, &source);
	struct reply *reply = ask("x.b.example.", TYPE_A);
	const struct name owner = signer_name(arena, "b.example.");

	(void)state;
	reply_put(reply, SECTION_ANSWER, owner, TYPE_DNAME, source.rdata[0].data,
		  (uint16_t)source.rdata[0].size);
	reply_put(reply, SECTION_ANSWER, owner, TYPE_RRSIG, rrsig.data,
		  (uint16_t)rrsig.size);
	answer(&child, reply, "x.new.example.", TYPE_A, "192.0.2.1");
	prove(&child, reply, "a.example.", "c.example. A RRSIG NSEC");
	expect("x.b.example.", TYPE_A, VALIDATE_BOGUS, "the DNAME comes of a wildcard");
}

static void test_a_deeper_anchor_leaves_out_who_signs_above_it(void **state)
{
	struct reply *reply = ask("www.example.", TYPE_TXT);

	(void)state;
	assert_int_equal(dnssec_read_ds(signer_ds(&child), &net.anchor.ds), ERR_OK);
	net.anchor.zone = child.name;
	prove(&root, reply, "example.", "f. NS RRSIG NSEC");
	expect("www.example.", TYPE_TXT, VALIDATE_INDETERMINATE,
	       "www.example. DS could not be had");
	prove(&child, reply, "www.example.", "z.example. A RRSIG NSEC");
	expect("www.example.", TYPE_TXT, VALIDATE_SECURE, "NSEC of the name without");
}

static void test_aliases_are_followed_and_the_worst_counts(void **state)
{
	struct reply *reply = ask("a.example.", TYPE_A);
	struct signer_zone bad = child;

	(void)state;
	bad.is_bad = true;
	answer(&child, reply, "a.example.", TYPE_CNAME, "b.example.");
	answer(&child, reply, "b.example.", TYPE_CNAME, "c.example.");
	answer(&child, reply, "c.example.", TYPE_A, "192.0.2.1");
	expect("a.example.", TYPE_A, VALIDATE_SECURE, "signed by");
	reply = ask("d.example.", TYPE_A);
	answer(&bad, reply, "d.example.", TYPE_CNAME, "c.example.");
	answer(&child, reply, "c.example.", TYPE_A, "192.0.2.1");
	expect("d.example.", TYPE_A, VALIDATE_BOGUS, "RRSIG of CNAME by");
	reply = ask("e.example.", TYPE_A);
	answer(&child, reply, "e.example.", TYPE_CNAME, "c.example.");
	answer(&bad, reply, "c.example.", TYPE_A, "192.0.2.1");
	expect("e.example.", TYPE_A, VALIDATE_BOGUS, "RRSIG of A by");
	reply = ask("f.example.", TYPE_A);
	answer(&child, reply, "f.example.", TYPE_CNAME, "www.example.");
	prove(&child, reply, "www.example.", "x.example. TXT RRSIG NSEC");
	expect("f.example.", TYPE_A, VALIDATE_SECURE, "");
}

static void test_aliases_in_a_circle_end(void **state)
{
	struct reply *reply = ask("a.example.", TYPE_A);

	(void)state;
	answer(&child, reply, "a.example.", TYPE_CNAME, "b.example.");
	answer(&child, reply, "b.example.", TYPE_CNAME, "a.example.");
	expect("a.example.", TYPE_A, VALIDATE_BOGUS, "too many aliases");
}

static void test_a_dname_vouches_for_the_cname_that_it_makes_only(void **state)
{
	struct reply *reply = ask("x.old.example.", TYPE_A);

	(void)state;
	answer(&child, reply, "old.example.", TYPE_DNAME, "new.example.");
	answer(NULL, reply, "x.old.example.", TYPE_CNAME, "x.new.example.");
	answer(&child, reply, "x.new.example.", TYPE_A, "192.0.2.1");
	expect("x.old.example.", TYPE_A, VALIDATE_SECURE, "signed by");
	reply = ask("y.old.example.", TYPE_A);
	answer(&child, reply, "old.example.", TYPE_DNAME, "new.example.");
	answer(NULL, reply, "y.old.example.", TYPE_CNAME, "evil.example.");
	answer(&child, reply, "evil.example.", TYPE_A, "192.0.2.1");
	expect("y.old.example.", TYPE_A, VALIDATE_BOGUS, "not what the DNAME makes");
	reply = ask("z.old.example.", TYPE_CNAME);
	answer(&child, reply, "old.example.", TYPE_DNAME, "new.example.");
	answer(NULL, reply, "z.old.example.", TYPE_CNAME, "z.new.example.");
	expect("z.old.example.", TYPE_CNAME, VALIDATE_SECURE, "signed by");
}

static void test_what_cannot_be_judged_is_indeterminate(void **state)
{
	struct reply *reply = ask("fail.example.", TYPE_A);

	(void)state;
	reply_flag(reply, RCODE_SERVFAIL);
	expect("fail.example.", TYPE_A, VALIDATE_INDETERMINATE, "the reply is SERVFAIL");
	(void)ask("www.example.", TYPE_RRSIG);
	expect("www.example.", TYPE_RRSIG, VALIDATE_INDETERMINATE,
	       "not signed themselves");
	reply = ask("cut.example.", TYPE_A);
	reply_flag(reply, FLAG_TC);
	expect("cut.example.", TYPE_A, VALIDATE_INDETERMINATE, "truncated");
	reply = ask("down.example.", TYPE_A);
	answer(NULL, reply, "down.example.", TYPE_A, "192.0.2.1");
	expect("down.example.", TYPE_A, VALIDATE_INDETERMINATE,
	       "down.example. DS could not be had: timed out");
}

static void test_another_anchor_says_nothing_or_that_the_keys_are_wrong(void **state)
{
	static const uint8_t digest[32] = { 0 };

	(void)state;
	answer(&child, ask("www.example.", TYPE_A), "www.example.", TYPE_A, "192.0.2.1");
	net.anchor.zone = signer_name(arena, "other.");
	expect("www.example.", TYPE_A, VALIDATE_INDETERMINATE,
	       "no trust anchor is above example.");
	net.anchor.zone = signer_name(arena, "example.");
	expect("www.example.", TYPE_A, VALIDATE_BOGUS, "no DNSKEY fits the DS (DS of");
	net.anchor.zone = name_root;
	net.anchor.ds.digest = (struct dnssec_bytes){ digest, sizeof(digest) };
	expect("www.example.", TYPE_A, VALIDATE_BOGUS, "no DNSKEY fits the DS (DS of");
}

static void test_a_name_of_many_labels_asks_a_bounded_number_of_questions(void **state)
{
	char name[256];
	struct text text;
	struct validate_result result;

	(void)state;
	text_init(&text, name, sizeof(name));
	for (int i = 0; i < 100; i++)
		text_add_cstr(&text, "a.");
	text_add_cstr(&text, "example.");
	for (size_t i = 0; i < 54; i++) {
		const char *suffix = name + 2 * (99 - i);

		prove(&child, ask(suffix, TYPE_DS), suffix, "z.example. A RRSIG NSEC");
	}
	answer(NULL, ask(name, TYPE_A), name, TYPE_A, "192.0.2.1");
	signer_net_judge(&net, name, TYPE_A, &result);
	assert_int_equal(result.status, VALIDATE_INDETERMINATE);
	assert_true(result.questions <= VALIDATE_QUESTIONS_MAX);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(test_a_signed_answer_is_secure),
		CASE(test_a_parent_cannot_sign_for_a_signed_child),
		CASE(test_a_signer_that_is_no_zone_is_bogus),
		CASE(test_a_delegation_without_ds_is_insecure),
		CASE(test_a_denial_of_ds_by_the_child_itself_is_bogus),
		CASE(test_a_ds_of_unknown_algorithms_only_is_insecure),
		CASE(test_nodata_needs_its_proof),
		CASE(test_nxdomain_needs_both_proofs),
		CASE(test_compact_denial_is_secure),
		CASE(test_a_wildcard_needs_the_proof_that_nothing_is_closer),
		CASE(test_the_deepest_signer_of_proofs_counts),
		CASE(test_a_dname_of_a_wildcard_is_bogus),
		CASE(test_a_deeper_anchor_leaves_out_who_signs_above_it),
		CASE(test_aliases_are_followed_and_the_worst_counts),
		CASE(test_aliases_in_a_circle_end),
		CASE(test_a_dname_vouches_for_the_cname_that_it_makes_only),
		CASE(test_what_cannot_be_judged_is_indeterminate),
		CASE(test_another_anchor_says_nothing_or_that_the_keys_are_wrong),
		CASE(test_a_name_of_many_labels_asks_a_bounded_number_of_questions),
	};
#undef CASE

	return cmocka_run_group_tests(tests, NULL, NULL);
}
