#pragma once

#include <stddef.h>

#include "check/asking.h"
#include "check/kind.h"

struct arena;
struct casework;

struct check_case {
	struct casework *work;
	const struct check_kind *kind;
	struct subject subject;
	const struct target *targets;
	size_t target_count;
	struct asking first; /* most cases need no second */
	struct asking *last; /* NULL while nothing was wished */
	size_t count;        /* of askings */
	size_t outstanding;
	unsigned rounds;
	struct arena *arena; /* NULL until a second question or a kept answer needs it */
	struct check_case *previous_live, *next_live; /* or next free */
};

/** Cases by use: what is dropped is taken again. */
struct casepool {
	struct arena *arena; /* owns the cases */
	struct check_case *live, *unused;
	size_t live_count;
};

/** An empty case of @work, live until it is dropped. */
struct check_case *casepool_take(struct casepool *pool, struct casework *work);

void casepool_drop(struct casepool *pool, struct check_case *one);

/** The memory of one case; made when it is first needed, since most cases need none. */
struct arena *casepool_arena(struct check_case *one);

/** Frees what live cases hold. */
void casepool_free(struct casepool *pool);
