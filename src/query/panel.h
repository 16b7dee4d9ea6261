#pragma once

#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"

struct answer;
struct arena;
struct ask_policy;
struct build_query;
struct engine;
struct server;

/** A question to one server and, once it was asked, what became of it. */
struct panel_question {
	const struct build_query *query; /* borrowed */
	const struct server *server;     /* borrowed */
	const struct answer *answer;     /* NULL while there is none */
};

/**
 * Asks all questions at once and waits.  An answer is in @arena; it stays NULL where the engine was
 * stopped before.
 * Errors: ERR_LIMIT for a message that is too long, ERR_SYSTEM.
 */
NODISCARD enum err panel_ask(struct arena *arena, struct engine *engine,
			     const struct ask_policy *policy,
			     struct panel_question *questions, size_t count);
