#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "verdict/state.h"

/**
 * Reason codes, the closed list of verdict/reasons.def: REASON(symbol, "kebab-code", default state,
 * "what it means", "what to do next").  REASON_NONE is a verdict that is ok.
 */
enum reason {
	REASON_NONE,
#define REASON(symbol, code, state, meaning, remedy) REASON_##symbol,
#include "verdict/reasons.def"
#undef REASON
	REASON_COUNT
};

struct reason_info {
	const char *code;    /* "rrset-differs" */
	enum state state;    /* what it is unless the check says otherwise */
	const char *meaning; /* a sentence without full stop */
	const char *remedy;  /* the next step, a sentence without full stop */
};

/** @reason not REASON_NONE. */
const struct reason_info *reason_get(enum reason reason);

/** REASON_NONE when there is no such code. */
enum reason reason_find(struct str code);

/** The nearest code to what was typed, or NULL. */
const char *reason_nearest(struct str code);
