#pragma once

#include <stdbool.h>

#include "base/attr.h"

struct dig_lookup;
struct dig_asker;

/**
 * Asks for one lookup and reports what becomes of it; its exit code is joined to the asker's.
 * Returns false when the run is over: the line's exit_code tells why, and all was said.
 */
NODISCARD bool dig_ask_lookup(struct dig_asker *asker, struct dig_lookup *lookup);
