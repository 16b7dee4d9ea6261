#pragma once

#include "base/attr.h"
#include "base/err.h"

/**
 * Gives c-ares memory from lists of small blocks: it takes several for each query, in bursts that the
 * heap is slow at.  To be called before any other use of c-ares; more calls do nothing.
 * Errors: ERR_SYSTEM where the library does not start.
 */
NODISCARD enum err channel_memory_start(void);
