#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "query/stub.h"

static const struct stub rows[] = {
	{ .number = 0, .turn = 0, .id = 0 },
	{ .number = 1, .turn = 1, .id = 1 },
	{ .number = 31, .turn = 31, .id = 0xFFFF },
	{ .number = 32, .turn = 32, .id = 0x8000 },
	{ .number = 2047, .turn = 1023, .id = 77 },
	{ .number = 1 << 20, .turn = 512, .id = 78 },
	{ .number = UINT32_MAX, .turn = 1023, .id = 79 },
};

static void test_what_is_written_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint8_t wire[STUB_SIZE_MAX];
		size_t size = stub_write_query(wire, &rows[i]);
		struct stub stub;

		assert_true(size <= STUB_SIZE_MAX);
		assert_true(stub_read(wire, size, &stub));
		assert_int_equal(stub.number, rows[i].number);
		assert_int_equal(stub.turn, rows[i].turn);
		assert_int_equal(stub.id, rows[i].id);
	}
}

static void test_the_reply_repeats_the_question_and_says_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint8_t query[STUB_SIZE_MAX];
		uint8_t reply[STUB_SIZE_MAX];
		size_t size = stub_write_query(query, &rows[i]);
		struct message_cursor cursor;
		struct message_rr rr;

		assert_int_equal(stub_write_reply(reply, &rows[i]), size);
		assert_memory_equal(query, reply, 2);
		assert_memory_equal(query + 4, reply + 4, size - 4);
		assert_int_equal(wire_u16(reply + 2) & (FLAG_QR | 0xF),
				 FLAG_QR | RCODE_REFUSED);
		message_begin(&cursor, query, size);
		assert_true(message_next(&cursor, &rr));
		assert_int_equal(rr.type, TYPE_A);
		assert_int_equal(rr.rr_class, CLASS_IN);
		assert_false(message_next(&cursor, &rr));
		assert_null(cursor.fault);
		assert_int_equal(cursor.extra, 0);
	}
}

static void test_letters_are_read_in_either_case(void **state)
{
	uint8_t wire[STUB_SIZE_MAX];
	const struct stub wanted = { .number = 123456, .turn = 99, .id = 5 };
	size_t size = stub_write_query(wire, &wanted);
	struct stub stub;

	(void)state;
	for (size_t i = 13; i < 13U + wire[12]; i++) {
		if (wire[i] >= 'a')
			wire[i] &= (uint8_t)~0x20;
	}
	assert_true(stub_read(wire, size, &stub));
	assert_int_equal(stub.number, wanted.number);
	assert_int_equal(stub.turn, wanted.turn);
}

static void test_other_names_are_none_of_ours(void **state)
{
	const struct stub stub = { .number = 123456, .turn = 99, .id = 5 };
	uint8_t wire[STUB_SIZE_MAX + 16];
	size_t size = stub_write_query(wire, &stub);
	struct stub out;

	(void)state;
	for (size_t cut = 0; cut < size; cut++)
		assert_false(stub_read(wire, cut, &out));
	wire[14] = '-';
	assert_false(stub_read(wire, size, &out));
	wire[14] = '1';
	assert_false(stub_read(wire, size, &out));
	wire[14] = 'a';
	wire[12] = 2; /* no number */
	assert_false(stub_read(wire, size, &out));
	wire[12] = 10; /* longer than any number */
	assert_false(stub_read(wire, sizeof(wire), &out));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_written_is_read),
		cmocka_unit_test(test_the_reply_repeats_the_question_and_says_refused),
		cmocka_unit_test(test_letters_are_read_in_either_case),
		cmocka_unit_test(test_other_names_are_none_of_ours),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
