#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "query/list.h"

struct wheel_timer;

/** Runs once when the time has come; it may set and clear any timer, its own too. */
typedef void wheel_fire(struct wheel_timer *timer, void *user);

/** A timer inside of its owner; set up by wheel_timer_init. */
struct wheel_timer {
	struct list node; /* of its bucket; alone when the timer is not set */
	uint64_t tick;
	wheel_fire *fire;
};

enum { WHEEL_TICK_US = 8192, WHEEL_BUCKETS = 4096 };

/** Many timers at O(1) each; they fire late by at most one tick of WHEEL_TICK_US, never early. */
struct wheel {
	struct list buckets[WHEEL_BUCKETS];
	uint64_t occupied[WHEEL_BUCKETS /
			  64]; /* a bit for each bucket that may hold timers */
	uint64_t tick;         /* the last that was fired */
};

void wheel_init(struct wheel *wheel, uint64_t now_us);
void wheel_timer_init(struct wheel_timer *timer, wheel_fire *fire);

/** Sets the timer to fire at @when_us or right after; moves it when it was set. */
void wheel_set(struct wheel *wheel, struct wheel_timer *timer, uint64_t when_us);
void wheel_clear(struct wheel_timer *timer);
bool wheel_is_set(const struct wheel_timer *timer);

/** Fires all whose time has come; @user is handed to them. */
void wheel_advance(struct wheel *wheel, uint64_t now_us, void *user);

/** When wheel_advance should run next: no timer is due before; UINT64_MAX without timers. */
uint64_t wheel_next_us(struct wheel *wheel);
