#pragma once

#include <stddef.h>

#include "verdict/verdict.h"

struct arena;

/** Verdicts kept until the end by formats that group or count them. */
struct findings {
	struct arena *arena;
	const struct verdict **list;
	size_t count;
	size_t room;
};

/** @arena owns the copies. */
struct findings *findings_new(struct arena *arena);

/** Keeps a copy. */
void findings_add(struct findings *findings, const struct verdict *verdict);

/** Orders by zone, place in the declaration, name, type, server and address. */
void findings_sort(struct findings *findings);
