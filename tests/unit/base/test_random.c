#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/random.h"

static void test_fill_writes_every_byte_and_none_behind(void **state)
{
	static const size_t sizes[] = { 0, 1, 2, 3, 8, 16, 100, 4095, 4096, 4097, 10000 };
	static unsigned char data[10001];
	static unsigned char seen[10001];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		memset(seen, 0, sizeof(seen));
		/* A byte stays 0 in all of 40 rounds once in 2^320. */
		for (unsigned round = 0; round < 40; round++) {
			memset(data, 0, sizeof(data));
			random_fill(data, sizes[i]);
			assert_int_equal(data[sizes[i]], 0);
			for (size_t j = 0; j < sizes[i]; j++)
				seen[j] |= data[j];
		}
		for (size_t j = 0; j < sizes[i]; j++)
			assert_int_not_equal(seen[j], 0);
	}
}

static void test_no_block_is_given_twice(void **state)
{
	static uint64_t drawn[3000];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(drawn); i++) {
		random_fill(&drawn[i], sizeof(drawn[i]));
		for (size_t j = 0; j < i; j++)
			assert_true(drawn[i] != drawn[j]);
	}
}

static void test_ids_use_all_16_bits(void **state)
{
	uint16_t ones = 0;
	uint16_t zeros = 0;

	(void)state;
	for (unsigned i = 0; i < 200; i++) {
		uint16_t id = random_u16();

		ones |= id;
		zeros |= (uint16_t)~id;
	}
	assert_int_equal(ones, 0xffff);
	assert_int_equal(zeros, 0xffff);
}

static void test_below_stays_below_and_reaches_every_number(void **state)
{
	unsigned counts[6] = { 0 };

	(void)state;
	for (unsigned i = 0; i < 1000; i++) {
		uint32_t number = random_below(6);

		assert_true(number < 6);
		counts[number]++;
	}
	for (size_t i = 0; i < ARRAY_LEN(counts); i++)
		assert_int_not_equal(counts[i], 0);
	assert_int_equal(random_below(1), 0);
}

/* With this bound every third number comes twice as often when none is drawn again. */
static void test_below_is_even_for_bounds_that_do_not_divide(void **state)
{
	unsigned counts[3] = { 0 };

	(void)state;
	for (unsigned i = 0; i < 30000; i++)
		counts[random_below(UINT32_C(3) << 30) % 3]++;
	for (size_t i = 0; i < ARRAY_LEN(counts); i++)
		assert_in_range(counts[i], 9300, 10700); /* 8 sigma */
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fill_writes_every_byte_and_none_behind),
		cmocka_unit_test(test_no_block_is_given_twice),
		cmocka_unit_test(test_ids_use_all_16_bits),
		cmocka_unit_test(test_below_stays_below_and_reaches_every_number),
		cmocka_unit_test(test_below_is_even_for_bounds_that_do_not_divide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
