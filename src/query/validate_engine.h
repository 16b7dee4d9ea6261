#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "query/engine.h"
#include "query/validate.h"
#include "query/walk.h"

/**
 * Gets the chain of a validation from servers: a resolver's, or, with a walk, those of each zone from the root down.
 * Open, so that it can stand on the stack; what it fetches lives in its arena.
 */
struct validate_engine {
	struct arena *arena;
	struct engine *engine;
	const struct server *const *servers; /* the resolver; unused with a walk */
	size_t server_count;
	struct walk *walk;               /* NULL: a resolver is asked */
	const struct ask_policy *policy; /* borrowed */
};

/** A validate_fetch: @user is a struct validate_engine. */
void validate_engine_fetch(void *user, struct name zone, struct name qname,
			   uint16_t qtype, struct validate_reply *out_reply);
