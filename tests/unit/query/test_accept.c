#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "dns/build.h"
#include "dns/message.h"
#include "dns/type.h"
#include "query/accept.h"
#include "virtual/shape.h"

enum { ROOM = 65535 };

static const uint8_t qname[] = "\3WwW\7example\0";

static const struct build_query www = {
	.qname = { qname, sizeof(qname) - 1 },
	.qtype = TYPE_A,
	.qclass = CLASS_IN,
	.flags = FLAG_RD,
};

/* True when the shape of a reply to @query is accepted; else *out_reason tells. */
static bool is_accepted(const struct build_query *query, const struct shape *shape,
			bool is_case_exact, const struct cookie *cookie,
			enum drop_reason *out_reason)
{
	uint8_t sent[BUILD_SIZE_MAX];
	static uint8_t reply[ROOM];
	size_t sent_size = 0;
	size_t size;
	struct accept_want want = { .query = sent,
				    .is_case_exact = is_case_exact,
				    .cookie = cookie };
	struct edns edns;
	enum cookie_verdict verdict;

	assert_int_equal(build_message(query, sent, sizeof(sent), &sent_size), ERR_OK);
	want.question_end = shape_question_end(sent, sent_size);
	size = shape_make(shape, sent, sent_size, reply);
	return accept_reply(&want, reply, size, out_reason, &edns, &verdict);
}

static void test_a_reply_repeats_question_and_opcode(void **state)
{
	static const struct {
		struct shape shape;
		bool is_case_exact;
		bool is_accepted;
		enum drop_reason reason;
	} rows[] = {
		{ { .why = "plain" }, false, true, DROP_COUNT },
		{ { .why = "plain, case wanted" }, true, true, DROP_COUNT },
		{ { .why = "other case", .has_other_case = true },
		  false,
		  true,
		  DROP_COUNT },
		{ { .why = "other case, case wanted", .has_other_case = true },
		  true,
		  false,
		  DROP_CASE },
		{ { .why = "other name, case wanted", .has_other_name = true },
		  true,
		  false,
		  DROP_QUESTION },
		{ { .why = "other type", .has_other_type = true },
		  false,
		  false,
		  DROP_QUESTION },
		{ { .why = "a query", .flags_off = FLAG_QR }, false, false, DROP_NO_QR },
		{ { .why = "UPDATE", .opcode_xor = 5 }, false, false, DROP_OPCODE },
		{ { .why = "cut in the question", .cut = 1 },
		  false,
		  false,
		  DROP_QUESTION },
		{ { .why = "SERVFAIL, bare", .rcode = RCODE_SERVFAIL, .is_bare = true },
		  true,
		  true,
		  DROP_COUNT },
		{ { .why = "NOTAUTH, bare", .rcode = RCODE_NOTAUTH, .is_bare = true },
		  true,
		  true,
		  DROP_COUNT },
		{ { .why = "NXDOMAIN, bare", .rcode = RCODE_NXDOMAIN, .is_bare = true },
		  false,
		  false,
		  DROP_QUESTION },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		enum drop_reason reason = DROP_COUNT;

		if (is_accepted(&www, &rows[i].shape, rows[i].is_case_exact, NULL,
				&reason) != rows[i].is_accepted ||
		    reason != rows[i].reason)
			fail_msg("%s: reason %d", rows[i].shape.why, (int)reason);
	}
}

static void test_odd_questions_are_matched_too(void **state)
{
	static const uint8_t odd[] = "\7a \0\\@;\"\2\xFF.\1*\0";
	struct build_query query = www;
	const struct shape plain = { .addresses = 1 };
	const struct shape other = { .has_other_name = true };
	const struct shape bare = { .is_bare = true, .rcode = RCODE_NOERROR };
	enum drop_reason reason;

	(void)state;
	query.qname = (struct name){ odd, sizeof(odd) - 1 };
	query.qtype = 65280;
	query.qclass = 5;
	query.opcode = OPCODE_DSO;
	assert_true(is_accepted(&query, &plain, true, NULL, &reason));
	assert_false(is_accepted(&query, &other, false, NULL, &reason));
	query.qname = name_root;
	assert_true(is_accepted(&query, &plain, true, NULL, &reason));
	/* A query without a question is answered by a reply without one. */
	query.is_header_only = true;
	assert_true(is_accepted(&query, &bare, false, NULL, &reason));
}

static void test_a_question_may_not_be_hidden_behind_a_pointer(void **state)
{
	static const uint8_t sent[] = "\0\1\1\0\0\1\0\0\0\0\0\0\1a\0\0\1\0\1";
	/* The name of the question is a pointer to itself. */
	static const uint8_t loop[] = "\0\1\x81\0\0\1\0\0\0\0\0\0\xC0\14\0\1\0\1";
	const struct accept_want want = { .query = sent, .question_end = 19 };
	enum drop_reason reason = DROP_COUNT;
	struct edns edns;
	enum cookie_verdict verdict;

	(void)state;
	assert_false(
		accept_reply(&want, loop, sizeof(loop) - 1, &reason, &edns, &verdict));
	assert_int_equal(reason, DROP_QUESTION);
}

static void test_only_our_own_cookie_comes_back(void **state)
{
	static const struct cookie sent = { { 1, 2, 3, 4, 5, 6, 7, 8 }, 8 };
	static const uint8_t ours[24] = { 1, 2, 3, 4, 5, 6, 7, 8, 99 };
	static const uint8_t theirs[24] = { 8, 7, 6, 5, 4, 3, 2, 1, 99 };
	const struct shape good = { .has_opt = true, .cookie = ours, .cookie_size = 24 };
	const struct shape bad = { .has_opt = true, .cookie = theirs, .cookie_size = 24 };
	const struct shape none = { .has_opt = true };
	const struct shape bare = { .is_bare = true, .rcode = RCODE_REFUSED };
	enum drop_reason reason = DROP_COUNT;

	(void)state;
	assert_true(is_accepted(&www, &good, false, &sent, &reason));
	assert_true(is_accepted(&www, &none, false, &sent, &reason));
	assert_true(is_accepted(&www, &bare, false, &sent, &reason));
	assert_false(is_accepted(&www, &bad, false, &sent, &reason));
	assert_int_equal(reason, DROP_COOKIE);
	assert_true(is_accepted(&www, &bad, false, NULL, &reason)); /* none was sent */
}

static void test_every_cut_of_a_reply_is_judged_without_a_crash(void **state)
{
	static const struct cookie sent = { { 1, 2, 3, 4, 5, 6, 7, 8 }, 8 };
	const struct shape whole = {
		.addresses = 2, .has_opt = true, .cookie = sent.data, .cookie_size = 24
	};
	uint8_t query[BUILD_SIZE_MAX];
	static uint8_t reply[ROOM];
	size_t query_size = 0;
	size_t size;
	struct accept_want want = { .query = query, .cookie = &sent };

	(void)state;
	assert_int_equal(build_message(&www, query, sizeof(query), &query_size), ERR_OK);
	want.question_end = shape_question_end(query, query_size);
	size = shape_make(&whole, query, query_size, reply);
	for (size_t cut = MESSAGE_HEADER_SIZE; cut <= size; cut++) {
		enum drop_reason reason;
		struct edns edns;
		enum cookie_verdict verdict;
		bool is_good = accept_reply(&want, reply, cut, &reason, &edns, &verdict);

		assert_int_equal(is_good, cut >= want.question_end);
		if (is_good)
			assert_int_equal(edns.is_present, cut == size);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_reply_repeats_question_and_opcode),
		cmocka_unit_test(test_odd_questions_are_matched_too),
		cmocka_unit_test(test_a_question_may_not_be_hidden_behind_a_pointer),
		cmocka_unit_test(test_only_our_own_cookie_comes_back),
		cmocka_unit_test(test_every_cut_of_a_reply_is_judged_without_a_crash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
