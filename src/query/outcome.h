#pragma once

#include "query/answer.h"

/** What an errno of a socket makes of an attempt; OUTCOME_LOCAL when it is not the peer's doing. */
enum outcome outcome_of_errno(int system_errno);
