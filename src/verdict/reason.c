#include "verdict/reason.h"

#include "base/attr.h"
#include "base/nearest.h"

static const struct reason_info reasons[REASON_COUNT] = {
#define REASON(symbol, code, state, meaning, remedy) \
	[REASON_##symbol] = { code, state, meaning, remedy },
#include "verdict/reasons.def"
#undef REASON
};

static const char *const codes[] = {
#define REASON(symbol, code, state, meaning, remedy) code,
#include "verdict/reasons.def"
#undef REASON
};

const struct reason_info *reason_get(enum reason reason)
{
	return &reasons[reason];
}

enum reason reason_find(struct str code)
{
	for (unsigned reason = REASON_NONE + 1; reason < REASON_COUNT; reason++) {
		if (str_equal(str_of(reasons[reason].code), code))
			return (enum reason)reason;
	}
	return REASON_NONE;
}

const char *reason_nearest(struct str code)
{
	return nearest_find(code, codes, ARRAY_LEN(codes));
}
