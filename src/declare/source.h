#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/fault.h"
#include "base/str.h"

struct arena;

enum {
	SOURCE_SIZE_MAX = 1 << 30, /* bytes */
	SOURCE_DEPTH_MAX = 8,      /* files that include each other, the first counted */
};

/** A file in memory, and which file made us read it. */
struct source {
	const char *path; /* lives as long as the faults */
	struct str text;
	const struct source *up; /* what included it, or NULL */
	unsigned depth;          /* 1 for one that nothing included */
};

/**
 * Reads a file.
 *
 * @up        the file that names it, or NULL
 * @path      used as it is: see source_resolve; "-" is standard input
 * @place     of the words that name it
 * Errors: ERR_FAULTS: it cannot be read, it is too large, it includes itself by any number of
 *         steps, includes go too deep, or what is included is no regular file; one fault is
 *         recorded at @place.
 */
NODISCARD enum err source_read(struct arena *arena, const struct source *up,
			       const char *path, struct place place,
			       struct faults *faults, const struct source **out_source);

/** True when @path leads to @up or to what includes it. */
bool source_is_above(const struct source *up, const char *path);

/** @name as seen from the directory of @file; an absolute one as it is. */
const char *source_resolve(struct arena *arena, const char *file, struct str name);
