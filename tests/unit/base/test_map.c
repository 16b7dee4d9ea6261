#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/map.h"

enum { MANY = 20000 };

static void arena_drop(struct arena **arena)
{
	arena_free(*arena);
}

static void test_every_key_finds_its_own_value(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	struct map *map = map_new(arena);
	int *values = arena_array(arena, MANY, sizeof(*values));

	(void)state;
	for (int i = 0; i < MANY; i++) {
		char name[32];

		snprintf(name, sizeof(name), "host%d.example.", i);

		struct str key = str_copy(arena, str_of(name));

		assert_null(map_find(map, key));

		void **slot = map_slot(map, key);

		assert_null(*slot);
		values[i] = i;
		*slot = &values[i];
		assert_int_equal(map_len(map), i + 1);
	}
	for (int i = 0; i < MANY; i++) {
		char name[32];

		snprintf(name, sizeof(name), "host%d.example.", i);
		assert_ptr_equal(map_find(map, str_of(name)), &values[i]);
		assert_ptr_equal(*map_slot(map, str_of(name)), &values[i]);
	}
	assert_int_equal(map_len(map), MANY);
	assert_null(map_find(map, str_of("host20000.example.")));
}

static void test_keys_are_bytes(void **state)
{
	static const struct str keys[] = { STR(""),  STR("\0"),   STR("\0\0"), STR("a"),
					   STR("A"), STR("a\0b"), STR("a\0c") };
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	struct map *map = map_new(arena);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		*map_slot(map, keys[i]) = &map;
	assert_int_equal(map_len(map), ARRAY_LEN(keys));
	assert_ptr_equal(map_find(map, (struct str){ NULL, 0 }), &map);
	assert_null(map_find(map, str_of("b")));
}

static void test_an_empty_map_finds_nothing(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();

	(void)state;
	assert_null(map_find(map_new(arena), str_of("a")));
	assert_int_equal(map_len(map_new(arena)), 0);
}

/* The vectors of SipHash-1-3 that come with Rust and, for the key of zeros, from CPython. */
static void test_the_hash_is_siphash_1_3(void **state)
{
	static const uint64_t counting[2] = { 0x0706050403020100, 0x0f0e0d0c0b0a0908 };
	static const uint64_t zeros[2] = { 0, 0 };
	unsigned char bytes[64];
	const struct {
		const uint64_t *key;
		const void *data;
		size_t size;
		uint64_t hash;
	} rows[] = {
		{ counting, bytes, 0, 0xabac0158050fc4dc },
		{ zeros, "a", 1, 0x407448d2b89b1813 },
		{ zeros, "example", 7, 0xcf5a8cd89871f5e5 },
		{ zeros, "example.", 8, 0xe8c2dee7055637a8 },
		{ zeros, "example.com", 11, 0x7e0432aaedb1758c },
		{ zeros, bytes, 64, 0x75e05fd5bbc870c6 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (unsigned char)i;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint64_t hash = map_hash_keyed(rows[i].key, rows[i].data, rows[i].size);

		if (hash != rows[i].hash)
			fail_msg("row %zu: %016" PRIx64, i, hash);
	}
}

static void test_the_secret_is_drawn_once_and_not_zero(void **state)
{
	static const uint64_t zeros[2] = { 0, 0 };

	(void)state;
	assert_int_equal(map_hash("example", 7), map_hash("example", 7));
	assert_int_not_equal(map_hash("example", 7), map_hash_keyed(zeros, "example", 7));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_key_finds_its_own_value),
		cmocka_unit_test(test_keys_are_bytes),
		cmocka_unit_test(test_an_empty_map_finds_nothing),
		cmocka_unit_test(test_the_hash_is_siphash_1_3),
		cmocka_unit_test(test_the_secret_is_drawn_once_and_not_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
