#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_ASAN 1
#endif
#endif
#ifdef HAS_ASAN
#include <sanitizer/asan_interface.h>
#endif

enum {
	BLOCK_MIN = 4 * 1024,    /* bytes of the first block, with its header */
	BLOCK_MAX = 1024 * 1024, /* bytes of the largest shared block */
	ALIGNMENT = alignof(max_align_t),
#ifdef HAS_ASAN
	RED_ZONE = 16, /* poisoned bytes behind each object */
#else
	RED_ZONE = 0,
#endif
};

/* Bytes that one allocation may ask for: far above any bound of ours, far below overflow. */
static const size_t object_max = PTRDIFF_MAX / 4;

struct block {
	struct block *next;
	size_t used;
	size_t size; /* of data */
	alignas(max_align_t) unsigned char data[];
};

struct cleanup {
	struct cleanup *next;
	void (*free_object)(void *);
	void *object;
};

struct arena {
	struct block *first; /* shared blocks, the oldest first */
	struct block
		*current;  /* the one that is being filled; those behind it are empty */
	struct block *own; /* blocks of one big object each */
	struct cleanup *cleanups;
	size_t size; /* bytes taken from the system */
};

static void poison(const void *data, size_t size)
{
#ifdef HAS_ASAN
	__asan_poison_memory_region(data, size);
#else
	(void)data;
	(void)size;
#endif
}

static void unpoison(const void *data, size_t size)
{
#ifdef HAS_ASAN
	__asan_unpoison_memory_region(data, size);
#else
	(void)data;
	(void)size;
#endif
}

void arena_exhausted(void)
{
	fputs("digdrift: out of memory\n", stderr);
	exit(EX_OSERR);
}

struct arena *arena_new(void)
{
	struct arena *arena = calloc(1, sizeof(*arena));

	if (!arena)
		arena_exhausted();
	return arena;
}

static struct block *block_new(struct arena *arena, size_t size)
{
	struct block *block = malloc(sizeof(*block) + size);

	if (!block)
		arena_exhausted();
	block->next = NULL;
	block->used = 0;
	block->size = size;
	arena->size += sizeof(*block) + size;
	poison(block->data, size);
	return block;
}

static void blocks_free(struct arena *arena, struct block *block)
{
	while (block) {
		struct block *next = block->next;

		arena->size -= sizeof(*block) + block->size;
		unpoison(block->data, block->size);
		free(block);
		block = next;
	}
}

static void cleanups_run(struct arena *arena)
{
	while (arena->cleanups) {
		struct cleanup *cleanup = arena->cleanups;

		arena->cleanups = cleanup->next;
		cleanup->free_object(cleanup->object);
	}
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	cleanups_run(arena);
	blocks_free(arena, arena->own);
	blocks_free(arena, arena->first);
	free(arena);
}

/* Bytes of the next shared block: as much again as was taken so far. */
static size_t block_size_next(const struct arena *arena)
{
	if (arena->size >= BLOCK_MAX)
		return BLOCK_MAX - sizeof(struct block);
	return arena->size + BLOCK_MIN - sizeof(struct block);
}

/* Takes @size bytes off a block; NULL when it has not that many left. */
static void *block_take(struct block *block, size_t size, size_t alignment)
{
	size_t start = (block->used + alignment - 1) & ~(alignment - 1);

	if (start > block->size || block->size - start < size + RED_ZONE)
		return NULL;
	block->used = start + size + RED_ZONE;
	unpoison(block->data + start, size);
	return block->data + start;
}

/* A shared block that has room for @size bytes, or one of its own for a big object. */
static struct block *block_find(struct arena *arena, size_t size)
{
	while (arena->current && arena->current->next) {
		arena->current = arena->current->next;
		if (arena->current->size >= size)
			return arena->current;
	}

	size_t shared = block_size_next(arena);

	if (size > shared / 2) {
		struct block *block = block_new(arena, size);

		block->next = arena->own;
		arena->own = block;
		return block;
	}

	struct block *block = block_new(arena, shared);

	if (arena->current) {
		arena->current->next = block;
	} else {
		arena->first = block;
	}
	arena->current = block;
	return block;
}

static void *take(struct arena *arena, size_t size, size_t alignment)
{
	if (size == 0)
		size = 1;
	if (size > object_max)
		arena_exhausted();
	if (arena->current) {
		void *data = block_take(arena->current, size, alignment);

		if (data)
			return data;
	}
	return block_take(block_find(arena, size + RED_ZONE), size, alignment);
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(take(arena, size, ALIGNMENT), 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t total = 0;

	if (__builtin_mul_overflow(count, size, &total))
		arena_exhausted();
	return arena_alloc(arena, total);
}

void *arena_bytes(struct arena *arena, size_t size)
{
	return take(arena, size, 1);
}

void *arena_copy(struct arena *arena, const void *data, size_t size)
{
	void *copy = take(arena, size, 1);

	if (size > 0)
		memcpy(copy, data, size);
	return copy;
}

void arena_add_cleanup(struct arena *arena, void (*free_object)(void *), void *object)
{
	struct cleanup *cleanup = arena_alloc(arena, sizeof(*cleanup));

	cleanup->next = arena->cleanups;
	cleanup->free_object = free_object;
	cleanup->object = object;
	arena->cleanups = cleanup;
}

void arena_reset(struct arena *arena)
{
	cleanups_run(arena);
	/* A big object is rarely followed by another of its size: its block is not kept. */
	blocks_free(arena, arena->own);
	arena->own = NULL;
	for (struct block *block = arena->first; block; block = block->next) {
		block->used = 0;
		poison(block->data, block->size);
	}
	arena->current = arena->first;
}

size_t arena_size(const struct arena *arena)
{
	return arena->size;
}
