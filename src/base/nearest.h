#pragma once

#include <stddef.h>

#include "base/str.h"

/**
 * Returns the one of @candidates (C strings) that a user most likely meant by @typed, or NULL:
 * within a third of its length by Damerau-Levenshtein distance, ASCII case folded.
 */
const char *nearest_find(struct str typed, const char *const *candidates, size_t len);
