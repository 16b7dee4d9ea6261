#pragma once

#include <stdbool.h>
#include <stddef.h>

struct arena;

/** True when @path is a directory. */
bool directory_is(const char *path);

/** "@directory/@name". */
char *directory_join(struct arena *arena, const char *directory, const char *name);

/**
 * Lists the *.yaml and *.yml files of a directory, hidden ones left out, sorted.
 *
 * @out_files  paths, in @arena
 * Returns how many, or -1 with errno.
 */
ptrdiff_t directory_list(struct arena *arena, const char *path, const char ***out_files);
