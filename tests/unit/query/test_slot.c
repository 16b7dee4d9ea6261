#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "dns/wire.h"
#include "query/slot.h"

enum { MANY = 1000, LONG = 3000 };

static void test_slots_are_found_by_their_number_and_used_again(void **state)
{
	struct slots slots;
	struct slot *taken[MANY];

	(void)state;
	slot_pool_init(&slots);
	assert_null(slot_find(&slots, 0));
	for (uint32_t i = 0; i < MANY; i++) {
		taken[i] = slot_take(&slots);
		assert_ptr_equal(slot_find(&slots, taken[i]->ticket.number), taken[i]);
		for (uint32_t k = 0; k < i; k += 97)
			assert_ptr_not_equal(taken[k], taken[i]);
	}
	assert_int_equal(slots.used, MANY);
	assert_null(slot_find(&slots, UINT32_MAX));
	slot_give(&slots, taken[500]);
	assert_ptr_equal(slot_take(&slots), taken[500]); /* the one that is warm */
	for (uint32_t i = 0; i < MANY; i++)
		slot_give(&slots, taken[i]);
	assert_int_equal(slots.used, 0);
	slot_pool_free(&slots);
}

static void test_messages_of_any_size_are_kept(void **state)
{
	static const size_t sizes[] = {
		12, SLOT_WIRE_INLINE, SLOT_WIRE_INLINE + 1, LONG, 40, LONG
	};
	uint8_t wire[LONG];
	struct slots slots;
	struct slot *slot;

	(void)state;
	slot_pool_init(&slots);
	slot = slot_take(&slots);
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		memset(wire, (int)i, sizeof(wire));
		slot_set_wire(slot, wire, sizes[i]);
		assert_int_equal(slot->wire_size, sizes[i]);
		assert_memory_equal(slot->wire, wire, sizes[i]);
	}
	slot_pool_free(&slots); /* also what is in use */
}

static void test_the_last_attempt_is_kept_whatever_their_number(void **state)
{
	struct slots slots;
	struct slot *slot;

	(void)state;
	slot_pool_init(&slots);
	slot = slot_take(&slots);
	for (uint32_t i = 0; i < 3 * ATTEMPTS_MAX; i++) {
		slot_add_attempt(slot)->size = i;
		assert_int_equal(slot_attempt(slot)->size, i);
		for (uint32_t k = 0; k < i && k < ATTEMPTS_MAX - 1; k++)
			assert_int_equal(slot->attempts[k].size, k);
	}
	assert_int_equal(slot->attempt_count, ATTEMPTS_MAX);
	slot_give(&slots, slot);
	slot = slot_take(&slots);
	assert_int_equal(slot->attempt_count, 0);
	slot_pool_free(&slots);
}

static void test_a_kept_reply_outlives_its_buffer(void **state)
{
	uint8_t reply[] = "reply";
	struct slots slots;
	struct slot *slot;

	(void)state;
	slot_pool_init(&slots);
	slot = slot_take(&slots);
	slot_add_attempt(slot)->rcode = 5;
	slot->reply = reply;
	slot->reply_size = sizeof(reply);
	slot_keep_reply(slot);
	memset(reply, 0, sizeof(reply));
	assert_string_equal((const char *)slot->kept.wire, "reply");
	assert_int_equal(slot->kept.attempt.rcode, 5);
	slot_keep_reply(slot); /* the next one takes its place */
	assert_string_equal((const char *)slot->kept.wire, "");
	slot_pool_free(&slots);
}

static void test_the_first_drops_are_noted_and_all_are_counted(void **state)
{
	struct slots slots;
	struct slot *slot;

	(void)state;
	slot_pool_init(&slots);
	slot = slot_take(&slots);
	slot->id = 7;
	for (unsigned i = 0; i < 3 * DROPS_MAX; i++) {
		static uint8_t wire[100000];

		wire_put_u16(wire, (uint16_t)i);
		slot_note_drop(slot, DROP_ID, wire, sizeof(wire));
	}
	assert_int_equal(slot->drop_count, 3 * DROPS_MAX);
	for (unsigned i = 0; i < DROPS_MAX; i++) {
		assert_int_equal(slot->drops[i].id_got, i);
		assert_int_equal(slot->drops[i].id_wanted, 7);
		assert_int_equal(slot->drops[i].size, UINT16_MAX);
	}
	slot_pool_free(&slots);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slots_are_found_by_their_number_and_used_again),
		cmocka_unit_test(test_messages_of_any_size_are_kept),
		cmocka_unit_test(test_the_last_attempt_is_kept_whatever_their_number),
		cmocka_unit_test(test_a_kept_reply_outlives_its_buffer),
		cmocka_unit_test(test_the_first_drops_are_noted_and_all_are_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
