#include "query/wheel.h"

#include <stddef.h>

enum { WORD_BITS = 64 };

static struct wheel_timer *timer_of(struct list *node)
{
	return (struct wheel_timer *)(void *)((char *)node -
					      offsetof(struct wheel_timer, node));
}

void wheel_init(struct wheel *wheel, uint64_t now_us)
{
	for (unsigned i = 0; i < WHEEL_BUCKETS; i++)
		list_init(&wheel->buckets[i]);
	for (unsigned i = 0; i < WHEEL_BUCKETS / WORD_BITS; i++)
		wheel->occupied[i] = 0;
	wheel->tick = now_us / WHEEL_TICK_US;
}

void wheel_timer_init(struct wheel_timer *timer, wheel_fire *fire)
{
	list_init(&timer->node);
	timer->tick = 0;
	timer->fire = fire;
}

void wheel_set(struct wheel *wheel, struct wheel_timer *timer, uint64_t when_us)
{
	uint64_t tick = when_us / WHEEL_TICK_US + 1;
	unsigned bucket;

	/* A time in the past waits for the next tick, whose bucket is still to come. */
	if (tick <= wheel->tick)
		tick = wheel->tick + 1;
	timer->tick = tick;
	bucket = (unsigned)(tick % WHEEL_BUCKETS);
	list_add(&wheel->buckets[bucket], &timer->node);
	wheel->occupied[bucket / WORD_BITS] |= UINT64_C(1) << bucket % WORD_BITS;
}

void wheel_clear(struct wheel_timer *timer)
{
	list_remove(&timer->node);
}

bool wheel_is_set(const struct wheel_timer *timer)
{
	return !list_is_empty(&timer->node);
}

/* Fires what is due in a bucket; timers of later rounds stay. */
static void bucket_fire(struct wheel *wheel, unsigned bucket, void *user)
{
	struct list *head = &wheel->buckets[bucket];
	struct list later;
	struct list *node;

	list_init(&later);
	while ((node = list_take(head)) != NULL) {
		struct wheel_timer *timer = timer_of(node);

		if (timer->tick > wheel->tick) {
			list_add(&later, node);
		} else {
			timer->fire(timer, user);
		}
	}
	while ((node = list_take(&later)) != NULL)
		list_add(head, node);
	if (list_is_empty(head)) {
		wheel->occupied[bucket / WORD_BITS] &=
			~(UINT64_C(1) << bucket % WORD_BITS);
	}
}

void wheel_advance(struct wheel *wheel, uint64_t now_us, void *user)
{
	uint64_t now = now_us / WHEEL_TICK_US;
	uint64_t from = wheel->tick + 1;

	if (now < from)
		return;
	/* After a long sleep each bucket is looked at once. */
	if (now - from >= WHEEL_BUCKETS)
		from = now - WHEEL_BUCKETS + 1;
	wheel->tick = now;
	for (uint64_t tick = from; tick <= now; tick++) {
		unsigned bucket = (unsigned)(tick % WHEEL_BUCKETS);

		if ((wheel->occupied[bucket / WORD_BITS] >> bucket % WORD_BITS & 1) != 0)
			bucket_fire(wheel, bucket, user);
	}
}

uint64_t wheel_next_us(struct wheel *wheel)
{
	const unsigned words = WHEEL_BUCKETS / WORD_BITS;
	unsigned start = (unsigned)((wheel->tick + 1) % WHEEL_BUCKETS);

	for (unsigned i = 0; i <= words; i++) {
		unsigned word = (start / WORD_BITS + i) % words;
		uint64_t bits = wheel->occupied[word];

		if (i == 0)
			bits &= UINT64_MAX << start % WORD_BITS;
		if (i == words)
			bits &= ~(UINT64_MAX << start % WORD_BITS);
		while (bits != 0) {
			unsigned bucket =
				word * WORD_BITS + (unsigned)__builtin_ctzll(bits);
			unsigned ahead = (bucket - start) % WHEEL_BUCKETS;

			if (!list_is_empty(&wheel->buckets[bucket]))
				return (wheel->tick + 1 + ahead) * WHEEL_TICK_US;
			wheel->occupied[word] &= ~(UINT64_C(1) << bucket % WORD_BITS);
			bits &= bits - 1;
		}
	}
	return UINT64_MAX;
}
