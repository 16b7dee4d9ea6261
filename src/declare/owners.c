#include "declare/owners.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "declare/declaration.h"
#include "declare/draft.h"

enum { SIZE_MIN = 16 };

/* Small, so that most of a search that finds nothing is one look at memory. */
struct slot {
	uint32_t hash;
	uint32_t number; /* of the group, from 1; 0: empty */
};

struct owners {
	struct arena *tables; /* of slots and groups: freed when they grow */
	struct slot *slots;
	size_t size; /* of slots: a power of two, two thirds of them used at most */
	struct expectation **groups;
	size_t len;
	struct name last; /* the owner that was hashed last */
	uint32_t last_hash;
};

static void tables_free(void *owners)
{
	arena_free(((struct owners *)owners)->tables);
}

static size_t room_of(size_t size)
{
	return size / 3 * 2;
}

static void tables_new(struct owners *owners, size_t size)
{
	owners->tables = arena_new();
	owners->size = size;
	owners->slots = arena_array(owners->tables, size, sizeof(*owners->slots));
	owners->groups = arena_array(owners->tables, room_of(size) + 1,
				     sizeof(struct expectation *));
}

struct owners *owners_new(struct arena *arena, size_t group_count)
{
	struct owners *owners = arena_alloc(arena, sizeof(*owners));
	size_t size = SIZE_MIN;

	while (room_of(size) < group_count)
		size *= 2;
	tables_new(owners, size);
	arena_add_cleanup(arena, tables_free, owners);
	return owners;
}

static uint32_t hash_of(struct owners *owners, struct name owner)
{
	if (owner.wire != owners->last.wire || owner.size != owners->last.size) {
		owners->last = owner;
		owners->last_hash = (uint32_t)map_hash(owner.wire, owner.size);
	}
	return owners->last_hash;
}

static void put(struct owners *owners, struct slot slot)
{
	size_t at = slot.hash & (owners->size - 1);

	while (owners->slots[at].number != 0)
		at = (at + 1) & (owners->size - 1);
	owners->slots[at] = slot;
}

static void grow(struct owners *owners)
{
	const struct owners old = *owners;

	tables_new(owners, old.size * 2);
	memcpy(owners->groups, old.groups, (old.len + 1) * sizeof(struct expectation *));
	for (size_t i = 0; i < old.size; i++) {
		if (old.slots[i].number != 0)
			put(owners, old.slots[i]);
	}
	arena_free(old.tables);
}

void owners_add(struct owners *owners, struct expectation *first)
{
	if (owners->len >= room_of(owners->size))
		grow(owners);
	owners->groups[++owners->len] = first;
	put(owners,
	    (struct slot){ hash_of(owners, draft_owner(first)), (uint32_t)owners->len });
}

struct expectation *owners_next(struct owners *owners, struct name owner, size_t *at)
{
	uint32_t hash = hash_of(owners, owner);

	for (size_t step = *at;; step++) {
		struct slot slot = owners->slots[(hash + step) & (owners->size - 1)];

		if (slot.number == 0)
			return NULL;
		if (slot.hash == hash &&
		    name_equal(draft_owner(owners->groups[slot.number]), owner)) {
			*at = step + 1;
			return owners->groups[slot.number];
		}
	}
}

void owners_replace(struct owners *owners, const struct expectation *first,
		    struct expectation *other)
{
	uint32_t hash = hash_of(owners, draft_owner(first));
	size_t at = hash & (owners->size - 1);

	while (owners->groups[owners->slots[at].number] != first)
		at = (at + 1) & (owners->size - 1);
	owners->groups[owners->slots[at].number] = other;
}

const struct expectation *owners_find(struct owners *owners, struct name owner,
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

size_t owners_len(const struct owners *owners)
{
	return owners->len;
}
