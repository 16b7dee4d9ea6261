#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/str.h"
#include "query/walk_reply.h"
#include "reply.h"

static const struct name test_zone = { (const uint8_t *)"\4test", 6 };
static const struct name z_test = { (const uint8_t *)"\1z\4test", 8 };
static const struct name a_z_test = { (const uint8_t *)"\1a\1z\4test", 10 };
static const struct name other = { (const uint8_t *)"\5other", 7 };

/*
 * A reply in words, asked for a.z.test. NS as of a server of test.: "AA", "TC", "NXDOMAIN" ... set flags; else
 * section, owner, type: "an:q:NS" is an NS record of the question's name in the answer section, "au:t:SOA" one
 * in the authority section; owners are q, z (above it), t (the zone), r (the root), o (another).
 */
struct row {
	const char *why;
	const char *words;
	enum walk_finding finding;
	uint16_t rcode;
	const struct name *target;
};

/* clang-format off */
static const struct row rows[] = {
	{ "an answer", "AA an:q:NS", WALK_FINDING_ANSWER, 0, NULL },
	{ "an answer without authority", "an:q:NS", WALK_FINDING_NOT_AUTHORITATIVE, 0, NULL },
	{ "records of others are no answer", "AA an:z:NS au:t:SOA", WALK_FINDING_NOT_AUTHORITATIVE, 0, NULL },
	{ "an alias", "AA an:q:CNAME", WALK_FINDING_ALIAS, 0, &other },
	{ "an alias without authority", "an:q:CNAME", WALK_FINDING_NOT_AUTHORITATIVE, 0, NULL },
	{ "an alias and what it leads to", "AA an:q:CNAME an:o:NS", WALK_FINDING_ALIAS, 0, &other },
	{ "an alias that leads to nothing", "AA NXDOMAIN an:q:CNAME au:t:SOA", WALK_FINDING_ALIAS, 0, &other },
	{ "the records before an alias", "AA an:q:CNAME an:q:NS", WALK_FINDING_ANSWER, 0, NULL },
	{ "a referral to the name", "au:q:NS", WALK_FINDING_REFERRAL, 0, &a_z_test },
	{ "a referral on the way", "au:z:NS", WALK_FINDING_REFERRAL, 0, &z_test },
	{ "a referral of a server that sets AA", "AA au:z:NS", WALK_FINDING_REFERRAL, 0, &z_test },
	{ "the first of two referrals", "au:z:NS au:q:NS", WALK_FINDING_REFERRAL, 0, &z_test },
	{ "a referral to the zone itself", "au:t:NS", WALK_FINDING_NOT_AUTHORITATIVE, 0, NULL },
	{ "a referral to the root", "au:r:NS", WALK_FINDING_NOT_AUTHORITATIVE, 0, NULL },
	{ "a referral elsewhere", "au:o:NS", WALK_FINDING_NOT_AUTHORITATIVE, 0, NULL },
	{ "NS in the additional section refer to nothing", "ad:z:NS", WALK_FINDING_NOT_AUTHORITATIVE, 0, NULL },
	{ "no data", "AA au:t:SOA", WALK_FINDING_NODATA, 0, NULL },
	{ "no data and the NS of the zone", "AA au:t:SOA au:t:NS", WALK_FINDING_NODATA, 0, NULL },
	{ "NS and SOA: no referral", "AA au:z:NS au:z:SOA", WALK_FINDING_NODATA, 0, NULL },
	{ "nothing at all with authority", "AA", WALK_FINDING_NODATA, 0, NULL },
	{ "nothing at all", "", WALK_FINDING_NOT_AUTHORITATIVE, 0, NULL },
	{ "NXDOMAIN", "AA NXDOMAIN au:t:SOA", WALK_FINDING_NXDOMAIN, RCODE_NXDOMAIN, NULL },
	{ "NXDOMAIN without authority", "NXDOMAIN au:t:SOA", WALK_FINDING_NOT_AUTHORITATIVE, RCODE_NXDOMAIN, NULL },
	{ "REFUSED", "REFUSED", WALK_FINDING_FAILURE, RCODE_REFUSED, NULL },
	{ "SERVFAIL with an answer", "AA SERVFAIL an:q:NS", WALK_FINDING_FAILURE, RCODE_SERVFAIL, NULL },
	{ "truncated", "TC au:z:NS", WALK_FINDING_TRUNCATED, 0, NULL },
};
/* clang-format on */

static const struct name *owner_of(char letter)
{
	static const struct {
		char letter;
		const struct name *name;
	} owners[] = {
		{ 'q', &a_z_test },  { 'z', &z_test }, { 't', &test_zone },
		{ 'r', &name_root }, { 'o', &other },
	};

	for (size_t i = 0; i < ARRAY_LEN(owners); i++) {
		if (owners[i].letter == letter)
			return owners[i].name;
	}
	return NULL;
}

/* True when the word is a flag or an rcode. */
static bool put_flag(struct reply *reply, struct str word)
{
	uint16_t rcode = 0;

	if (str_equal(word, str_of("AA"))) {
		reply_flag(reply, FLAG_AA);
	} else if (str_equal(word, str_of("TC"))) {
		reply_flag(reply, FLAG_TC);
	} else if (type_parse_rcode(word, &rcode) == ERR_OK) {
		reply_flag(reply, rcode);
	} else {
		return false;
	}
	return true;
}

static void put_word(struct reply *reply, struct str word)
{
	const enum section section = word.data[1] == 'n'   ? SECTION_ANSWER
				     : word.data[1] == 'u' ? SECTION_AUTHORITY
							   : SECTION_ADDITIONAL;
	const struct name *owner;
	uint16_t type = 0;

	if (put_flag(reply, word))
		return;
	owner = owner_of(word.data[3]);
	assert_int_equal(type_parse(str_from(word, 5), &type), ERR_OK);
	if (type == TYPE_SOA) {
		reply_put_soa(reply, section, *owner, 1);
	} else {
		reply_put(reply, section, *owner, type, other.wire, (uint16_t)other.size);
	}
}

static void make(struct reply *reply, const char *words)
{
	struct str rest = str_of(words);

	reply_begin(reply, 0);
	reply_put(reply, SECTION_QUESTION, a_z_test, TYPE_NS, NULL, 0);
	for (struct str word = str_word(&rest); word.len > 0; word = str_word(&rest))
		put_word(reply, word);
}

static void test_replies_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		static struct reply reply;
		struct walk_reply read;

		make(&reply, rows[i].words);
		walk_reply_read(reply.wire, reply.size, test_zone, a_z_test, TYPE_NS,
				&read);
		if (read.finding != rows[i].finding)
			fail_msg("%s: finding %d", rows[i].why, (int)read.finding);
		if (read.finding != WALK_FINDING_ALIAS && read.rcode != rows[i].rcode)
			fail_msg("%s: rcode %u", rows[i].why, read.rcode);
		if (rows[i].target != NULL &&
		    !name_equal(name_of(&read.target), *rows[i].target))
			fail_msg("%s: another target", rows[i].why);
	}
}

static void test_a_reply_cut_anywhere_is_unreadable(void **state)
{
	static struct reply reply;

	(void)state;
	make(&reply, "AA an:q:NS au:t:NS ad:o:NS");
	for (size_t size = MESSAGE_HEADER_SIZE; size < reply.size; size++) {
		struct walk_reply read;

		walk_reply_read(reply.wire, size, test_zone, a_z_test, TYPE_NS, &read);
		assert_int_equal(read.finding, WALK_FINDING_UNREADABLE);
	}
}

static void test_case_and_class_are_minded(void **state)
{
	static struct reply reply;
	struct walk_reply read;

	(void)state;
	make(&reply, "AA an:q:NS");
	reply.wire[MESSAGE_HEADER_SIZE + a_z_test.size + 4 + 1] ^= 0x20;
	walk_reply_read(reply.wire, reply.size, test_zone, a_z_test, TYPE_NS, &read);
	assert_int_equal(read.finding, WALK_FINDING_ANSWER);
	reply.wire[MESSAGE_HEADER_SIZE + a_z_test.size + 4 + a_z_test.size + 3] =
		CLASS_CH;
	walk_reply_read(reply.wire, reply.size, test_zone, a_z_test, TYPE_NS, &read);
	assert_int_equal(read.finding, WALK_FINDING_NOT_AUTHORITATIVE);
	make(&reply, "au:z:NS");
	reply.wire[MESSAGE_HEADER_SIZE + a_z_test.size + 4 + z_test.size + 3] = CLASS_CH;
	walk_reply_read(reply.wire, reply.size, test_zone, a_z_test, TYPE_NS, &read);
	assert_int_equal(read.finding, WALK_FINDING_NOT_AUTHORITATIVE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_replies_are_told_apart),
		cmocka_unit_test(test_a_reply_cut_anywhere_is_unreadable),
		cmocka_unit_test(test_case_and_class_are_minded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
