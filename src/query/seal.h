#pragma once

#include "base/attr.h"
#include "base/err.h"

struct slot;

/**
 * Makes slot->wire ready to go: its id, and where the policy has a key a signature, which covers the id and
 * so comes last.
 * Errors: ERR_LIMIT, ERR_SYSTEM where it cannot be signed.
 */
NODISCARD enum err seal_message(struct slot *slot);
