#pragma once

#include "declare/schema.h"

struct arena;

/** Copies a list with its texts to @arena: what a spec was read into does not last. */
struct schema_list keep_list(struct arena *arena, const struct schema_list *list);
