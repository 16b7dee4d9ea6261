#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

struct text;

/** The head of every row of a door: check kinds, lints, formats, sinks and commands begin with it. */
struct entry {
	const char *name;    /* what a user types: lower case, hyphens */
	const char *summary; /* one line for help and manual: no capital, no full stop */
};

/** A door: the rows of one `.def` table. */
struct registry {
	const char *noun; /* "format", "command": for messages */
	const struct entry *const *entries;
	size_t len;
};

/** Returns the row of exactly that name, or NULL. */
const struct entry *registry_find(const struct registry *registry, struct str name);

/** Returns the name nearest to what was typed, or NULL when none is near enough to suggest. */
const char *registry_nearest(const struct registry *registry, struct str name);

/** Adds "a, b, c and d". */
void registry_print_names(const struct registry *registry, struct text *text);
