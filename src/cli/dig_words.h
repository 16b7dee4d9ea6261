#pragma once

#include <stdbool.h>
#include <stdio.h>

struct arena;

/** Lines of ~/.digrc and of batch files, cut into arguments. */

enum { DIG_WORDS_MAX = 64 };

/**
 * Reads a line and cuts it at blanks and tabs; words past DIG_WORDS_MAX - 2 are passed over, as
 * are bytes past the bound of a line.
 *
 * @argv0     becomes argv[0]
 * @out_argv  room for DIG_WORDS_MAX, NULL-terminated; the words are in the arena
 * @out_argc  1 for a blank line
 * @out_first first byte of the line, blanks too; NUL for an empty one
 * Returns false at the end of the file.
 */
bool dig_words_read(struct arena *arena, FILE *file, char *argv0, char **out_argv,
		    int *out_argc, char *out_first);
