#include "declare/owners.h"

#include "base/arena.h"
#include "base/map.h"
#include "declare/declaration.h"
#include "declare/draft.h"

struct owners {
	size_t size; /* of both tables: a power of two, at most two thirds full */
	uint32_t *hashes;
	struct expectation **groups; /* NULL: empty */
};

struct owners *owners_new(struct arena *arena, size_t group_count)
{
	struct owners *owners = arena_alloc(arena, sizeof(*owners));

	owners->size = 16;
	while (owners->size < group_count + group_count / 2)
		owners->size *= 2;
	owners->hashes = arena_array(arena, owners->size, sizeof(*owners->hashes));
	owners->groups = arena_array(arena, owners->size, sizeof(*owners->groups));
	return owners;
}

static uint32_t hash_of(struct name owner)
{
	return (uint32_t)map_hash(owner.wire, owner.size);
}

void owners_add(struct owners *owners, struct expectation *first)
{
	uint32_t hash = hash_of(draft_owner(first));
	size_t at = hash & (owners->size - 1);

	while (owners->groups[at])
		at = (at + 1) & (owners->size - 1);
	owners->hashes[at] = hash;
	owners->groups[at] = first;
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
