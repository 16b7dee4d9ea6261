#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "report/lookup_reply.h"
#include "shown.h"

static struct lookup_reply read_reply(const char *wire, size_t size, bool is_strict)
{
	struct lookup_reply reply;

	lookup_reply_read((const uint8_t *)wire, size, is_strict, &reply);
	return reply;
}

static void test_a_good_reply_is_read_whole(void **state)
{
	struct lookup_reply reply = read_reply(SHOWN_REPLY, SHOWN_REPLY_SIZE, true);

	(void)state;
	assert_null(reply.fault);
	assert_int_equal(reply.readable, 2);
	assert_int_equal(reply.rcode, 0);
	assert_int_equal(reply.left_over, 0);
	assert_false(reply.is_odd);
	reply = read_reply(SHOWN_REPLY "xyz", SHOWN_REPLY_SIZE + 3, true);
	assert_null(reply.fault);
	assert_int_equal(reply.left_over, 3);
}

static void test_every_cut_is_a_cut_and_keeps_what_came_before(void **state)
{
	(void)state;
	for (size_t size = 0; size < SHOWN_REPLY_SIZE; size++) {
		struct lookup_reply reply = read_reply(SHOWN_REPLY, size, true);

		if (reply.fault == NULL || !reply.is_cut ||
		    reply.readable != (size >= SHOWN_QUERY_SIZE)) {
			fail_msg("%zu bytes: %s, %zu readable", size, reply.fault,
				 reply.readable);
		}
	}
	/* The owner of the cut record was read, its ten bytes and two of its data were not. */
	assert_int_equal(read_reply(SHOWN_REPLY, 24, true).left_over, 3);
	assert_int_equal(read_reply(SHOWN_REPLY, 33, true).left_over, 2);
}

static void test_rdata_that_breaks_its_format_is_a_fault_to_dig_only(void **state)
{
	/* The size of the data is at byte 30. */
	static const struct {
		uint8_t size;
		const char *fault;
	} rows[] = { { 3, "unexpected end of input" }, { 5, "extra input data" } };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char wire[SHOWN_REPLY_SIZE + 1] = SHOWN_REPLY;
		size_t size = 31 + rows[i].size;
		struct lookup_reply reply;

		wire[30] = (char)rows[i].size;
		reply = read_reply(wire, size, true);
		assert_string_equal(reply.fault, rows[i].fault);
		assert_int_equal(reply.readable, 1);
		reply = read_reply(wire, size, false);
		assert_null(reply.fault);
		assert_int_equal(reply.readable, 2);
	}
}

static void test_a_reply_may_be_whole_and_odd(void **state)
{
	static const struct {
		const char *wire;
		size_t size;
		const char *why;
	} rows[] = {
		{ "\0\1\x85\x80\0\2\0\0\0\0\0\0\1a\0\0\1\0\1\1a\0\0\1\0\1", 26,
		  "two questions" },
		{ "\0\1\x85\x80\0\1\0\1\0\0\0\0\1a\0\0\1\0\1\xC0\x0C\0\x10\0\3\0\0\0\0\0\2\1x",
		  33, "a record of another class" },
		{ "\0\1\x85\x80\0\1\0\0\0\0\0\2\1a\0\0\1\0\1\0\0\x29\4\xD0\0\0\0\0\0\0"
		  "\0\0\x29\4\xD0\0\0\0\0\0\0",
		  41, "two OPT records" },
		{ "\0\1\x85\x80\0\1\0\1\0\0\0\0\1a\0\0\1\0\1\0\0\x29\4\xD0\0\0\0\0\0\0",
		  30, "an OPT record in the answer" },
		{ "\0\1\x85\x80\0\1\0\0\0\0\0\1\1a\0\0\1\0\1\1x\0\0\x29\4\xD0\0\0\0\0\0\0",
		  32, "an OPT record with a name" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct lookup_reply reply = read_reply(rows[i].wire, rows[i].size, true);

		if (reply.fault != NULL || !reply.is_odd)
			fail_msg("%s: %s", rows[i].why, reply.fault);
	}
	/* With two OPT records the first counts and only it stands apart. */
	assert_true(read_reply(rows[2].wire, rows[2].size, true).edns.is_present);
	assert_false(read_reply(rows[3].wire, rows[3].size, true).edns.is_present);
	assert_false(read_reply(rows[4].wire, rows[4].size, true).edns.is_present);
}

static void test_a_cookie_is_judged_by_what_was_sent(void **state)
{
	static const char query[] = "\0\1\1\0\0\1\0\0\0\0\0\1\1a\0\0\1\0\1"
				    "\0\0\x29\4\xD0\0\0\0\0\0\x0C\0\x0A\0\x08"
				    "abcdefgh";
	static const struct {
		const char *data;
		uint16_t size;
		const char *verdict;
	} rows[] = {
		{ "abcdefghSERVERCK", 16, "good" },
		{ "abcdefgh", 8, "echoed" },
		{ "xbcdefghSERVERCK", 16, "bad" },
		{ "abc", 3, "bad" },
	};
	const struct edns_option none = { .code = EDNS_COOKIE };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct edns_option cookie = {
			.code = EDNS_COOKIE,
			.data = (const uint8_t *)rows[i].data,
			.size = rows[i].size,
		};

		assert_string_equal(lookup_reply_cookie(&cookie, (const uint8_t *)query,
							sizeof(query) - 1),
				    rows[i].verdict);
	}
	assert_null(lookup_reply_cookie(&none, NULL, 0));
	assert_null(lookup_reply_cookie(&none, (const uint8_t *)SHOWN_QUERY,
					SHOWN_QUERY_SIZE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_good_reply_is_read_whole),
		cmocka_unit_test(test_every_cut_is_a_cut_and_keeps_what_came_before),
		cmocka_unit_test(
			test_rdata_that_breaks_its_format_is_a_fault_to_dig_only),
		cmocka_unit_test(test_a_reply_may_be_whole_and_odd),
		cmocka_unit_test(test_a_cookie_is_judged_by_what_was_sent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
