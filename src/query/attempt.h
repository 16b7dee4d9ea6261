#pragma once

#include "base/attr.h"
#include "base/err.h"

struct engine;
struct slot;

/**
 * What is tried for a question, and in which order: retries, the next server, fallbacks.  Each try
 * is a struct attempt of the answer.
 */

/** Prepares the first attempt and queues it.  Errors: ERR_LIMIT for a message that is too large. */
NODISCARD enum err attempt_first(struct engine *engine, struct slot *slot);

/**
 * Brings every attempt that is over to its end: the next one is queued, or the answer is given to
 * its owner, who may ask more.  Not from a callback of c-ares.
 */
void attempt_settle(struct engine *engine);
