#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "signer.h"

enum { TRAP_KEYS = 100, TRAP_SIGNATURES = 100 };

static struct arena *arena;
static struct signer_zone root;
static struct signer_net net;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	signer_zone_init(&root, arena, ".", 1);
	signer_net_init(&net, arena, &root);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	signer_zone_end(&root);
	arena_free(arena);
	return 0;
}

static void expect(const struct validate_result *result, enum validate_status status,
		   const char *part)
{
	if (result->status != status || strstr(result->why, part) == NULL) {
		fail_msg("%s (%s), wanted %s (%s)", validate_status_name(result->status),
			 result->why, validate_status_name(status), part);
	}
}

/* Judges an A record of the root zone that @zone signs as it is told to. */
static void judge(const struct signer_zone *zone, struct validate_result *result)
{
	signer_net_add_key(&net, &root);
	signer_prove(arena, &root, signer_net_add(&net, "www.", TYPE_DS), "www.",
		     "x. A RRSIG NSEC");
	signer_answer(arena, zone, signer_net_add(&net, "www.", TYPE_A), "www.", TYPE_A,
		      "192.0.2.1|192.0.2.2");
	signer_net_judge(&net, "www.", TYPE_A, result);
}

static void test_a_good_signature_is_secure_until_it_expires(void **state)
{
	struct validate_result result;

	(void)state;
	judge(&root, &result);
	expect(&result, VALIDATE_SECURE, "(ED25519) of .");
	assert_int_equal(result.verifications, 2);
	assert_int_equal(result.step_count, 2);
	assert_int_equal(result.steps[1].expires_in, 10 * SIGNER_DAY + 60);
	assert_int_equal(result.steps[1].key_tag, root.key.tag);
	assert_non_null(result.first_to_expire);
}

static void test_what_is_wrong_is_said(void **state)
{
	static const struct {
		int32_t inception; /* from now */
		int32_t expiration;
		int label_change;
		uint16_t tag_change;
		uint8_t algorithm;
		bool is_bad;
		const char *part;
	} rows[] = {
		{ 0, 1 - 3 * 3600, 0, 0, 15, false, "(ED25519) expired 2 h ago" },
		{ 0, 0, 0, 0, 15, false, "" },
		{ 3 * SIGNER_DAY, 4 * SIGNER_DAY, 0, 0, 15, false,
		  "is not valid for another 3 d" },
		{ 0, 60, 1, 0, 15, false, "has more labels than its owner" },
		{ 0, 60, 0, 1, 15, false, "is not among the zone's keys" },
		{ 0, 60, 0, 0, 200, false, "is of an unsupported algorithm" },
		{ 0, 60, 0, 0, 13, false, "is not among the zone's keys" },
		{ 0, 60, 0, 0, 15, true, "does not fit the records" },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct signer_zone zone;
		struct validate_result result;

		tear_down(state);
		set_up(state);
		zone = root;
		zone.inception = (uint32_t)(SIGNER_NOW + rows[i].inception);
		zone.expiration = (uint32_t)(SIGNER_NOW + rows[i].expiration);
		zone.label_change = rows[i].label_change;
		zone.tag_change = rows[i].tag_change;
		zone.algorithm = rows[i].algorithm;
		zone.is_bad = rows[i].is_bad;
		judge(&zone, &result);
		expect(&result,
		       rows[i].part[0] == '\0' ? VALIDATE_SECURE : VALIDATE_BOGUS,
		       rows[i].part);
	}
}

static void test_a_signature_of_another_zone_does_not_count(void **state)
{
	struct signer_zone zone = root;
	struct validate_result result;

	(void)state;
	zone.signer = signer_name(arena, "other.");
	judge(&zone, &result);
	expect(&result, VALIDATE_BOGUS, "is signed by other., not by .");
	assert_int_equal(result.verifications, 2); /* of DNSKEY and NSEC */
}

static void test_no_signature_is_said(void **state)
{
	struct validate_result result;

	(void)state;
	judge(NULL, &result);
	expect(&result, VALIDATE_BOGUS, "no RRSIG of A, though . is signed");
}

static void test_one_good_signature_among_bad_ones_is_enough(void **state)
{
	struct signer_zone bad = root;
	const struct signed_set set = signer_set(arena, "www.", TYPE_A, "192.0.2.1");
	struct validate_result result;
	struct reply *reply;

	(void)state;
	bad.is_bad = true;
	signer_net_add_key(&net, &root);
	reply = signer_net_add(&net, "www.", TYPE_A);
	for (int i = 0; i < 4; i++) {
		struct dnssec_bytes rrsig = signer_sign(&bad, &set);

		reply_put(reply, SECTION_ANSWER, set.owner, TYPE_RRSIG, rrsig.data,
			  (uint16_t)rrsig.size);
	}
	signer_put_set(&root, reply, SECTION_ANSWER, &set);
	signer_net_judge(&net, "www.", TYPE_A, &result);
	expect(&result, VALIDATE_SECURE, "signed by");
	assert_int_equal(result.verifications, 6);
}

/* A key that is none, with the tag of the root's: the last bytes make up for the others. */
static void make_twin(unsigned number, uint8_t rdata[SIGNER_KEY_SIZE])
{
	memcpy(rdata, root.rdata, 4);
	memset(rdata + 4, 7, SIGNER_KEY_SIZE - 4);
	wire_put_u16(rdata + 4, (uint16_t)number);
	for (unsigned end = 0; end <= UINT16_MAX; end++) {
		wire_put_u16(rdata + SIGNER_KEY_SIZE - 2, (uint16_t)end);
		if (dnssec_key_tag((struct dnssec_bytes){ rdata, SIGNER_KEY_SIZE }) ==
		    root.key.tag)
			return;
	}
}

/* The DNSKEY set of the root with a hundred keys of one tag, well signed. */
static void add_twins(void)
{
	struct dnssec_bytes rdata[TRAP_KEYS + 1];
	struct signed_set set = { .owner = name_root,
				  .type = TYPE_DNSKEY,
				  .rr_class = CLASS_IN,
				  .rdata = rdata };

	for (unsigned i = 0; i < TRAP_KEYS; i++) {
		uint8_t *twin = arena_bytes(arena, SIGNER_KEY_SIZE);

		make_twin(i, twin);
		rdata[set.count++] = (struct dnssec_bytes){ twin, SIGNER_KEY_SIZE };
		if (i == TRAP_KEYS / 10) {
			rdata[set.count++] =
				(struct dnssec_bytes){ root.rdata, SIGNER_KEY_SIZE };
		}
	}
	signer_put_set(&root, signer_net_add(&net, ".", TYPE_DNSKEY), SECTION_ANSWER,
		       &set);
}

/* CVE-2023-50387: a hundred signatures times a hundred keys of the same tag. */
static void test_keytrap_costs_few_verifications(void **state)
{
	const struct signed_set set = signer_set(arena, "www.", TYPE_A, "192.0.2.1");
	struct signer_zone bad = root;
	struct validate_result result;
	struct reply *reply;

	(void)state;
	bad.is_bad = true;
	add_twins();
	reply = signer_net_add(&net, "www.", TYPE_A);
	signer_put_set(NULL, reply, SECTION_ANSWER, &set);
	for (int i = 0; i < TRAP_SIGNATURES; i++) {
		bad.expiration++;

		struct dnssec_bytes rrsig = signer_sign(&bad, &set);

		reply_put(reply, SECTION_ANSWER, set.owner, TYPE_RRSIG, rrsig.data,
			  (uint16_t)rrsig.size);
	}
	signer_net_judge(&net, "www.", TYPE_A, &result);
	expect(&result, VALIDATE_BOGUS, "too many signatures do not fit");
	assert_true(result.verifications <= VALIDATE_FAILURES_MAX + 2);
}

static void test_many_signatures_of_one_key_cost_few_verifications(void **state)
{
	const struct signed_set set = signer_set(arena, "www.", TYPE_A, "192.0.2.1");
	struct signer_zone bad = root;
	struct validate_result result;
	struct reply *reply;

	(void)state;
	bad.is_bad = true;
	signer_net_add_key(&net, &root);
	reply = signer_net_add(&net, "www.", TYPE_A);
	for (int i = 0; i < TRAP_SIGNATURES; i++) {
		bad.expiration++;

		struct dnssec_bytes rrsig = signer_sign(&bad, &set);

		reply_put(reply, SECTION_ANSWER, set.owner, TYPE_RRSIG, rrsig.data,
			  (uint16_t)rrsig.size);
	}
	signer_put_set(&root, reply, SECTION_ANSWER, &set);
	signer_net_judge(&net, "www.", TYPE_A, &result);
	expect(&result, VALIDATE_BOGUS, "too many signatures do not fit");
	assert_int_equal(result.verifications, 1 + VALIDATE_RRSIGS_MAX);
}

/* Failures of all sets together are counted. */
static void test_failures_are_bounded_over_all_sets(void **state)
{
	struct signer_zone bad = root;
	struct validate_result result;
	struct reply *reply;

	(void)state;
	bad.is_bad = true;
	signer_net_add_key(&net, &root);
	reply = signer_net_add(&net, "www.", TYPE_ANY);
	for (uint16_t type = 65280; type < 65280 + 40; type++) {
		signer_answer(arena, &bad, reply, "www.", type, "\\# 1 00");
	}
	signer_net_judge(&net, "www.", TYPE_ANY, &result);
	assert_int_equal(result.status, VALIDATE_BOGUS);
	assert_int_equal(result.verifications, 1 + VALIDATE_FAILURES_MAX);
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		CASE(test_a_good_signature_is_secure_until_it_expires),
		CASE(test_what_is_wrong_is_said),
		CASE(test_a_signature_of_another_zone_does_not_count),
		CASE(test_no_signature_is_said),
		CASE(test_one_good_signature_among_bad_ones_is_enough),
		CASE(test_keytrap_costs_few_verifications),
		CASE(test_many_signatures_of_one_key_cost_few_verifications),
		CASE(test_failures_are_bounded_over_all_sets),
	};
#undef CASE

	return cmocka_run_group_tests(tests, NULL, NULL);
}
