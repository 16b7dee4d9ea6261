#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "dns/message.h"
#include "dns/type.h"
#include "packet.h"

/* An answer with one record in each section; all owners point to the question's name. */
static void build_answer(struct packet *packet)
{
	packet_init(packet, FLAG_QR | FLAG_RD | FLAG_RA | 3, (uint16_t[4]){ 1, 1, 1, 1 });
	packet_question(packet, "www.example.", TYPE_A);
	packet_pointer(packet, 12);
	packet_fixed(packet, TYPE_A, 300, 4);
	packet_hex(packet, "c0000201");
	packet_pointer(packet, 16);
	packet_fixed(packet, TYPE_NS, 0xFFFFFFFF, 5);
	packet_hex(packet, "026e73c010");
	packet_rr(packet, ".", TYPE_OPT, 0x8000, "");
}

static const struct {
	enum section section;
	uint16_t type;
	uint32_t ttl;
	uint16_t rdata_size;
	const char *owner;
} expected[] = {
	{ SECTION_QUESTION, TYPE_A, 0, 0, "www.example." },
	{ SECTION_ANSWER, TYPE_A, 300, 4, "www.example." },
	{ SECTION_AUTHORITY, TYPE_NS, 0xFFFFFFFF, 5, "example." },
	{ SECTION_ADDITIONAL, TYPE_OPT, 0x8000, 0, "." },
};

static void check_rr(const uint8_t *wire, size_t size, const struct message_rr *rr,
		     size_t row)
{
	struct name_buffer owner;
	char buffer[NAME_TEXT_MAX];
	struct text text;

	assert_true(row < ARRAY_LEN(expected));
	text_init(&text, buffer, sizeof(buffer));
	message_owner(wire, size, rr, &owner);
	name_print(&text, name_of(&owner));
	assert_string_equal(buffer, expected[row].owner);
	assert_int_equal(rr->section, expected[row].section);
	assert_int_equal(rr->type, expected[row].type);
	assert_int_equal(rr->rr_class, CLASS_IN);
	assert_int_equal(rr->ttl, expected[row].ttl);
	assert_int_equal(rr->rdata_size, expected[row].rdata_size);
	assert_true(rr->rdata + rr->rdata_size <= size);
}

static void test_a_walk_gives_every_record(void **state)
{
	struct packet packet;
	struct message_cursor cursor;
	struct message_rr rr;
	size_t count = 0;

	(void)state;
	build_answer(&packet);
	message_begin(&cursor, packet.wire, packet.size);
	assert_int_equal(cursor.header.id, 0x1234);
	assert_int_equal(cursor.header.counts[SECTION_AUTHORITY], 1);
	assert_int_equal(message_rcode(cursor.header.flags), RCODE_NXDOMAIN);
	while (message_next(&cursor, &rr))
		check_rr(packet.wire, packet.size, &rr, count++);
	assert_int_equal(count, ARRAY_LEN(expected));
	assert_null(cursor.fault);
	assert_int_equal(cursor.extra, 0);
	assert_false(message_next(&cursor, &rr));
}

static void test_every_cut_gives_the_records_before_it(void **state)
{
	struct packet packet;
	size_t ends[ARRAY_LEN(expected)] = { 0 };
	struct message_cursor cursor;
	struct message_rr rr;

	(void)state;
	build_answer(&packet);
	message_begin(&cursor, packet.wire, packet.size);
	for (size_t i = 0; message_next(&cursor, &rr); i++)
		ends[i] = cursor.offset;
	for (size_t size = 0; size < packet.size; size++) {
		uint8_t *exact = packet_copy(&packet, size);
		size_t count = 0;

		message_begin(&cursor, exact, size);
		while (message_next(&cursor, &rr))
			check_rr(exact, size, &rr, count++);
		assert_string_equal(cursor.fault, "unexpected end of input");
		assert_int_equal(cursor.offset, size < 12   ? 0
						: count > 0 ? ends[count - 1]
							    : 12);
		assert_true(size < ends[count]);
		assert_false(message_next(&cursor, &rr));
		free(exact);
	}
}

static void test_bytes_behind_the_records_are_counted(void **state)
{
	struct packet packet;
	struct message_cursor cursor;
	struct message_rr rr;

	(void)state;
	for (size_t extra = 0; extra <= 3; extra++) {
		packet_init(&packet, FLAG_QR | RCODE_REFUSED, (uint16_t[4]){ 0 });
		packet_bytes(&packet, "abc", extra);
		message_begin(&cursor, packet.wire, packet.size);
		assert_false(message_next(&cursor, &rr));
		assert_null(cursor.fault);
		assert_int_equal(cursor.extra, extra);
	}
}

static void test_counts_that_lie_are_a_fault(void **state)
{
	static const struct {
		uint16_t counts[4];
		size_t good;
		const char *why;
	} rows[] = {
		{ { 65535, 65535, 65535, 65535 }, 1, "far more than there is" },
		{ { 1, 1, 0, 0 }, 1, "one more than there is" },
		{ { 2, 0, 0, 0 }, 1, "a second question that is not there" },
		{ { 1, 0, 0, 65535 }, 1, "only additional records that are not there" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct packet packet;
		struct message_cursor cursor;
		struct message_rr rr;
		size_t count = 0;

		packet_init(&packet, FLAG_QR, rows[i].counts);
		packet_question(&packet, "example.", TYPE_A);
		message_begin(&cursor, packet.wire, packet.size);
		while (message_next(&cursor, &rr))
			count++;
		if (count != rows[i].good || cursor.fault == NULL)
			fail_msg("%s", rows[i].why);
		assert_int_equal(cursor.offset, packet.size);
	}
}

static void test_the_fault_names_what_is_wrong(void **state)
{
	static const struct {
		const char *hex; /* behind the header, which promises one answer */
		const char *fault;
	} rows[] = {
		{ "c00c0001000100000000000400000000", "bad compression pointer" },
		{ "c0ff0001000100000000000400000000", "bad compression pointer" },
		{ "41000001000100000000000400000000", "bad label type" },
		{ "00000100010000000000040000", "unexpected end of input" },
		{ "0000010001000000000004", "unexpected end of input" },
		{ "00000100010000", "unexpected end of input" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct packet packet;
		struct message_cursor cursor;
		struct message_rr rr = { .type = 77 };

		packet_init(&packet, FLAG_QR, (uint16_t[4]){ 0, 1, 0, 0 });
		packet_hex(&packet, rows[i].hex);
		message_begin(&cursor, packet.wire, packet.size);
		assert_false(message_next(&cursor, &rr));
		assert_string_equal(cursor.fault, rows[i].fault);
		assert_int_equal(cursor.offset, MESSAGE_HEADER_SIZE);
		assert_int_equal(rr.type, 77);
	}
}

/* The largest message: 64 KiB of records whose owners each need 128 jumps. */
static void test_a_walk_costs_bounded_work(void **state)
{
	static struct packet packet;
	struct message_cursor cursor;
	struct message_rr rr;
	size_t chain;
	size_t count = 0;

	(void)state;
	packet_init(&packet, FLAG_QR, (uint16_t[4]){ 0, 65535, 0, 0 });
	packet_hex(&packet, "00");
	packet_fixed(&packet, TYPE_TXT, 0, 2 * ((size_t)NAME_JUMPS_MAX - 1) + 1);
	chain = packet.size;
	packet_hex(&packet, "00");
	for (size_t i = 0; i + 1 < NAME_JUMPS_MAX; i++)
		packet_pointer(&packet, i == 0 ? chain : chain + 1 + 2 * (i - 1));
	while (sizeof(packet.wire) - packet.size >= 12) {
		packet_pointer(&packet, chain + 1 + 2 * ((size_t)NAME_JUMPS_MAX - 2));
		packet_fixed(&packet, TYPE_TXT, 0, 0);
	}
	message_begin(&cursor, packet.wire, packet.size);
	while (message_next(&cursor, &rr))
		count++;
	assert_int_equal(count, 1 + (sizeof(packet.wire) - 12 - 11 - 255) / 12);
}

static void test_the_question_is_recognised(void **state)
{
	static const struct {
		const char *why;
		const char *qname;
		uint16_t questions;
		uint16_t qtype;
		uint16_t qclass;
		bool folded;
		bool exact;
	} rows[] = {
		{ "the same", "www.example.", 1, TYPE_A, CLASS_IN, true, true },
		{ "another case", "www.EXAMPLE.", 1, TYPE_A, CLASS_IN, true, false },
		{ "another type", "www.example.", 1, TYPE_AAAA, CLASS_IN, false, false },
		{ "another class", "www.example.", 1, TYPE_A, CLASS_CH, false, false },
		{ "another name", "example.", 1, TYPE_A, CLASS_IN, false, false },
		{ "no question", "www.example.", 0, TYPE_A, CLASS_IN, false, false },
		{ "two questions", "www.example.", 2, TYPE_A, CLASS_IN, false, false },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct packet packet;
		struct name_buffer qname;

		packet_init(&packet, FLAG_QR,
			    (uint16_t[4]){ rows[i].questions, 0, 0, 0 });
		packet_question(&packet, "www.example.", TYPE_A);
		packet_question(&packet, "www.example.", TYPE_A);
		assert_int_equal(name_parse(str_of(rows[i].qname), NULL, &qname, NULL),
				 ERR_OK);
		if (message_has_question(packet.wire, packet.size, name_of(&qname),
					 rows[i].qtype, rows[i].qclass,
					 false) != rows[i].folded)
			fail_msg("%s", rows[i].why);
		if (message_has_question(packet.wire, packet.size, name_of(&qname),
					 rows[i].qtype, rows[i].qclass,
					 true) != rows[i].exact)
			fail_msg("exact: %s", rows[i].why);
		assert_false(message_has_question(packet.wire, 12, name_of(&qname),
						  rows[i].qtype, rows[i].qclass, false));
		assert_false(message_has_question(packet.wire, 11, name_of(&qname),
						  rows[i].qtype, rows[i].qclass, false));
	}
}

static void test_header_fields_are_cut_out(void **state)
{
	const uint8_t wire[12] = { 0, 1, 0xAD, 0xB5, 0, 2, 0, 3, 0, 4, 0xFF, 0xFF };
	struct message_header header = { .id = 77 };

	(void)state;
	assert_int_equal(message_read_header(wire, 11, &header), ERR_SYNTAX);
	assert_int_equal(header.id, 77);
	assert_int_equal(message_read_header(wire, 12, &header), ERR_OK);
	assert_int_equal(header.id, 1);
	assert_int_equal(header.flags, 0xADB5);
	assert_int_equal(message_opcode(header.flags), OPCODE_UPDATE);
	assert_int_equal(message_rcode(header.flags), RCODE_REFUSED);
	assert_int_equal(message_opcode(0x7FFF), 15);
	assert_int_equal(message_opcode(0x87FF), 0);
	assert_int_equal(header.counts[SECTION_QUESTION], 2);
	assert_int_equal(header.counts[SECTION_ANSWER], 3);
	assert_int_equal(header.counts[SECTION_AUTHORITY], 4);
	assert_int_equal(header.counts[SECTION_ADDITIONAL], 65535);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_walk_gives_every_record),
		cmocka_unit_test(test_every_cut_gives_the_records_before_it),
		cmocka_unit_test(test_bytes_behind_the_records_are_counted),
		cmocka_unit_test(test_counts_that_lie_are_a_fault),
		cmocka_unit_test(test_the_fault_names_what_is_wrong),
		cmocka_unit_test(test_a_walk_costs_bounded_work),
		cmocka_unit_test(test_the_question_is_recognised),
		cmocka_unit_test(test_header_fields_are_cut_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
