#pragma once

#include <stddef.h>

/**
 * Memory for the engine's machinery that comes and goes while it runs (lanes, sockets, buffers), which
 * an arena would keep for ever.  None of these returns NULL: without memory the program ends with
 * status 71.
 */

/** @count zeroed elements of @size bytes. */
void *heap_array(size_t count, size_t size);

/** @size zeroed bytes. */
void *heap_new(size_t size);

/** Makes @memory (NULL is allowed) @size bytes large; new bytes are not zeroed. */
void *heap_resize(void *memory, size_t size);

/** A copy of @size bytes. */
void *heap_copy(const void *data, size_t size);

/** NULL is allowed. */
void heap_free(void *memory);
