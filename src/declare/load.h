#pragma once

#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/fault.h"

struct arena;
struct declaration;
struct declared_kind;

/**
 * Reads declarations: files, or directories (every *.yaml and *.yml in them, sorted), joined into one;
 * "-" is standard input.  A file that is an octoDNS zone file by its shape is named in a fault
 * that says how to declare it.
 *
 * @kinds, @kind_count  the kinds of check whose keys are known
 * @out_declaration     in @arena; with faults, what could be read: to look for more of them, not to ask
 * Errors: ERR_FAULTS: every fault of every file is in @faults, nothing may be asked.
 */
NODISCARD enum err load_files(struct arena *arena, const char *const *paths,
			      size_t path_count, const struct declared_kind *const *kinds,
			      size_t kind_count, struct faults *faults,
			      const struct declaration **out_declaration);
