#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/num.h"
#include "base/str.h"
#include "query/transfer_order.h"
#include "reply.h"

enum { ID = 0x1234 };

static const struct name zone = { (const uint8_t *)"\4zone", 6 };
static const struct name child = { (const uint8_t *)"\1a\4zone", 8 };

/*
 * A transfer in words: "7" is the zone's SOA of that serial, "a" a record, "s" a SOA of another owner,
 * "x" a SOA that is broken, "c" a record of class CH, "t" a record in the additional section; "|" ends a message.
 */
struct story {
	const char *why;
	const char *stream;
	uint32_t old_serial; /* 0: AXFR */
	enum transfer_end end;
	const char *sentence;
	unsigned messages; /* read */
	unsigned records;
	bool is_incremental;
};

/* clang-format off */
static const struct story stories[] = {
	{ "a zone in one message", "7 a a 7", 0, TRANSFER_COMPLETE, "", 1, 4, false },
	{ "a record a message", "7 | a | a | 7", 0, TRANSFER_COMPLETE, "", 4, 4, false },
	{ "only SOA", "7 7", 0, TRANSFER_COMPLETE, "", 1, 2, false },
	{ "the SOA of another owner is a record", "7 s a 7", 0, TRANSFER_COMPLETE, "", 1, 4, false },
	{ "messages that are empty in between", "7 | | a | | 7", 0, TRANSFER_COMPLETE, "", 5, 3, false },
	{ "records of other sections do not count", "7 a t | 7 t", 0, TRANSFER_COMPLETE, "", 2, 3, false },
	{ "what comes after the end is not read", "7 a 7 | a", 0, TRANSFER_COMPLETE, "", 1, 3, false },
	{ "an empty answer", "", 0, TRANSFER_NO_SOA, "the answer is empty", 1, 0, false },
	{ "no SOA at first", "a 7 7", 0, TRANSFER_NO_SOA, "the first record is not the SOA of the zone", 1, 1, false },
	{ "another SOA at first", "s 7 7", 0, TRANSFER_NO_SOA, "the first record is not the SOA of the zone", 1, 1, false },
	{ "a SOA in the middle", "7 a 8 a 7", 0, TRANSFER_MALFORMED, "a SOA of serial 8 among the records of serial 7", 1, 3, false },
	{ "two SOA at once", "7 8 a 7", 0, TRANSFER_MALFORMED, "a SOA of serial 8 among the records of serial 7", 1, 2, false },
	{ "records behind the end", "7 a 7 a", 0, TRANSFER_MALFORMED, "records behind the last SOA", 1, 4, false },
	{ "three SOA", "7 a 7 7", 0, TRANSFER_MALFORMED, "records behind the last SOA", 1, 4, false },
	{ "a broken SOA", "7 | x", 0, TRANSFER_MALFORMED, "message 2 has a broken SOA", 2, 2, false },
	{ "another class", "7 c 7", 0, TRANSFER_MISMATCH, "message 1 has a record of class 3", 1, 2, false },

	{ "IXFR: nothing new", "7", 7, TRANSFER_CURRENT, "", 1, 1, false },
	{ "IXFR: ours is newer", "6", 7, TRANSFER_CURRENT, "", 1, 1, false },
	{ "IXFR: ours is newer, around the circle", "4294967295", 1, TRANSFER_CURRENT, "", 1, 1, false },
	{ "IXFR: newer, around the circle", "1 | a | 1", 4294967295, TRANSFER_COMPLETE, "", 3, 3, false },
	{ "IXFR: the zone whole", "7 a a 7", 6, TRANSFER_COMPLETE, "", 1, 4, false },
	{ "IXFR: the zone whole, a record a message", "7 | a | a | 7", 6, TRANSFER_COMPLETE, "", 4, 4, false },
	{ "IXFR: the zone whole, though ours is newer", "7 a 7", 9, TRANSFER_COMPLETE, "", 1, 3, false },
	{ "IXFR: one version", "7 6 a 7 a 7", 6, TRANSFER_COMPLETE, "", 1, 6, true },
	{ "IXFR: nothing deleted, nothing added", "7 6 7 7", 6, TRANSFER_COMPLETE, "", 1, 4, true },
	{ "IXFR: three versions", "7 4 a 5 a 5 a 6 a a 6 7 7", 4, TRANSFER_COMPLETE, "", 1, 13, true },
	{ "IXFR: three versions, a record a message", "7|4|a|5|a|5|a|6|a|a|6|7|7", 4, TRANSFER_COMPLETE, "", 13, 13, true },
	{ "IXFR: from another version than ours", "7 5 a 7 a 7", 6, TRANSFER_MALFORMED, "the differences begin at serial 5, not at 6", 1, 2, false },
	{ "IXFR: from a version to itself", "7 4 4 4 7 7", 4, TRANSFER_MALFORMED, "differences lead from serial 4 to 4, which is not newer", 1, 3, true },
	{ "IXFR: from a version to an older one", "7 4 a 3 7 7", 4, TRANSFER_MALFORMED, "differences lead from serial 4 to 3, which is not newer", 1, 4, true },
	{ "IXFR: around the circle", "1 4294967295 a 1 a 1", 4294967295, TRANSFER_COMPLETE, "", 1, 6, true },
	{ "IXFR: a version is left out", "7 4 a 5 a 6 a 7 a 7", 4, TRANSFER_MALFORMED, "differences up to serial 5 are followed by those from 6", 1, 6, true },
	{ "IXFR: records behind the end", "7 6 a 7 a 7 a", 6, TRANSFER_MALFORMED, "records behind the last SOA", 1, 7, true },
	{ "IXFR: an empty answer", "", 6, TRANSFER_NO_SOA, "the answer is empty", 1, 0, false },
};
/* clang-format on */

static void put_word(struct reply *reply, struct str word)
{
	static const uint8_t ip[] = { 192, 0, 2, 1 };
	uint32_t serial = 0;
	size_t before = reply->size;

	if (num_parse_u32(word, 0, UINT32_MAX, &serial) == ERR_OK) {
		reply_put_soa(reply, SECTION_ANSWER, zone, serial);
	} else if (word.data[0] == 's') {
		reply_put_soa(reply, SECTION_ANSWER, child, 1);
	} else if (word.data[0] == 'x') {
		reply_put(reply, SECTION_ANSWER, zone, TYPE_SOA, ip, sizeof(ip));
	} else {
		reply_put(reply,
			  word.data[0] == 't' ? SECTION_ADDITIONAL : SECTION_ANSWER,
			  child, TYPE_A, ip, sizeof(ip));
	}
	if (word.data[0] == 'c')
		wire_put_u16(reply->wire + before + child.size + 2, CLASS_CH);
}

static void begin(struct transfer_order *order, uint32_t old_serial)
{
	const struct build_query query = {
		.qname = zone,
		.qtype = old_serial == 0 ? TYPE_AXFR : TYPE_IXFR,
		.qclass = CLASS_IN,
		.ixfr_serial = old_serial,
	};

	transfer_order_init(order, &query, ID);
}

static void play(struct transfer_order *order, const struct story *story)
{
	static struct reply reply;
	struct str rest = str_of(story->stream);

	begin(order, story->old_serial);
	while (rest.data != NULL && !order->is_over) {
		struct str message = str_cut(&rest, '|');

		reply_begin(&reply, ID);
		if (order->messages == 0)
			reply_put(&reply, SECTION_QUESTION, zone, order->qtype, NULL, 0);
		for (struct str word = str_word(&message); word.len > 0;
		     word = str_word(&message))
			put_word(&reply, word);
		assert_true(transfer_order_read(order, reply.wire, reply.size));
	}
}

static void test_streams_end_as_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(stories); i++) {
		const struct story *story = &stories[i];
		struct transfer_order order;

		play(&order, story);
		if (!order.is_over || order.end != story->end ||
		    strcmp(order.why, story->sentence) != 0 ||
		    order.messages != story->messages ||
		    order.records != story->records ||
		    order.is_incremental != story->is_incremental) {
			fail_msg("%s: end %d \"%s\" after %d messages and %d records",
				 story->why, (int)order.end, order.why,
				 (int)order.messages, (int)order.records);
		}
	}
}

static void test_an_unfinished_stream_is_not_over(void **state)
{
	static const struct story rows[] = {
		{ "one SOA", "7", 0, 0, NULL, 0, 0, false },
		{ "no last SOA", "7 a a", 0, 0, NULL, 0, 0, false },
		{ "IXFR: one newer SOA", "7", 6, 0, NULL, 0, 0, false },
		{ "IXFR: no last SOA", "7 6 a 7 a", 6, 0, NULL, 0, 0, false },
		{ "IXFR: in the deleted", "7 6 a", 6, 0, NULL, 0, 0, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct transfer_order order;

		play(&order, &rows[i]);
		if (order.is_over)
			fail_msg("%s: %s", rows[i].why, order.why);
	}
}

/* One message with a question, a SOA and a record, for those who break it. */
static void make_first(struct reply *reply)
{
	reply_begin(reply, ID);
	reply_put(reply, SECTION_QUESTION, zone, TYPE_AXFR, NULL, 0);
	reply_put_soa(reply, SECTION_ANSWER, zone, 7);
	put_word(reply, str_of("a"));
}

static void test_messages_of_others_are_told_apart(void **state)
{
	static const struct {
		const char *why;
		size_t at;
		const char *sentence;
		enum transfer_end end;
		uint16_t rcode;
		uint8_t byte; /* xor */
	} rows[] = {
		{ "another id", 0, "message 1 is not a reply to our query",
		  TRANSFER_MISMATCH, 0, 1 },
		{ "a query", 2, "message 1 is not a reply to our query",
		  TRANSFER_MISMATCH, 0, 0x80 },
		{ "another opcode", 2, "message 1 is not a reply to our query",
		  TRANSFER_MISMATCH, 0, 0x20 },
		{ "REFUSED", 3, "the server said REFUSED", TRANSFER_RCODE, RCODE_REFUSED,
		  RCODE_REFUSED },
		{ "NOTAUTH", 3, "the server said NOTAUTH", TRANSFER_RCODE, RCODE_NOTAUTH,
		  RCODE_NOTAUTH },
		{ "another name", 13, "message 1 has another question", TRANSFER_MISMATCH,
		  0, 1 },
		{ "another type", 19, "message 1 has another question", TRANSFER_MISMATCH,
		  0, TYPE_AXFR ^ TYPE_IXFR },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		static struct reply reply;
		struct transfer_order order;

		make_first(&reply);
		reply.wire[rows[i].at] ^= rows[i].byte;
		begin(&order, 0);
		assert_false(transfer_order_read(&order, reply.wire, reply.size));
		assert_true(order.is_over);
		if (order.end != rows[i].end ||
		    strcmp(order.why, rows[i].sentence) != 0 ||
		    order.rcode != rows[i].rcode)
			fail_msg("%s: %s", rows[i].why, order.why);
	}
}

static void test_the_question_may_be_spelt_otherwise(void **state)
{
	static struct reply reply;
	struct transfer_order order;

	(void)state;
	make_first(&reply);
	reply.wire[13] ^= 0x20;
	begin(&order, 0);
	assert_true(transfer_order_read(&order, reply.wire, reply.size));
	assert_false(order.is_over);
}

static void test_the_first_message_needs_a_question(void **state)
{
	static struct reply reply;
	struct transfer_order order;

	(void)state;
	reply_begin(&reply, ID);
	reply_put_soa(&reply, SECTION_ANSWER, zone, 7);
	begin(&order, 0);
	assert_false(transfer_order_read(&order, reply.wire, reply.size));
	assert_int_equal(order.end, TRANSFER_MISMATCH);
}

static void test_a_later_message_may_say_an_rcode_or_be_of_another(void **state)
{
	static struct reply reply;
	struct transfer_order order;

	(void)state;
	make_first(&reply);
	begin(&order, 0);
	assert_true(transfer_order_read(&order, reply.wire, reply.size));
	reply_begin(&reply, ID);
	reply_flag(&reply, RCODE_SERVFAIL);
	assert_false(transfer_order_read(&order, reply.wire, reply.size));
	assert_int_equal(order.end, TRANSFER_RCODE);
	assert_string_equal(order.why, "the server said SERVFAIL in message 2");

	make_first(&reply);
	begin(&order, 0);
	assert_true(transfer_order_read(&order, reply.wire, reply.size));
	reply_begin(&reply, ID);
	reply_put(&reply, SECTION_QUESTION, child, TYPE_AXFR, NULL, 0);
	assert_false(transfer_order_read(&order, reply.wire, reply.size));
	assert_string_equal(order.why, "message 2 has another question");
}

/* Cut anywhere, a message is broken; never is it taken for whole. */
static void test_every_cut_message_is_malformed(void **state)
{
	static struct reply reply;

	(void)state;
	make_first(&reply);
	for (size_t size = 0; size < reply.size; size++) {
		struct transfer_order order;
		uint8_t *cut = malloc(size + 1);

		memcpy(cut, reply.wire, size);
		begin(&order, 0);
		assert_false(transfer_order_read(&order, cut, size));
		assert_true(order.is_over);
		assert_true(order.end == TRANSFER_MALFORMED ||
			    order.end == TRANSFER_MISMATCH);
		free(cut);
	}
	struct transfer_order order;

	begin(&order, 0);
	assert_false(transfer_order_read(&order, reply.wire, reply.size + 1));
	assert_string_equal(order.why, "message 1: 1 bytes behind the last record");
}

static void test_a_stream_without_end_meets_a_limit(void **state)
{
	static struct reply reply;
	struct transfer_order order;

	(void)state;
	make_first(&reply);
	begin(&order, 0);
	order.bytes_max = reply.size;
	assert_true(transfer_order_read(&order, reply.wire, reply.size));
	assert_false(order.is_over);
	reply_begin(&reply, ID);
	assert_true(transfer_order_read(&order, reply.wire, reply.size));
	assert_true(order.is_over);
	assert_int_equal(order.end, TRANSFER_LIMIT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_streams_end_as_told),
		cmocka_unit_test(test_an_unfinished_stream_is_not_over),
		cmocka_unit_test(test_messages_of_others_are_told_apart),
		cmocka_unit_test(test_the_question_may_be_spelt_otherwise),
		cmocka_unit_test(test_the_first_message_needs_a_question),
		cmocka_unit_test(test_a_later_message_may_say_an_rcode_or_be_of_another),
		cmocka_unit_test(test_every_cut_message_is_malformed),
		cmocka_unit_test(test_a_stream_without_end_meets_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
