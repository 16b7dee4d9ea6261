#include "base/err.h"

static const char *const texts[ERR_COUNT] = {
	[ERR_OK] = "no error",
	[ERR_SYNTAX] = "not well formed",
	[ERR_RANGE] = "out of range",
	[ERR_LIMIT] = "too large",
	[ERR_NOT_FOUND] = "not found",
	[ERR_IO] = "reading or writing failed",
	[ERR_SYSTEM] = "the system refused",
	[ERR_UNSUPPORTED] = "not supported",
	[ERR_FAULTS] = "faults were found",
};

const char *err_text(enum err err)
{
	return texts[err];
}
