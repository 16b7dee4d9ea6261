#include "base/clock.h"

#include <stdbool.h>
#include <time.h>

static struct {
	bool is_held;
	uint64_t mono_us;
	uint64_t wall_us;
} held;

static uint64_t now_us(clockid_t id)
{
	struct timespec now = { 0 };

	clock_gettime(id, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

uint64_t clock_mono_us(void)
{
	return held.is_held ? held.mono_us : now_us(CLOCK_MONOTONIC);
}

uint64_t clock_wall_us(void)
{
	return held.is_held ? held.wall_us : now_us(CLOCK_REALTIME);
}

void clock_hold(uint64_t mono_us, uint64_t wall_us)
{
	held.is_held = true;
	held.mono_us = mono_us;
	held.wall_us = wall_us;
}

void clock_release(void)
{
	held.is_held = false;
}
