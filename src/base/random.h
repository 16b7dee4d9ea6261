#pragma once

#include <stddef.h>
#include <stdint.h>

/**
 * Fills with bytes of getrandom(2), read in blocks; ends the program with status 71 when the
 * kernel has none.  A fork would give both sides the same bytes: draw on one side only.
 */
void random_fill(void *data, size_t size);

/** 16 unpredictable bits: for ids of messages. */
uint16_t random_u16(void);

/** Unpredictable and even over 0 to @bound - 1; @bound at least 1. */
uint32_t random_below(uint32_t bound);
