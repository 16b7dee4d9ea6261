#pragma once

#include <errno.h>
#include <stdbool.h>

#include "query/answer.h"

/** What an errno of a socket makes of an attempt; OUTCOME_LOCAL when it is not the peer's doing. */
enum outcome outcome_of_errno(int system_errno);

/** True for an errno that only says: not now. */
static inline bool outcome_is_passing(int system_errno)
{
	return system_errno == EAGAIN || system_errno == EINTR;
}
