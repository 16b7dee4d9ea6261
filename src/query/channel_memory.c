/* allocates: for c-ares, which frees what it got when it likes */
#include "query/channel_memory.h"

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <ares.h>

enum {
	STEP = 32,      /* between the sizes of blocks */
	CLASSES = 16,   /* blocks of up to CLASSES * STEP bytes are kept */
	CLASS_NONE = 0, /* larger ones go back to the heap */
#if defined(__SANITIZE_ADDRESS__)
	KEPT_MAX = 0, /* every block is a new one, so that misuse shows */
#else
	KEPT_MAX = 16384, /* blocks of a class */
#endif
};

/* Stands before each block. */
struct head {
	union {
		alignas(max_align_t) size_t size; /* in use: bytes behind the head */
		struct head *next;                /* free */
	};
};

static struct {
	bool is_started;
	struct head *free[CLASSES + 1];
	unsigned kept[CLASSES + 1];
} pool;

static unsigned class_of(size_t size)
{
	return size <= (size_t)CLASSES * STEP ? (unsigned)((size + STEP - 1) / STEP)
					      : CLASS_NONE;
}

static void *pool_malloc(size_t size)
{
	unsigned class = class_of(size == 0 ? 1 : size);
	struct head *head = class == CLASS_NONE ? NULL : pool.free[class];

	if (head != NULL) {
		pool.free[class] = head->next;
		pool.kept[class]--;
	} else {
		size_t room = class == CLASS_NONE ? size : (size_t) class * STEP;

		head = room > PTRDIFF_MAX / 2 ? NULL : malloc(sizeof(*head) + room);
		if (head == NULL)
			return NULL;
	}
	head->size = size;
	return head + 1;
}

static void pool_free(void *block)
{
	struct head *head = block == NULL ? NULL : (struct head *)block - 1;
	unsigned class;

	if (head == NULL)
		return;
	class = class_of(head->size == 0 ? 1 : head->size);
	if (class == CLASS_NONE || pool.kept[class] == KEPT_MAX) {
		free(head);
		return;
	}
	head->next = pool.free[class];
	pool.free[class] = head;
	pool.kept[class]++;
}

static void *pool_realloc(void *block, size_t size)
{
	const struct head *head = block == NULL ? NULL : (struct head *)block - 1;
	void *larger = pool_malloc(size);

	if (larger == NULL || head == NULL)
		return larger;
	memcpy(larger, block, head->size < size ? head->size : size);
	pool_free(block);
	return larger;
}

enum err channel_memory_start(void)
{
	if (pool.is_started)
		return ERR_OK;
	if (ares_library_init_mem(ARES_LIB_INIT_ALL, pool_malloc, pool_free,
				  pool_realloc) != ARES_SUCCESS)
		return ERR_SYSTEM;
	pool.is_started = true;
	return ERR_OK;
}
