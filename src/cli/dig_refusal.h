#pragma once

#include <stdbool.h>

#include "base/attr.h"

struct dig_line;

/**
 * Refuses options that do not go together, before anything is asked: never a plain query in place of a
 * secured one.  Returns false having said so, with the line's exit_code set.
 */
NODISCARD bool dig_refusal_check(struct dig_line *line);
