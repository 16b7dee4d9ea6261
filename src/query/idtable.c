#include "query/idtable.h"

#include <stdbool.h>

#include "query/heap.h"

enum { SIZE_FIRST = 256 };

struct idtable_entry {
	uint64_t key; /* socket and id */
	void *owner;  /* NULL: the place is free */
};

static uint64_t key_of(int socket, uint16_t id)
{
	return (uint64_t)(uint32_t)socket << 16 | id;
}

/* Fibonacci hashing; ids and sockets are ours, so nobody can aim at one place. */
static size_t home_of(const struct idtable *table, uint64_t key)
{
	return (size_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 20) & (table->size - 1);
}

void idtable_init(struct idtable *table)
{
	table->size = SIZE_FIRST;
	table->used = 0;
	table->entries = heap_array(table->size, sizeof(*table->entries));
}

void idtable_free(struct idtable *table)
{
	heap_free(table->entries);
	table->entries = NULL;
}

/* The place of @key, or the free one where it would stand. */
static size_t place_of(const struct idtable *table, uint64_t key)
{
	size_t at = home_of(table, key);

	while (table->entries[at].owner != NULL && table->entries[at].key != key)
		at = (at + 1) & (table->size - 1);
	return at;
}

static void grow(struct idtable *table)
{
	struct idtable larger = { .size = table->size * 2, .used = table->used };

	larger.entries = heap_array(larger.size, sizeof(*larger.entries));
	for (size_t i = 0; i < table->size; i++) {
		const struct idtable_entry *entry = &table->entries[i];

		if (entry->owner != NULL)
			larger.entries[place_of(&larger, entry->key)] = *entry;
	}
	heap_free(table->entries);
	*table = larger;
}

void idtable_add(struct idtable *table, int socket, uint16_t id, void *owner)
{
	uint64_t key = key_of(socket, id);

	if (table->used * 2 >= table->size)
		grow(table);
	table->entries[place_of(table, key)] =
		(struct idtable_entry){ .key = key, .owner = owner };
	table->used++;
}

void *idtable_find(const struct idtable *table, int socket, uint16_t id)
{
	return table->entries[place_of(table, key_of(socket, id))].owner;
}

/* True when an entry whose home is @home may not stand behind the hole at @hole, being at @at. */
static bool is_cut_off(size_t home, size_t hole, size_t at)
{
	return hole <= at ? home <= hole || home > at : home <= hole && home > at;
}

void idtable_remove(struct idtable *table, int socket, uint16_t id)
{
	size_t mask = table->size - 1;
	size_t hole = place_of(table, key_of(socket, id));

	if (table->entries[hole].owner == NULL)
		return;
	/* Entries behind the hole move up, so that no search stops early. */
	for (size_t at = (hole + 1) & mask; table->entries[at].owner != NULL;
	     at = (at + 1) & mask) {
		size_t home = home_of(table, table->entries[at].key);

		if (is_cut_off(home, hole, at)) {
			table->entries[hole] = table->entries[at];
			hole = at;
		}
	}
	table->entries[hole] = (struct idtable_entry){ 0 };
	table->used--;
}
