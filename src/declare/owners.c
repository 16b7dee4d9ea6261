#include "declare/owners.h"

#include "base/arena.h"
#include "base/map.h"
#include "declare/declaration.h"
#include "declare/draft.h"

enum { SIZE_MIN = 16 };

struct owners {
	struct arena *tables; /* of both tables: freed when they grow */
	size_t size;          /* of both: a power of two */
	size_t len;
	uint32_t *hashes;
	struct expectation **groups; /* NULL: empty */
};

static void tables_free(void *owners)
{
	arena_free(((struct owners *)owners)->tables);
}

static void tables_new(struct owners *owners, size_t size)
{
	owners->tables = arena_new();
	owners->size = size;
	owners->hashes = arena_array(owners->tables, size, sizeof(*owners->hashes));
	owners->groups = arena_array(owners->tables, size, sizeof(struct expectation *));
}

struct owners *owners_new(struct arena *arena, size_t group_count)
{
	struct owners *owners = arena_alloc(arena, sizeof(*owners));
	size_t size = SIZE_MIN;

	while (size / 3 * 2 < group_count)
		size *= 2;
	tables_new(owners, size);
	arena_add_cleanup(arena, tables_free, owners);
	return owners;
}

static uint32_t hash_of(struct name owner)
{
	return (uint32_t)map_hash(owner.wire, owner.size);
}

static void put(struct owners *owners, uint32_t hash, struct expectation *first)
{
	size_t at = hash & (owners->size - 1);

	while (owners->groups[at])
		at = (at + 1) & (owners->size - 1);
	owners->hashes[at] = hash;
	owners->groups[at] = first;
}

static void grow(struct owners *owners)
{
	const struct owners old = *owners;

	tables_new(owners, old.size * 2);
	for (size_t i = 0; i < old.size; i++) {
		if (old.groups[i])
			put(owners, old.hashes[i], old.groups[i]);
	}
	arena_free(old.tables);
}

void owners_add(struct owners *owners, struct expectation *first)
{
	if (owners->len >= owners->size / 3 * 2)
		grow(owners);
	put(owners, hash_of(draft_owner(first)), first);
	owners->len++;
}

void owners_replace(struct owners *owners, const struct expectation *first,
		    struct expectation *other)
{
	size_t at = hash_of(draft_owner(first)) & (owners->size - 1);

	while (owners->groups[at] != first)
		at = (at + 1) & (owners->size - 1);
	owners->groups[at] = other;
}

struct expectation *owners_next(const struct owners *owners, struct name owner,
				size_t *at)
{
	uint32_t hash = hash_of(owner);

	for (size_t step = *at;; step++) {
		size_t i = (hash + step) & (owners->size - 1);

		if (!owners->groups[i])
			return NULL;
		if (owners->hashes[i] == hash &&
		    name_equal(draft_owner(owners->groups[i]), owner)) {
			*at = step + 1;
			return owners->groups[i];
		}
	}
}

const struct expectation *owners_find(const struct owners *owners, struct name owner,
				      uint16_t type)
{
	const struct expectation *group = NULL;
	size_t at = 0;

	while ((group = owners_next(owners, owner, &at))) {
		const struct expectation *expectation = group;

		do {
			if (expectation->type == type && draft_is_positive(expectation))
				return expectation;
			expectation = expectation->next;
		} while (expectation && !(expectation->reading & DRAFT_BEGINS_KEY));
	}
	return NULL;
}
