#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

#include "base/arena.h"
#include "dns/rrset.h"
#include "dns/type.h"
#include "packet.h"

static struct arena *arena;

/* Comparisons are counted: the program's own definitions come before the library's. */
static size_t compared;

// NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name)
int memcmp(const void *left, const void *right, size_t size)
{
	const uint8_t *a = left;
	const uint8_t *b = right;

	compared++;
	while (size > 0 && *a == *b) {
		a++;
		b++;
		size--;
	}
	return size == 0 ? 0 : *a - *b;
}

/* What some compilers make of memcmp that is asked for equality alone. */
// NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name)
int bcmp(const void *left, const void *right, size_t size)
{
	return memcmp(left, right, size);
}

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

static struct rrset collect(const struct packet *packet, const char *owner, uint16_t type)
{
	struct name_buffer name;
	struct rrset rrset;

	if (name_parse(str_of(owner), NULL, &name, NULL) != ERR_OK)
		fail_msg("'%s' is no name", owner);
	rrset_collect(arena, packet->wire, packet->size, SECTION_ANSWER,
		      name_copy(arena, name_of(&name)), type, CLASS_IN, &rrset);
	return rrset;
}

enum { TYPE_PRIVATE = 65280 };

/* A set of numbers from @first on; two bytes each, so that 5,000 fit in a message. */
static struct rrset make_numbers(unsigned first, size_t count, bool is_backwards)
{
	static struct packet packet;

	packet_init(&packet, FLAG_QR, (uint16_t[4]){ 0, (uint16_t)count, 0, 0 });
	for (size_t i = 0; i < count; i++) {
		packet_hex(&packet, "00");
		packet_fixed(&packet, TYPE_PRIVATE, 60, 2);
		packet_u16(&packet, first + (unsigned)(is_backwards ? count - 1 - i : i));
	}
	return collect(&packet, ".", TYPE_PRIVATE);
}

static void test_only_the_named_records_are_collected(void **state)
{
	static struct packet packet;
	struct rrset rrset;

	(void)state;
	packet_init(&packet, FLAG_QR, (uint16_t[4]){ 1, 5, 1, 0 });
	packet_question(&packet, "www.example.", TYPE_A);
	packet_rr(&packet, "WWW.example.", TYPE_A, 300, "c0000201");
	packet_rr(&packet, "example.", TYPE_A, 10, "c0000209");
	packet_rr(&packet, "www.example.", TYPE_TXT, 10, "0161");
	packet_rr(&packet, "www.example.", TYPE_A, 200, "c0000202");
	packet_pointer(&packet, 12);
	packet_u16(&packet, TYPE_A);
	packet_u16(&packet, CLASS_CH);
	packet_u32(&packet, 10);
	packet_u16(&packet, 0);
	packet_rr(&packet, "www.example.", TYPE_A, 10, "c0000203");
	rrset = collect(&packet, "www.EXAMPLE.", TYPE_A);
	assert_int_equal(rrset.count, 2);
	assert_int_equal(rrset.type, TYPE_A);
	assert_int_equal(rrset.rr_class, CLASS_IN);
	assert_int_equal(rrset.ttl, 200);
	assert_true(rrset.is_ttl_mixed);
	assert_memory_equal(rrset.rdata[0].wire, "\xC0\x00\x02\x01", 4);
	assert_memory_equal(rrset.rdata[1].wire, "\xC0\x00\x02\x02", 4);
	assert_int_equal(collect(&packet, "other.", TYPE_A).count, 0);
	assert_int_equal(collect(&packet, "www.example.", TYPE_MX).count, 0);
	assert_false(collect(&packet, "example.", TYPE_A).is_ttl_mixed);
}

static void test_names_are_written_out(void **state)
{
	static struct packet packet;
	struct rrset rrset;

	(void)state;
	packet_init(&packet, FLAG_QR, (uint16_t[4]){ 1, 2, 0, 0 });
	packet_question(&packet, "Example.", TYPE_MX);
	packet_pointer(&packet, 12);
	packet_fixed(&packet, TYPE_MX, 300, 7);
	packet_hex(&packet, "000a024d58"); /* 10 MX.Example. */
	packet_pointer(&packet, 12);
	packet_rr(&packet, "example.", TYPE_MX, 300, "000a026d78076578616d706c6500");
	rrset = collect(&packet, "example.", TYPE_MX);
	assert_int_equal(rrset.count, 1);
	assert_int_equal(rrset.rdata[0].wire_size, 14);
	assert_memory_equal(rrset.rdata[0].wire, "\0\012\002MX\007Example", 14);
	assert_int_equal(rrset.rdata[0].normal_size, 14);
	assert_memory_equal(rrset.rdata[0].normal, "\0\012\002mx\007example", 14);
}

static void test_rdata_that_breaks_its_format_is_kept(void **state)
{
	static struct packet packet;
	struct rrset rrset;

	(void)state;
	packet_init(&packet, FLAG_QR, (uint16_t[4]){ 0, 3, 0, 0 });
	packet_rr(&packet, ".", TYPE_MX, 300, "00");
	packet_rr(&packet, ".", TYPE_MX, 300, "");
	packet_rr(&packet, ".", TYPE_MX, 300, "000ac0ff");
	rrset = collect(&packet, ".", TYPE_MX);
	assert_int_equal(rrset.count, 3);
	assert_int_equal(rrset.rdata[1].wire_size, 0);
	assert_int_equal(rrset.rdata[2].wire_size, 4);
	assert_memory_equal(rrset.rdata[2].wire, "\0\012\xC0\xFF", 4);
	assert_true(rrset_equal(&rrset, &rrset));
}

static void test_records_before_a_fault_are_collected(void **state)
{
	static struct packet packet;

	(void)state;
	packet_init(&packet, FLAG_QR, (uint16_t[4]){ 0, 65535, 0, 0 });
	packet_rr(&packet, ".", TYPE_A, 300, "c0000201");
	packet_hex(&packet, "c0");
	assert_int_equal(collect(&packet, ".", TYPE_A).count, 1);
}

static void test_duplicates_are_kept_once(void **state)
{
	static const size_t counts[] = { 2, 8, 9, 300 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		static struct packet packet;
		struct rrset rrset;

		packet_init(&packet, FLAG_QR,
			    (uint16_t[4]){ 0, (uint16_t)counts[i], 0, 0 });
		for (size_t k = 0; k < counts[i]; k++) {
			packet_rr(&packet, ".", TYPE_A, 60,
				  k % 2 == 0 ? "c0000209" : "c0000201");
		}
		rrset = collect(&packet, ".", TYPE_A);
		assert_int_equal(rrset.count, 2);
		assert_int_equal(rrset.rdata[0].wire[3], 9);
		assert_int_equal(rrset.rdata[1].wire[3], 1);
	}
}

static void test_sets_are_equal_in_any_order(void **state)
{
	static const size_t counts[] = { 0, 1, 2, 7, 8, 9, 100, 5000 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		struct rrset forwards = make_numbers(0, counts[i], false);
		struct rrset backwards = make_numbers(0, counts[i], true);
		struct rrset shifted = make_numbers(1, counts[i], false);
		struct rrset longer = make_numbers(0, counts[i] + 1, true);

		assert_int_equal(forwards.count, counts[i]);
		assert_true(rrset_equal(&forwards, &backwards));
		assert_int_equal(rrset_equal(&forwards, &shifted), counts[i] == 0);
		assert_false(rrset_equal(&forwards, &longer));
		assert_false(rrset_equal(&longer, &forwards));
	}
}

static void test_minus_gives_what_the_other_lacks(void **state)
{
	static const size_t counts[] = { 1, 3, 8, 9, 40, 1000 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		for (size_t k = 0; k < ARRAY_LEN(counts); k++) {
			/* 0 to a - 1 against 2 to b + 1 */
			struct rrset a = make_numbers(0, counts[i], true);
			struct rrset b = make_numbers(2, counts[k], false);
			uint16_t indexes[1000];
			size_t count = rrset_minus(&a, &b, indexes);
			size_t expected = 0;

			for (size_t at = 0; at < counts[i]; at++) {
				size_t number = counts[i] - 1 - at;

				if (number >= 2 && number < counts[k] + 2)
					continue;
				assert_true(expected < count);
				assert_int_equal(indexes[expected++], at);
			}
			assert_int_equal(count, expected);
		}
	}
}

static void test_a_set_with_a_double_is_not_one_without(void **state)
{
	struct rrset two = make_numbers(0, 2, false);
	struct rrset_rdata doubled[2] = { two.rdata[0], two.rdata[0] };
	struct rrset twice = two;

	(void)state;
	twice.rdata = doubled;
	assert_false(rrset_equal(&twice, &two));
	assert_false(rrset_equal(&two, &twice));
}

/* 5,000 records that differ at their ends: quadratic work would be 25 million comparisons. */
static void test_large_sets_are_compared_in_few_steps(void **state)
{
	struct rrset forwards = make_numbers(0, 5000, false);
	struct rrset backwards = make_numbers(0, 5000, true);

	(void)state;
	compared = 0;
	assert_true(rrset_equal(&forwards, &backwards));
	assert_in_range(compared, 5000, 500000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_the_named_records_are_collected),
		cmocka_unit_test(test_names_are_written_out),
		cmocka_unit_test(test_rdata_that_breaks_its_format_is_kept),
		cmocka_unit_test(test_records_before_a_fault_are_collected),
		cmocka_unit_test(test_duplicates_are_kept_once),
		cmocka_unit_test(test_sets_are_equal_in_any_order),
		cmocka_unit_test(test_minus_gives_what_the_other_lacks),
		cmocka_unit_test(test_a_set_with_a_double_is_not_one_without),
		cmocka_unit_test(test_large_sets_are_compared_in_few_steps),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
