#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"

enum { MANY = 2000 };

static void arena_drop(struct arena **arena)
{
	arena_free(*arena);
}

static void assert_zero(const unsigned char *data, size_t size)
{
	for (size_t i = 0; i < size; i++)
		assert_int_equal(data[i], 0);
}

static void test_objects_are_aligned_zeroed_and_apart(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	unsigned char *objects[MANY];

	(void)state;
	for (size_t i = 0; i < MANY; i++) {
		size_t size = i * 7 % 300;

		objects[i] = arena_alloc(arena, size);
		assert_int_equal((uintptr_t)objects[i] % _Alignof(max_align_t), 0);
		assert_zero(objects[i], size);
		memset(objects[i], (int)(i % 251 + 1), size);
	}
	for (size_t i = 0; i < MANY; i++) {
		size_t size = i * 7 % 300;

		for (size_t j = 0; j < size; j++)
			assert_int_equal(objects[i][j], i % 251 + 1);
	}
}

static void test_a_size_of_zero_gives_a_unique_pointer(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	const void *first = arena_alloc(arena, 0);

	(void)state;
	assert_non_null(first);
	assert_ptr_not_equal(first, arena_alloc(arena, 0));
	assert_ptr_not_equal(arena_bytes(arena, 0), arena_bytes(arena, 0));
	assert_non_null(arena_copy(arena, NULL, 0));
}

static void test_an_array_is_zeroed_whole(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();

	(void)state;
	memset(arena_bytes(arena, 1600), 0xff, 1600);
	arena_reset(arena);
	assert_zero(arena_array(arena, 100, 16), 1600);
}

static void test_a_copy_has_the_bytes(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	const char bytes[] = { 'a', 0, 'b' };

	(void)state;
	assert_memory_equal(arena_copy(arena, bytes, sizeof(bytes)), bytes,
			    sizeof(bytes));
}

static void test_few_objects_cost_one_small_block(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();

	(void)state;
	assert_int_equal(arena_size(arena), 0);
	for (size_t i = 0; i < 30; i++)
		arena_alloc(arena, 64);
	assert_int_equal(arena_size(arena), 4096);
}

static void test_an_object_does_not_reach_over_the_end_of_its_block(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();

	(void)state;
	arena_alloc(arena, 1500);
	arena_alloc(arena, 1500);
	assert_int_equal(arena_size(arena), 4096);
	arena_alloc(arena, 1500);
	assert_int_equal(arena_size(arena), 4096 + 8192);
}

static void test_blocks_double_and_waste_at_most_as_much_again(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	size_t steps = 0;
	size_t size = 0;

	(void)state;
	for (size_t i = 0; i < 100000; i++) {
		arena_alloc(arena, 48);
		if (arena_size(arena) == size)
			continue;
		assert_true(arena_size(arena) - size <= (size_t)1024 * 1024);
		size = arena_size(arena);
		steps++;
	}
	assert_in_range(size, 100000 * 48, 2 * 100000 * (48 + 16));
	assert_in_range(steps, 8, 18);
}

static void test_a_big_object_does_not_waste_the_block(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	const char *before = arena_bytes(arena, 8);

	(void)state;
	memset(arena_bytes(arena, 3000000), 1, 3000000);

	size_t size = arena_size(arena);
	const char *after = arena_bytes(arena, 8);

	assert_in_range(size, 3000000, 3010000);
	assert_true(after > before && after < before + 64);
	assert_int_equal(arena_size(arena), size);
}

static void test_reset_gives_the_same_memory_again(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	const void *first = NULL;
	size_t size = 0;

	(void)state;
	for (unsigned round = 0; round < 5; round++) {
		const void *start = arena_alloc(arena, 100);

		for (size_t i = 0; i < 500; i++)
			memset(arena_alloc(arena, 100), 0xff, 100);
		if (round == 0) {
			first = start;
			size = arena_size(arena);
		}
		assert_ptr_equal(start, first);
		assert_int_equal(arena_size(arena), size);
		arena_reset(arena);
	}
}

static void test_reset_gives_big_objects_back_to_the_system(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();

	(void)state;
	arena_alloc(arena, 10);
	arena_alloc(arena, 5000000);
	arena_reset(arena);
	assert_int_equal(arena_size(arena), 4096);
}

static char order[8];

static void note(void *object)
{
	strncat(order, object, 1);
}

static void test_cleanups_run_last_first_and_once(void **state)
{
	static char names[] = "abc";
	struct arena *arena = arena_new();

	(void)state;
	order[0] = '\0';
	arena_add_cleanup(arena, note, &names[0]);
	arena_add_cleanup(arena, note, &names[1]);
	arena_reset(arena);
	assert_string_equal(order, "ba");
	arena_add_cleanup(arena, note, &names[2]);
	arena_free(arena);
	assert_string_equal(order, "bac");
	arena_free(NULL);
}

static void array_overflow(struct arena *arena)
{
	arena_array(arena, SIZE_MAX / 16 + 2, 16); /* 16 when it wraps */
}

static void alloc_too_much(struct arena *arena)
{
	arena_alloc(arena, SIZE_MAX);
}

static void bytes_too_many(struct arena *arena)
{
	arena_bytes(arena, SIZE_MAX / 2);
}

static void test_impossible_sizes_end_the_program_with_71(void **state)
{
	static const struct {
		void (*ask)(struct arena *arena);
		const char *why;
	} rows[] = {
		{ array_overflow, "count * size overflows" },
		{ alloc_too_much, "all there is" },
		{ bytes_too_many, "half of all there is" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int status = 0;

		fflush(NULL);

		pid_t child = fork();

		if (child == 0) {
			struct arena *arena = arena_new();

			if (!freopen("/dev/null", "w", stderr))
				_exit(1);
			rows[i].ask(arena);
			_exit(0);
		}
		assert_int_equal(waitpid(child, &status, 0), child);
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 71)
			fail_msg("%s: status %d", rows[i].why, status);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_objects_are_aligned_zeroed_and_apart),
		cmocka_unit_test(test_a_size_of_zero_gives_a_unique_pointer),
		cmocka_unit_test(test_an_array_is_zeroed_whole),
		cmocka_unit_test(test_a_copy_has_the_bytes),
		cmocka_unit_test(test_few_objects_cost_one_small_block),
		cmocka_unit_test(test_an_object_does_not_reach_over_the_end_of_its_block),
		cmocka_unit_test(test_blocks_double_and_waste_at_most_as_much_again),
		cmocka_unit_test(test_a_big_object_does_not_waste_the_block),
		cmocka_unit_test(test_reset_gives_the_same_memory_again),
		cmocka_unit_test(test_reset_gives_big_objects_back_to_the_system),
		cmocka_unit_test(test_cleanups_run_last_first_and_once),
		cmocka_unit_test(test_impossible_sizes_end_the_program_with_71),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
