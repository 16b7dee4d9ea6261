#include "query/trail.h"

#include "query/heap.h"

enum { ROOM_FIRST = 8 };

static void grow(struct trail *trail)
{
	trail->room = trail->room == 0 ? ROOM_FIRST : trail->room * 2;
	trail->steps = heap_resize(trail->steps, trail->room * sizeof(*trail->steps));
	trail->wires = heap_resize(trail->wires, trail->room * sizeof(*trail->wires));
}

void trail_add(struct trail *trail, const struct trail_step *step, const uint8_t *wire,
	       size_t size)
{
	if (trail->count == TRAIL_STEPS_MAX || size > TRAIL_SIZE_MAX - trail->size)
		return;
	if (trail->count == trail->room)
		grow(trail);

	struct trail_step *added = &trail->steps[trail->count];
	uint8_t *copy = size == 0 ? NULL : heap_copy(wire, size);

	trail->wires[trail->count++] = copy;
	*added = *step;
	added->wire = copy;
	added->size = size;
	trail->size += size;
}

void trail_clear(struct trail *trail)
{
	for (size_t i = 0; i < trail->count; i++)
		heap_free(trail->wires[i]);
	heap_free(trail->wires);
	heap_free(trail->steps);
	*trail = (struct trail){ .steps = NULL };
}
