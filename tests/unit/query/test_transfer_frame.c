#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "dns/message.h"
#include "query/transfer_frame.h"

/* Puts bytes in as reads of at most @piece bytes would. */
static void put(struct transfer_frame *frame, const uint8_t *data, size_t size)
{
	while (size > 0) {
		size_t room = 0;
		uint8_t *to = transfer_frame_reserve(frame, &room);
		const size_t part = size < room ? size : room;

		assert_true(part > 0);
		memcpy(to, data, part);
		transfer_frame_add(frame, part);
		data += part;
		size -= part;
	}
}

static void test_messages_come_out_whole_however_they_are_cut(void **state)
{
	static const uint8_t stream[] = { 0, 3, 'a', 'b', 'c', 0, 0, 0, 1, 'd' };

	(void)state;
	for (size_t piece = 1; piece <= sizeof(stream); piece++) {
		struct transfer_frame frame = { 0 };
		char taken[16] = "";
		size_t len = 0;

		for (size_t at = 0; at < sizeof(stream); at += piece) {
			const size_t left = sizeof(stream) - at;
			const uint8_t *wire = NULL;
			size_t size = 0;

			put(&frame, stream + at, left < piece ? left : piece);
			while (transfer_frame_next(&frame, &wire, &size)) {
				memcpy(taken + len, wire, size);
				len += size;
				taken[len++] = '.';
			}
		}
		assert_string_equal(taken, "abc..d.");
		assert_false(transfer_frame_has_rest(&frame));
		transfer_frame_free(&frame);
	}
}

static void test_a_message_that_is_cut_leaves_a_rest(void **state)
{
	static const uint8_t stream[] = { 0, 2, 'a', 'b' };

	(void)state;
	for (size_t size = 1; size < sizeof(stream); size++) {
		struct transfer_frame frame = { 0 };
		const uint8_t *wire = NULL;
		size_t wire_size = 0;

		put(&frame, stream, size);
		assert_false(transfer_frame_next(&frame, &wire, &wire_size));
		assert_true(transfer_frame_has_rest(&frame));
		transfer_frame_free(&frame);
	}
}

static void test_room_is_bounded_and_holds_the_largest_message(void **state)
{
	static uint8_t large[2 + MESSAGE_SIZE_MAX] = { 0xff, 0xff };
	struct transfer_frame frame = { 0 };
	const uint8_t *wire = NULL;
	size_t size = 0;
	size_t room = 1;
	size_t count = 0;

	(void)state;
	while (room > 0) {
		uint8_t *to = transfer_frame_reserve(&frame, &room);
		const size_t at = frame.end % sizeof(large);
		const size_t left = sizeof(large) - at;
		const size_t part = left < room ? left : room;

		memcpy(to, large + at, part);
		transfer_frame_add(&frame, part);
	}
	assert_true(frame.end <= 1U << 20);
	while (transfer_frame_next(&frame, &wire, &size)) {
		assert_int_equal(size, MESSAGE_SIZE_MAX);
		count++;
	}
	assert_true(count >= 1);
	transfer_frame_reserve(&frame, &room);
	assert_true(room > 0);
	transfer_frame_free(&frame);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_messages_come_out_whole_however_they_are_cut),
		cmocka_unit_test(test_a_message_that_is_cut_leaves_a_rest),
		cmocka_unit_test(test_room_is_bounded_and_holds_the_largest_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
