#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/answer.h"

enum { TRAIL_STEPS_MAX = 512, TRAIL_SIZE_MAX = 8 * 1024 * 1024 };

/** The messages of one question in the order in which they were sent and came; on the heap, bounded. */
struct trail {
	struct trail_step *steps;
	uint8_t **wires; /* of the steps: owned */
	size_t count;
	size_t room;
	size_t size; /* bytes of all messages */
};

/**
 * Adds a copy of @wire with what @step tells of it; its own wire and size are not read.  Once the
 * trail is full, nothing is added any more.
 */
void trail_add(struct trail *trail, const struct trail_step *step, const uint8_t *wire,
	       size_t size);

/** Forgets all of it. */
void trail_clear(struct trail *trail);
