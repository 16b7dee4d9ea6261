#pragma once

#include "base/attr.h"
#include "base/err.h"
#include "cli/dig_lookup.h"
#include "dns/build.h"

struct arena;

/**
 * The message that a lookup asks for.
 *
 * @arena     owns its EDNS options
 * @qname     borrowed
 * Errors: ERR_LIMIT when the options do not fit a message.
 */
NODISCARD enum err dig_query_build(struct arena *arena, const struct dig_lookup *lookup,
				   struct name qname, struct build_query *out_query);
