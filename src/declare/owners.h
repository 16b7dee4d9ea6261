#pragma once

#include <stddef.h>
#include <stdint.h>

#include "dns/name.h"

struct arena;
struct expectation;

/**
 * Finds the expectations of a zone by their owner.  A group is what one key of one file declares
 * for an owner: the expectation with DRAFT_BEGINS_KEY and those behind it up to the next such.
 * The octets of each name it is given stay as they are as long as the table lives.
 */
struct owners;

/** Makes an empty table with room for @group_count groups; it grows. */
struct owners *owners_new(struct arena *arena, size_t group_count);

/** Adds a group by its first expectation. */
void owners_add(struct owners *owners, struct expectation *first);

/** Puts another first expectation in the place of one that was added. */
void owners_replace(struct owners *owners, const struct expectation *first,
		    struct expectation *other);

/** The groups of @owner, one after the other: begin with *@at 0; NULL at the end. */
struct expectation *owners_next(struct owners *owners, struct name owner, size_t *at);

/** The expectation of @owner and @type that says it is there, or NULL. */
const struct expectation *owners_find(struct owners *owners, struct name owner,
				      uint16_t type);

/** Groups in the table. */
size_t owners_len(const struct owners *owners);
