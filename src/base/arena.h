#pragma once

#include <stddef.h>

#include "base/attr.h"

/**
 * Memory that lives and dies together.  Never returns NULL: without memory the program ends
 * with status 71.  Not thread-safe.
 */
struct arena;

/** Makes an empty arena. */
struct arena *arena_new(void);

/** Frees all that was allocated, after running the cleanups, last first.  NULL is allowed. */
void arena_free(struct arena *arena);

/** Gives @size zeroed bytes, aligned for any type.  A size of 0 gives a unique pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/** Gives a zeroed array; ends the program when @count * @size overflows. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/** Gives @size bytes aligned to one byte and not zeroed: for text and wire. */
void *arena_bytes(struct arena *arena, size_t size);

/** Copies @size bytes; no alignment is promised.  @data may be NULL when @size is 0. */
void *arena_copy(struct arena *arena, const void *data, size_t size);

/** Runs @free_object(@object) when the arena dies: for what a library allocated. */
void arena_add_cleanup(struct arena *arena, void (*free_object)(void *), void *object);

/**
 * Drops all that was allocated, after running the cleanups, but keeps the memory of small
 * objects for re-use: for scratch arenas.
 */
void arena_reset(struct arena *arena);

/** Bytes taken from the system. */
size_t arena_size(const struct arena *arena);

/** Says that memory ran out and ends the program with status 71: for the few who call malloc. */
void arena_exhausted(void) NORETURN;
