#pragma once

#include <stdint.h>

/** Microseconds of a clock that never jumps; its zero has no meaning. */
uint64_t clock_mono_us(void);

/** Microseconds since 1970, UTC. */
uint64_t clock_wall_us(void);

/**
 * Tests only: stops both clocks and sets them by hand.  @mono_us and @wall_us as above.
 * clock_release gives the real ones back.
 */
void clock_hold(uint64_t mono_us, uint64_t wall_us);
void clock_release(void);
