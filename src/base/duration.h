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
 * "250us", "100ms", "2s", "5m", "3h", "7d", "2w", or several from the largest down ("1h30m"); a
 * bare number is seconds; decimals are allowed in the last part ("1.5s").
 * Errors: ERR_SYNTAX, ERR_RANGE (over 100 years, or parts of a microsecond).
 * @out_us microseconds
 */
NODISCARD enum err duration_parse(struct str text, uint64_t *out_us);

/** The exact value in that grammar, as a person would write it: "2s", "1h30m", "1.5ms". */
void duration_print(struct text *text, uint64_t us);

/**
 * "2026-12-01T00:00Z", seconds and an offset ("+01:00") allowed, or a date alone (UTC).
 * Errors: ERR_SYNTAX, ERR_RANGE.
 * @out_seconds since 1970, UTC
 */
NODISCARD enum err duration_parse_time(struct str text, int64_t *out_seconds);

/** "2026-11-20T18:02:03Z"; with milliseconds, as "03.123Z", when @has_fraction. */
void duration_print_time(struct text *text, uint64_t us_since_1970, bool has_fraction);
