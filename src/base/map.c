#include "base/map.h"

#include <endian.h>
#include <stdbool.h>
#include <string.h>

#include "base/arena.h"
#include "base/random.h"

enum { SIZE_MIN = 16 }; /* cells of the first table; a power of two */

struct cell {
	uint64_t hash; /* 0 when the cell is empty */
	struct str key;
	void *value;
};

struct map {
	struct arena *arena;
	struct cell *cells;
	size_t size; /* of cells, a power of two, or 0 */
	size_t len;
};

static struct {
	bool is_drawn;
	uint64_t key[2];
} secret;

static uint64_t rotate(uint64_t number, unsigned bits)
{
	return number << bits | number >> (64 - bits);
}

static void sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[0] = rotate(v[0], 32);
	v[2] += v[3];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] += v[3];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] += v[1];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[2] = rotate(v[2], 32);
}

static void sip_block(uint64_t v[4], uint64_t block)
{
	v[3] ^= block;
	sip_round(v);
	v[0] ^= block;
}

uint64_t map_hash_keyed(const uint64_t key[2], const void *data, size_t size)
{
	const unsigned char *bytes = data;
	uint64_t v[4] = { key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d,
			  key[0] ^ 0x6c7967656e657261, key[1] ^ 0x7465646279746573 };
	uint64_t block = 0;
	size_t at = 0;

	for (; size - at >= sizeof(block); at += sizeof(block)) {
		memcpy(&block, bytes + at, sizeof(block));
		sip_block(v, le64toh(block));
	}
	block = 0;
	if (size > at)
		memcpy(&block, bytes + at, size - at);
	sip_block(v, le64toh(block) | (uint64_t)size << 56);
	v[2] ^= 0xff;
	for (unsigned i = 0; i < 3; i++)
		sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

uint64_t map_hash(const void *data, size_t size)
{
	if (!secret.is_drawn) {
		random_fill(secret.key, sizeof(secret.key));
		secret.is_drawn = true;
	}
	return map_hash_keyed(secret.key, data, size);
}

struct map *map_new(struct arena *arena)
{
	struct map *map = arena_alloc(arena, sizeof(*map));

	map->arena = arena;
	return map;
}

static uint64_t key_hash(struct str key)
{
	uint64_t hash = map_hash(key.data, key.len);

	return hash != 0 ? hash : 1;
}

/* The cell that holds @key, or the empty one where it belongs.  The table is never full. */
static struct cell *cell_find(const struct map *map, struct str key, uint64_t hash)
{
	size_t at = hash & (map->size - 1);

	while (map->cells[at].hash != 0) {
		if (map->cells[at].hash == hash && str_equal(map->cells[at].key, key))
			break;
		at = (at + 1) & (map->size - 1);
	}
	return &map->cells[at];
}

static void grow(struct map *map)
{
	const struct map old = *map;

	map->size = old.size > 0 ? old.size * 2 : SIZE_MIN;
	map->cells = arena_array(map->arena, map->size, sizeof(*map->cells));
	for (size_t i = 0; i < old.size; i++) {
		const struct cell *cell = &old.cells[i];

		if (cell->hash != 0)
			*cell_find(map, cell->key, cell->hash) = *cell;
	}
}

void **map_slot(struct map *map, struct str key)
{
	if (map->len >= map->size / 4 * 3)
		grow(map);

	uint64_t hash = key_hash(key);
	struct cell *cell = cell_find(map, key, hash);

	if (cell->hash == 0) {
		*cell = (struct cell){ .hash = hash, .key = key };
		map->len++;
	}
	return &cell->value;
}

void *map_find(const struct map *map, struct str key)
{
	return map->len > 0 ? cell_find(map, key, key_hash(key))->value : NULL;
}

size_t map_len(const struct map *map)
{
	return map->len;
}
