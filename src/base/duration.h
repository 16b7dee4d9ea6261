#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

struct text;

enum {
	DURATION_MS = 1000,       /* microseconds */
	DURATION_S = 1000 * 1000, /* microseconds */
};

/**
 * "250us", "100ms", "2s", "5m", "3h", "7d", "2w", or several ("1h30m"); a bare number is seconds;
 * decimals are allowed in the last part ("1.5s").
 * Errors: ERR_SYNTAX, ERR_RANGE (over 100 years).
 * @out_us microseconds
 */
NODISCARD enum err duration_parse(struct str text, uint64_t *out_us);

/** The shortest exact form of that grammar: "2s", "1h30m". */
void duration_print(struct text *text, uint64_t us);

/**
 * "2026-12-01T00:00Z", seconds and an offset allowed, or a date alone (UTC).
 * Errors: ERR_SYNTAX, ERR_RANGE.
 * @out_seconds since 1970, UTC
 */
NODISCARD enum err duration_parse_time(struct str text, int64_t *out_seconds);

/** "2026-11-20T18:02:03Z", with ".123" when @us_part is not a whole second. */
void duration_print_time(struct text *text, uint64_t us_since_1970, bool has_fraction);
