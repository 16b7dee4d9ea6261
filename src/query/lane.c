#include "query/lane.h"

#include <errno.h>
#include <string.h>

#include "query/core.h"
#include "query/flight.h"
#include "query/heap.h"
#include "query/lane_carrier.h"
#include "query/lane_way.h"
#include "query/stream.h"
#include "query/udp.h"

enum {
	TABLE_FIRST = 64,
	COLD_MAX = 4096, /* lanes whose pace is remembered after they were last used */
	TURN = 32,       /* questions that a lane sends before the next one's turn */
};

static struct lane *lane_of_place(struct list *node)
{
	return (struct lane *)(void *)((char *)node - offsetof(struct lane, place));
}

void lane_pool_init(struct engine *engine)
{
	struct lanes *lanes = &engine->lanes;

	lanes->size = TABLE_FIRST;
	lanes->table = heap_array(lanes->size, sizeof(struct lane *));
	list_init(&lanes->ready);
	list_init(&lanes->starved);
	list_init(&lanes->idle);
	list_init(&lanes->cold);
}

static void lane_free(struct lane *lane)
{
	udp_close_all(lane);
	stream_close(lane);
	lane_carrier_drop(lane);
	wheel_clear(&lane->timer);
	list_remove(&lane->place);
	list_remove(&lane->busy);
	heap_free(lane);
}

void lane_pool_free(struct engine *engine)
{
	struct lanes *lanes = &engine->lanes;

	for (size_t i = 0; i < lanes->size; i++) {
		struct lane *next;

		for (struct lane *lane = lanes->table[i]; lane != NULL; lane = next) {
			next = lane->hash_next;
			lane_free(lane);
		}
	}
	heap_free(lanes->table);
	lanes->table = NULL;
}

static void table_grow(struct lanes *lanes)
{
	size_t size = lanes->size * 2;
	struct lane **table = heap_array(size, sizeof(struct lane *));

	for (size_t i = 0; i < lanes->size; i++) {
		struct lane *next;

		for (struct lane *lane = lanes->table[i]; lane != NULL; lane = next) {
			next = lane->hash_next;
			lane->hash_next = table[lane->hash & (size - 1)];
			table[lane->hash & (size - 1)] = lane;
		}
	}
	heap_free(lanes->table);
	lanes->table = table;
	lanes->size = size;
}

/* Forgets the lanes that were unused for longest. */
static void cold_trim(struct lanes *lanes)
{
	while (lanes->count > COLD_MAX + lanes->carriers &&
	       !list_is_empty(&lanes->cold)) {
		struct lane *lane = lane_of_place(lanes->cold.next);
		struct lane **link = &lanes->table[lane->hash & (lanes->size - 1)];

		while (*link != lane)
			link = &(*link)->hash_next;
		*link = lane->hash_next;
		if (lanes->recent == lane)
			lanes->recent = NULL;
		lanes->count--;
		lane_free(lane);
	}
}

/* The bucket of the rate has filled. */
static void rate_fire(struct wheel_timer *timer, void *user)
{
	struct lane *lane =
		(struct lane *)(void *)((char *)timer - offsetof(struct lane, timer));

	(void)user;
	lane_freed(lane);
}

static struct lane *lane_new(struct engine *engine, const struct lane_way *way)
{
	const struct engine_options *options = &engine->options;
	struct lane *lane = heap_new(sizeof(*lane));
	uint32_t rate = options->per_server_rate;

	if (rate != 0 && !options->is_loopback_paced && server_is_loopback(way->server))
		rate = 0;
	lane->engine = engine;
	lane->remote = way->server->address;
	lane->transport = way->transport;
	lane->tls = way->tls;
	lane->doh = way->doh;
	lane->head = way->head;
	pace_init(&lane->pace, engine->lanes.window_max, rate);
	wheel_timer_init(&lane->timer, rate_fire);
	list_init(&lane->waiting);
	list_init(&lane->place);
	list_init(&lane->busy);
	list_init(&lane->sockets);
	return lane;
}

struct lane *lane_get(struct engine *engine, const struct server *server,
		      enum transport transport)
{
	struct lanes *lanes = &engine->lanes;
	const struct lane_way way = lane_way_of(engine, server, transport);
	uint64_t hash;
	struct lane *lane = lanes->recent;

	if (lane != NULL && lane_way_is_of(&way, lane))
		return lane;
	hash = lane_way_hash(&way);
	lane = lanes->table[hash & (lanes->size - 1)];
	while (lane != NULL && !lane_way_is_of(&way, lane))
		lane = lane->hash_next;
	if (lane != NULL)
		return lanes->recent = lane;
	if (lanes->count >= lanes->size)
		table_grow(lanes);
	lane = lane_new(engine, &way);
	lane->hash = hash;
	lane->hash_next = lanes->table[hash & (lanes->size - 1)];
	lanes->table[hash & (lanes->size - 1)] = lane;
	lanes->count++;
	return lane;
}

bool lane_is_idle(const struct lane *lane)
{
	return lane->in_flight == 0 && lane->stale == 0 && lane->tickets == 0 &&
	       lane->waiting_count == 0;
}

void lane_enqueue(struct lane *lane, struct slot *slot)
{
	slot->lane = lane;
	list_add(&lane->waiting, &slot->place);
	lane->waiting_count++;
	lane->engine->waiting++;
	lane_freed(lane);
}

/* A carrier is free: it may go to the lane that waits for one longest. */
static void starved_wake(struct lanes *lanes)
{
	struct list *node = list_take(&lanes->starved);

	if (node == NULL)
		return;
	lane_of_place(node)->is_starved = false;
	list_add(&lanes->ready, node);
}

void lane_freed(struct lane *lane)
{
	struct lanes *lanes = &lane->engine->lanes;

	if (lane->is_starved)
		return;
	if (lane->waiting_count > 0) {
		list_add(&lanes->ready, &lane->place);
	} else if (!lane_is_idle(lane)) {
		list_remove(&lane->place);
	} else if (lane->carrier == NULL) {
		list_add(&lanes->cold, &lane->place);
	} else {
		list_add(&lanes->idle, &lane->place);
		starved_wake(lanes);
	}
}

static struct slot *queue_take(struct lane *lane)
{
	struct slot *slot = slot_of_place(lane->waiting.next);

	list_remove(&slot->place);
	lane->waiting_count--;
	lane->engine->waiting--;
	return slot;
}

/* Waits for a carrier of others; without any there is nothing to wait for. */
static void starve(struct lane *lane)
{
	struct lanes *lanes = &lane->engine->lanes;

	if (lanes->carriers > 0) {
		lane->is_starved = true;
		list_add(&lanes->starved, &lane->place);
		return;
	}
	while (lane->waiting_count > 0)
		flight_refuse(queue_take(lane), ENOMEM);
}

/* Sends from the lane's queue; what holds it up decides where the lane waits. */
static void lane_send(struct lane *lane)
{
	struct engine *engine = lane->engine;
	uint64_t when_us = UINT64_MAX;

	for (unsigned i = 0; lane->waiting_count > 0 && stream_has_room(lane); i++) {
		if (!pace_may_send(&lane->pace, lane->in_flight, engine->now_us,
				   &when_us)) {
			if (when_us != UINT64_MAX)
				wheel_set(&engine->wheel, &lane->timer, when_us);
			return;
		}
		if (i == TURN || engine->in_flight >= engine->window) {
			list_add(&engine->lanes.ready, &lane->place);
			return;
		}
		if (lane->doh == NULL && lane->carrier == NULL &&
		    !lane_carrier_open(lane)) {
			starve(lane);
			return;
		}
		flight_launch(lane, queue_take(lane));
		/* Where a connection takes few questions, each must be on it before the next. */
		if (lane->stream_asks_max != 0)
			flight_work(engine);
	}
}

void lane_pump(struct engine *engine)
{
	struct lanes *lanes = &engine->lanes;

	while (engine->in_flight < engine->window && !list_is_empty(&lanes->ready))
		lane_send(lane_of_place(list_take(&lanes->ready)));
	cold_trim(lanes);
}
