#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;

/**
 * A table from bytes to pointers, open addressing, keys hashed with a random secret (SipHash-1-3),
 * so hostile keys do not collide on purpose.  Keys and values are borrowed; nothing is removed.
 */
struct map;

struct map *map_new(struct arena *arena);

/** The slot of @key, made (holding NULL) when it is new; valid until the next map_slot. */
void **map_slot(struct map *map, struct str key);

/** The value of @key, or NULL. */
void *map_find(const struct map *map, struct str key);

/** Entries in the table. */
size_t map_len(const struct map *map);

/** SipHash-1-3 of bytes under the process's secret. */
uint64_t map_hash(const void *data, size_t size);

/** The same under a secret of the caller's: for what must agree between runs.  Source: SipHash-1-3. */
uint64_t map_hash_keyed(const uint64_t key[2], const void *data, size_t size);
