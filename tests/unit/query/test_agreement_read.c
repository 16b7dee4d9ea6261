#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "query/agreement_read.h"
#include "said.h"

struct row {
	const char *why;
	const char *said;
	enum agreement_kind kind;
	unsigned rcode;
	unsigned rrsets;
	bool is_aa;
};

/* clang-format off */
static const struct row rows[] = {
	{ "two records are one RRset", "ab", AGREEMENT_DATA, 0, 1, true },
	{ "an alias and what it leads to outside the zone", "cz", AGREEMENT_DATA, 0, 1, true },
	{ "an alias whose end does not exist", "Nc", AGREEMENT_DATA, 0, 1, true },
	{ "no record", "-", AGREEMENT_NODATA, 0, 0, true },
	{ "no name", "N", AGREEMENT_NXDOMAIN, RCODE_NXDOMAIN, 0, true },
	{ "refused", "R", AGREEMENT_FAILURE, RCODE_REFUSED, 0, true },
	{ "refused with records is no data", "Ra", AGREEMENT_FAILURE, RCODE_REFUSED, 0, true },
	{ "a referral shows its servers", "r", AGREEMENT_REFERRAL, 0, 1, false },
	{ "data without authority", "~a", AGREEMENT_DATA, 0, 1, false },
	{ "a message that ends too early", "aX", AGREEMENT_UNREADABLE, 0, 0, true },
	{ "silence", "!", AGREEMENT_SILENT, 0, 0, false },
};
/* clang-format on */

static void test_a_reply_is_read_for_what_it_comes_to(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct row *row = &rows[i];
		struct agreement_reply reply = { .kind = AGREEMENT_KIND_COUNT };
		struct arena *arena = arena_new();
		struct said said;

		said_read(&said, arena, row->said);
		agreement_read_reply(arena, &said.asked, said.questions[0].answer,
				     &reply);
		if (reply.kind != row->kind || reply.rcode != row->rcode ||
		    reply.rrset_count != row->rrsets || reply.is_aa != row->is_aa) {
			print_error("%s: kind %d, rcode %d, %zu RRsets\n", row->why,
				    (int)reply.kind, reply.rcode, reply.rrset_count);
			fail();
		}
		arena_free(arena);
	}
}

static void test_a_question_that_was_not_asked_is_silence(void **state)
{
	struct agreement_reply reply = { .kind = AGREEMENT_DATA };
	struct arena *arena = arena_new();
	struct said said;

	(void)state;
	said_read(&said, arena, "a");
	agreement_read_reply(arena, &said.asked, NULL, &reply);
	assert_int_equal(reply.kind, AGREEMENT_SILENT);
	agreement_read_serial(&said.asked, NULL, &reply);
	assert_false(reply.has_serial);
	arena_free(arena);
}

/* More RRsets than anybody serves: too many to be compared. */
static void test_a_flood_of_rrsets_is_unreadable(void **state)
{
	struct agreement_reply reply = { .kind = AGREEMENT_DATA };
	struct arena *arena = arena_new();
	struct reply *flood = arena_alloc(arena, sizeof(*flood));
	struct said said;

	(void)state;
	said_read(&said, arena, "a");
	reply_begin(flood, 1);
	for (int type = 1000; type <= 1000 + AGREEMENT_RRSETS_MAX; type++)
		reply_put(flood, SECTION_ANSWER, said_qname, (uint16_t)type, "x", 1);
	agreement_read_reply(arena, &said.asked, said_answer(arena, flood), &reply);
	assert_int_equal(reply.kind, AGREEMENT_UNREADABLE);
	arena_free(arena);
}

static void test_signatures_are_not_compared(void **state)
{
	struct agreement_reply reply = { .kind = AGREEMENT_SILENT };
	struct arena *arena = arena_new();
	struct reply *made = arena_alloc(arena, sizeof(*made));
	struct said said;

	(void)state;
	said_read(&said, arena, "a");
	reply_begin(made, 1);
	said_add(made, 'a');
	reply_put(made, SECTION_ANSWER, said_qname, TYPE_RRSIG, "x", 1);
	agreement_read_reply(arena, &said.asked, said_answer(arena, made), &reply);
	assert_int_equal(reply.rrset_count, 1);
	said.asked.qtype = TYPE_RRSIG;
	agreement_read_reply(arena, &said.asked, said_answer(arena, made), &reply);
	assert_int_equal(reply.rrset_count, 2);
	arena_free(arena);
}

static void test_only_a_soa_above_the_name_has_its_serial(void **state)
{
	static const struct {
		const char *why;
		const struct name *owner;
		bool is_read;
	} cases[] = {
		{ "of the zone", &said_zone, true },
		{ "of another zone", &said_other, false },
		{ "of a zone above what is compared", &name_root, false },
		{ "of a name beside it", &said_sub, false },
	};
	struct arena *arena = arena_new();
	struct said said;

	(void)state;
	said_read(&said, arena, "a");
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct agreement_reply reply = { .has_serial = false };
		struct reply *made = arena_alloc(arena, sizeof(*made));

		reply_begin(made, 1);
		reply_put_soa(made, SECTION_AUTHORITY, *cases[i].owner, 77);
		agreement_read_serial(&said.asked, said_answer(arena, made), &reply);
		if (reply.has_serial != cases[i].is_read)
			fail_msg("%s", cases[i].why);
		assert_int_equal(reply.serial, cases[i].is_read ? 77 : 0);
	}
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_reply_is_read_for_what_it_comes_to),
		cmocka_unit_test(test_a_question_that_was_not_asked_is_silence),
		cmocka_unit_test(test_a_flood_of_rrsets_is_unreadable),
		cmocka_unit_test(test_signatures_are_not_compared),
		cmocka_unit_test(test_only_a_soa_above_the_name_has_its_serial),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
