#include "verdict/state.h"

#include "base/attr.h"

static const struct {
	const char *name;
	int rank; /* how bad: the higher decides */
	int exit_code;
} states[STATE_COUNT] = {
	[STATE_OK] = { "ok", 1, 0 },
	[STATE_WARNING] = { "warning", 2, 1 },
	[STATE_CRITICAL] = { "critical", 4, 2 },
	[STATE_UNKNOWN] = { "unknown", 3, 3 },
	[STATE_SKIPPED] = { "skipped", 0, 0 },
};

const char *state_name(enum state state)
{
	return states[state].name;
}

enum state state_worse(enum state a, enum state b)
{
	return states[a].rank >= states[b].rank ? a : b;
}

int state_exit_code(enum state worst)
{
	return states[worst].exit_code;
}
