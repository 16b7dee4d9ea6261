#pragma once

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

/** What a verdict says.  Skipped is no judgement: the expectation was not asked, and says why. */
enum state {
	STATE_OK,
	STATE_WARNING,
	STATE_CRITICAL,
	STATE_UNKNOWN,
	STATE_SKIPPED,
	STATE_COUNT
};

/** "ok", "warning", "critical", "unknown", "skipped". */
const char *state_name(enum state state);

/** The worse of two: critical, unknown, warning, ok, skipped, as the exit codes rank them. */
enum state state_worse(enum state a, enum state b);

/** Exit code of check: 0 all ok, 1 warnings, 2 critical, 3 unknown; 2 beats 3 beats 1. */
int state_exit_code(enum state worst);
