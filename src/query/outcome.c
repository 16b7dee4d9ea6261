#include "query/outcome.h"

#include <errno.h>
#include <stddef.h>

#include "base/attr.h"

/* clang-format off */
static const struct {
	int system_errno;
	enum outcome outcome;
} rows[] = {
	{ ECONNREFUSED, OUTCOME_REFUSED },
	{ ENETUNREACH,  OUTCOME_UNREACHABLE },
	{ EHOSTUNREACH, OUTCOME_UNREACHABLE },
	{ ENETDOWN,     OUTCOME_UNREACHABLE },
	{ EHOSTDOWN,    OUTCOME_UNREACHABLE },
	{ ENONET,       OUTCOME_UNREACHABLE },
	{ ENOPROTOOPT,  OUTCOME_UNREACHABLE },
	{ EPROTO,       OUTCOME_UNREACHABLE },
	{ ECONNRESET,   OUTCOME_CLOSED },
	{ ECONNABORTED, OUTCOME_CLOSED },
	{ EPIPE,        OUTCOME_CLOSED },
	{ ETIMEDOUT,    OUTCOME_TIMEOUT },
};
/* clang-format on */

enum outcome outcome_of_errno(int system_errno)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].system_errno == system_errno)
			return rows[i].outcome;
	}
	return OUTCOME_LOCAL;
}
