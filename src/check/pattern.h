#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

struct arena;
struct expectation_extra;
struct expected_range;
struct judgement;

/** The longest pattern that is taken. */
enum { PATTERN_MAX = 4096 };

/** NULL when @pattern can be used, else why not, in @arena. */
const char *pattern_fault(struct arena *arena, struct str pattern);

enum pattern_result {
	PATTERN_MATCHES,
	PATTERN_DIFFERS,
	PATTERN_TOO_COSTLY, /* given up after a bounded number of steps */
};

/**
 * Holds rdata against a pattern: TXT as its strings joined, other types in presentation form.
 *
 * @message  whole, for names that are compressed
 * @offset   of the rdata in it
 */
enum pattern_result pattern_match(struct arena *arena, struct str pattern, uint16_t type,
				  struct str message, size_t offset, uint16_t rdata_size);

/** True when an address (4 or 16 bytes) lies in one of the declared ranges. */
bool pattern_is_in_ranges(const struct expectation_extra *extra, const uint8_t *address,
			  size_t size);

/** Shows a range as expected: "198.51.100.0/24". */
void pattern_expect_range(struct judgement *judgement, uint16_t type,
			  const struct expected_range *range);
