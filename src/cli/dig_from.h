#pragma once

#include <stdbool.h>

#include "base/attr.h"

struct dig_asker;

/**
 * Shows the messages of a capture file, or of a file that is one message, in place of asking anybody
 * (--from).  A reply is timed by the query before it with its id and addresses.
 * Returns false when the file cannot be read or ends in the middle, which was said.
 */
NODISCARD bool dig_from_show(struct dig_asker *asker);
