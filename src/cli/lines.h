#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

enum { LINES_LINE_MAX = 4096 };

/** Reads lines of a file or a pipe, one at a time, in flat memory. */
struct lines;

/** @path "-" is standard input.  Errors: ERR_NOT_FOUND, ERR_IO with errno. */
NODISCARD enum err lines_new(const char *path, struct lines **out_lines);

/** NULL is allowed. */
void lines_free(struct lines *lines);

/**
 * The next line without its end, borrowed until the next call; false at the end.
 * @out_is_cut  the line was longer than LINES_LINE_MAX and lost its rest
 */
bool lines_next(struct lines *lines, struct str *out_line, bool *out_is_cut);

/** Lines read so far. */
uint64_t lines_count(const struct lines *lines);

/** Bytes read so far, and of the whole file (0: unknown): for progress. */
uint64_t lines_read_bytes(const struct lines *lines);
uint64_t lines_total_bytes(const struct lines *lines);

/** True when reading ended by an error; errno tells. */
bool lines_has_error(const struct lines *lines);
