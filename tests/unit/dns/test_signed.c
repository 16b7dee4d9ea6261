#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "packet.h"
#include "signed_case.h"

enum { MANY = 200, NAME_STEPS = 2 };

static const char rrsig_of_a[] = "00010d0200000e10ffffffff000000001234"
				 "076578616d706c6500"
				 "aabb";

static struct arena *arena;
static struct packet packet;

static int set_up(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

static void collect(struct signed_sets *sets)
{
	signed_collect(arena, packet.wire, packet.size, CLASS_IN, sets);
}

static void test_records_and_signatures_come_together(void **state)
{
	const struct signed_set *set;
	struct signed_sets sets;

	(void)state;
	packet_init(&packet, FLAG_QR, (uint16_t[4]){ 0, 4, 1, 1 });
	packet_rr(&packet, "www.example.", TYPE_A, 60, "c0000201");
	packet_rr(&packet, "www.example.", TYPE_RRSIG, 60, rrsig_of_a);
	packet_rr(&packet, "WWW.example.", TYPE_A, 30, "c0000202");
	packet_rr(&packet, "www.example.", TYPE_RRSIG, 60, "0001");
	packet_rr(&packet, "www.example.", TYPE_A, 60, "c0000203");
	packet_rr(&packet, "www.example.", TYPE_A, 60, "c0000204");
	collect(&sets);
	assert_int_equal(sets.count, 2);
	assert_false(sets.is_broken || sets.is_cut);
	set = signed_find(&sets, SECTION_ANSWER, signed_case_name(arena, "www.EXAMPLE."),
			  TYPE_A);
	assert_ptr_equal(set, &sets.list[0]);
	assert_int_equal(set->count, 2);
	assert_int_equal(set->ttl, 30);
	assert_int_equal(set->rrsig_count, 1);
	assert_int_equal(set->rrsig_total, 2);
	assert_int_equal(set->rrsigs[0].key_tag, 0x1234);
	assert_int_equal(sets.list[1].section, SECTION_AUTHORITY);
}

static void test_signatures_alone_are_no_set_to_be_found(void **state)
{
	struct signed_sets sets;

	(void)state;
	packet_init(&packet, FLAG_QR, (uint16_t[4]){ 0, 2, 0, 0 });
	packet_rr(&packet, "www.example.", TYPE_RRSIG, 60, rrsig_of_a);
	packet_rr(&packet, "www.example.", TYPE_RRSIG, 60, "00");
	collect(&sets);
	assert_int_equal(sets.count, 1);
	assert_null(signed_find(&sets, SECTION_ANSWER,
				signed_case_name(arena, "www.example."), TYPE_A));
}

static void test_what_one_message_brings_is_bounded(void **state)
{
	struct signed_sets sets;

	(void)state;
	packet_init(&packet, FLAG_QR, (uint16_t[4]){ 0, NAME_STEPS * MANY, 0, 0 });
	for (unsigned i = 0; i < MANY; i++)
		packet_rr(&packet, "www.example.", 1000 + i, 60, "00");
	for (unsigned i = 0; i < MANY; i++) {
		static const char rrsig[] = "03e80d0200000e10ffffffff000000001234"
					    "076578616d706c6500"
					    "aabb";

		packet_rr(&packet, "www.example.", TYPE_RRSIG, 60, rrsig);
	}
	collect(&sets);
	assert_true(sets.is_cut);
	assert_int_equal(sets.count, SIGNED_SETS_MAX);
	assert_int_equal(sets.list[0].rrsig_count, SIGNED_RRSIGS_MAX);
	assert_int_equal(sets.list[0].rrsig_total, MANY);
}

static void test_messages_are_read_at_every_cut(void **state)
{
	(void)state;
	packet_init(&packet, FLAG_QR, (uint16_t[4]){ 0, 2, 0, 0 });
	packet_rr(&packet, "www.example.", TYPE_A, 60, "c0000201");
	packet_rr(&packet, "www.example.", TYPE_RRSIG, 60, rrsig_of_a);
	for (size_t size = 0; size < packet.size; size++) {
		uint8_t *copy = packet_copy(&packet, size);
		struct signed_sets sets;

		signed_collect(arena, copy, size, CLASS_IN, &sets);
		assert_true(sets.is_broken);
		assert_true(sets.count <= 1);
		free(copy);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_records_and_signatures_come_together),
		cmocka_unit_test(test_signatures_alone_are_no_set_to_be_found),
		cmocka_unit_test(test_what_one_message_brings_is_bounded),
		cmocka_unit_test(test_messages_are_read_at_every_cut),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
