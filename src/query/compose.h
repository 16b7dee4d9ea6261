#pragma once

#include "base/attr.h"
#include "base/err.h"

struct cookie_table;
struct server;
struct slot;

/**
 * Makes slot->wire the message of the next attempt to @server: the question as it was asked, with the
 * EDNS of the moment, our cookie and, when the policy says so, random case.  Its id is 0.
 * Errors: ERR_LIMIT when it would be larger than BUILD_SIZE_MAX.
 */
NODISCARD enum err compose_message(struct cookie_table *cookies,
				   const struct server *server, struct slot *slot);
