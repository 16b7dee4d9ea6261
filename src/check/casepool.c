#include "check/casepool.h"

#include "base/arena.h"

struct check_case *casepool_take(struct casepool *pool, struct casework *work)
{
	struct check_case *one = pool->unused;

	if (one != NULL) {
		pool->unused = one->next_live;
	} else {
		one = arena_alloc(pool->arena, sizeof(*one));
	}
	*one = (struct check_case){ .work = work, .next_live = pool->live };
	if (pool->live != NULL)
		pool->live->previous_live = one;
	pool->live = one;
	pool->live_count++;
	return one;
}

void casepool_drop(struct casepool *pool, struct check_case *one)
{
	arena_free(one->arena);
	if (one->previous_live != NULL) {
		one->previous_live->next_live = one->next_live;
	} else {
		pool->live = one->next_live;
	}
	if (one->next_live != NULL)
		one->next_live->previous_live = one->previous_live;
	one->next_live = pool->unused;
	pool->unused = one;
	pool->live_count--;
}

struct arena *casepool_arena(struct check_case *one)
{
	if (one->arena == NULL)
		one->arena = arena_new();
	return one->arena;
}

void casepool_free(struct casepool *pool)
{
	for (struct check_case *one = pool->live; one != NULL; one = one->next_live)
		arena_free(one->arena);
}
