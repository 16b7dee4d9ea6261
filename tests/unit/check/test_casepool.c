#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "check/casepool.h"

static void test_what_is_dropped_is_taken_again(void **state)
{
	struct casepool pool = { .arena = arena_new() };
	struct check_case *first = casepool_take(&pool, NULL);
	struct check_case *second = casepool_take(&pool, NULL);

	(void)state;
	assert_int_equal(pool.live_count, 2);
	first->count = 7;
	casepool_drop(&pool, first);
	assert_int_equal(pool.live_count, 1);
	assert_ptr_equal(pool.live, second);
	assert_ptr_equal(casepool_take(&pool, NULL), first);
	assert_int_equal(first->count, 0);
	assert_int_equal(pool.live_count, 2);
	arena_free(pool.arena);
}

static void test_cases_can_be_dropped_in_any_order(void **state)
{
	static const unsigned orders[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 0, 2 } };

	(void)state;
	for (size_t i = 0; i < sizeof(orders) / sizeof(orders[0]); i++) {
		struct casepool pool = { .arena = arena_new() };
		struct check_case *cases[3];

		for (size_t k = 0; k < 3; k++)
			cases[k] = casepool_take(&pool, NULL);
		for (size_t k = 0; k < 3; k++)
			casepool_drop(&pool, cases[orders[i][k]]);
		assert_null(pool.live);
		assert_int_equal(pool.live_count, 0);
		arena_free(pool.arena);
	}
}

static void test_the_memory_of_a_case_dies_with_it_or_with_the_pool(void **state)
{
	struct casepool pool = { .arena = arena_new() };
	struct check_case *dropped = casepool_take(&pool, NULL);
	struct check_case *live = casepool_take(&pool, NULL);

	(void)state;
	assert_null(dropped->arena);
	assert_non_null(arena_alloc(casepool_arena(dropped), 100));
	assert_ptr_equal(casepool_arena(dropped), dropped->arena);
	assert_non_null(arena_alloc(casepool_arena(live), 100));
	casepool_drop(&pool, dropped);
	casepool_free(&pool);
	arena_free(pool.arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_dropped_is_taken_again),
		cmocka_unit_test(test_cases_can_be_dropped_in_any_order),
		cmocka_unit_test(test_the_memory_of_a_case_dies_with_it_or_with_the_pool),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
