#pragma once

#include <stdbool.h>

/** What NSEC or NSEC3 records, whose signatures are good, say of what is not there. */
enum denial_verdict {
	DENIAL_PROVEN,
	DENIAL_OPT_OUT, /* it may be there, unsigned: a span that leaves out delegations */
	DENIAL_UNSIGNED,     /* the name is delegated without a DS: to an unsigned zone */
	DENIAL_COSTLY,       /* too many iterations to be worked out: as if unsigned */
	DENIAL_MISSING,      /* a part of the proof is not there */
	DENIAL_CONTRADICTED, /* the records say that it exists */
};

struct denial {
	enum denial_verdict verdict;
	const char *why;     /* what was proven, or what is wanting; constant text */
	bool has_ns;         /* the name itself is there and has NS: a delegation */
	bool is_nonexistent; /* the name itself is not there: NXNAME or a gap */
};
