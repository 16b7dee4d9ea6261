#pragma once

#include <stdbool.h>

#include "base/attr.h"

struct dig_asker;
struct dig_line;

/** Lines of ~/.digrc and of the file of -f. */

/**
 * Reads the options of ~/.digrc; a missing file is none.
 * Returns false when the run is over: the line's exit_code tells why, and all was said.
 */
NODISCARD bool dig_batch_read_rc(struct dig_line *line, char *argv0);

/**
 * Asks the lookups of the line, then those of each line of the file of -f, one line at a time; memory
 * does not grow with their number.  Returns as above.
 */
NODISCARD bool dig_batch_ask(struct dig_asker *asker, char *argv0);
