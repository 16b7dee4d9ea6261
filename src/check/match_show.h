#pragma once

#include "verdict/reason.h"

struct matching;

/** Adds all that was declared to the expected lines. */
void match_show_expected(const struct matching *matching);

/** The same where nothing was served: told, not shown as a difference. */
void match_show_unanswered(const struct matching *matching);

/** Adds every served record to the actual lines. */
void match_show_served(const struct matching *matching);

/** Fails for @reason and shows both sides whole. */
void match_show_fail(struct matching *matching, enum reason reason);

/** The same with the response code before the served records. */
void match_show_fail_rcode(struct matching *matching, enum reason reason);

/** The same where values differ: what is missing and what is too much comes first. */
void match_show_difference(struct matching *matching, enum reason reason);

/** Says where aliases led, when some were followed. */
void match_show_end(const struct matching *matching);
