/* allocates: what comes and goes with servers and sockets must not pile up in an arena */
#include "query/heap.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

static void *must(void *memory)
{
	if (memory == NULL)
		arena_exhausted();
	return memory;
}

void *heap_array(size_t count, size_t size)
{
	return must(calloc(count > 0 ? count : 1, size > 0 ? size : 1));
}

void *heap_new(size_t size)
{
	return heap_array(1, size);
}

void *heap_resize(void *memory, size_t size)
{
	return must(realloc(memory, size > 0 ? size : 1));
}

void *heap_copy(const void *data, size_t size)
{
	void *copy = must(malloc(size > 0 ? size : 1));

	if (size > 0)
		memcpy(copy, data, size);
	return copy;
}

void heap_free(void *memory)
{
	free(memory);
}
