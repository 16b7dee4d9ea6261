#include "query/engine.h"

#include <assert.h>
#include <string.h>

#include "query/attempt.h"
#include "query/channel.h"
#include "query/channel_memory.h"
#include "query/core.h"
#include "query/doh.h"
#include "query/engine_bounds.h"
#include "query/flight.h"
#include "query/guest.h"
#include "query/heap.h"
#include "query/net_uv.h"
#include "query/stream.h"
#include "query/tls_context.h"
#include "query/udp.h"

const struct ask_policy engine_policy_default = {
	.timeout_ms = 2000,
	.tries = 3,
	.transport = TRANSPORT_UDP,
	.has_edns_fallback = true,
	.has_badvers_fallback = true,
	.has_cookie = true,
	.has_badcookie_retry = true,
};

static void buffers_init(struct engine *engine)
{
	engine->buffers = heap_new((size_t)NET_BATCH_MAX * CORE_DATAGRAM_STRIDE);
	for (size_t i = 0; i < NET_BATCH_MAX; i++) {
		engine->batch[i].data = engine->buffers + i * CORE_DATAGRAM_STRIDE;
		engine->batch[i].room = CORE_DATAGRAM_MAX;
	}
}

static void tick_fire(struct wheel_timer *timer, void *user)
{
	struct engine *engine = user;

	wheel_set(&engine->wheel, timer,
		  engine->now_us + (uint64_t)engine->tick_ms * 1000);
	engine->tick(engine->tick_user);
}

static void clock_read(struct engine *engine)
{
	engine->now_us = engine->net->ops->now_us(engine->net);
	engine->wall_us = engine->net->ops->wall_us(engine->net) - engine->now_us;
}

enum err engine_new(const struct engine_options *options, struct net *net,
		    struct engine **out_engine)
{
	struct engine *engine = heap_new(sizeof(*engine));

	engine->options = *options;
	engine->net = net;
	engine->is_net_own = net == NULL;
	if (channel_memory_start() != ERR_OK ||
	    (engine->is_net_own && net_uv_new(&engine->net) != ERR_OK)) {
		heap_free(engine);
		return ERR_SYSTEM;
	}
	clock_read(engine);
	engine->alarm_us = UINT64_MAX;
	wheel_init(&engine->wheel, engine->now_us);
	wheel_timer_init(&engine->tick_timer, tick_fire);
	slot_pool_init(&engine->slots);
	idtable_init(&engine->ids);
	engine->cookies = cookie_table_new();
	lane_pool_init(engine);
	list_init(&engine->tls_contexts);
	list_init(&engine->doh_sites);
	list_init(&engine->doh_due);
	list_init(&engine->doh_finished);
	engine_bounds_set(engine);
	buffers_init(engine);
	list_init(&engine->ended);
	list_init(&engine->renewed);
	list_init(&engine->busy);
	list_init(&engine->unsent_udp);
	list_init(&engine->unsent_streams);
	list_init(&engine->worn);
	list_init(&engine->drained);
	list_init(&engine->hung_up);
	list_init(&engine->guests);
	*out_engine = engine;
	return ERR_OK;
}

void engine_free(struct engine *engine)
{
	if (engine == NULL)
		return;
	assert(!engine->is_running);
	guest_drop_all(engine);
	lane_pool_free(engine);
	udp_close_worn(engine);
	udp_sweep(engine);
	stream_sweep(engine);
	doh_drop_all(engine);
	tls_context_free_all(&engine->tls_contexts);
	slot_pool_free(&engine->slots);
	idtable_free(&engine->ids);
	cookie_table_free(engine->cookies);
	heap_free(engine->buffers);
	engine->net->ops->set_alarm(engine->net, UINT64_MAX, NULL, NULL);
	if (engine->is_net_own)
		engine->net->ops->free(engine->net);
	heap_free(engine);
}

static void question_copy(struct slot *slot, const struct ask *ask)
{
	slot->servers = ask->servers;
	slot->server_count = ask->server_count;
	slot->policy = ask->policy;
	slot->done = ask->done;
	slot->user = ask->user;
	slot->query = *ask->query;
	slot->qname.size = ask->query->qname.size;
	memcpy(slot->qname.wire, ask->query->qname.wire, slot->qname.size);
	slot->query.qname = name_of(&slot->qname);
	if (ask->query->edns.options_size > 0) {
		slot->options = heap_copy(ask->query->edns.options,
					  ask->query->edns.options_size);
	}
	slot->query.edns.options = slot->options;
	slot->edns_asked = slot->query.edns;
}

enum err engine_ask(struct engine *engine, const struct ask *ask)
{
	struct slot *slot = slot_take(&engine->slots);
	enum err err;

	question_copy(slot, ask);
	err = attempt_first(engine, slot);
	if (err != ERR_OK) {
		slot_give(&engine->slots, slot);
		return err;
	}
	engine->stats.asked++;
	return ERR_OK;
}

bool engine_has_room(const struct engine *engine)
{
	return engine->waiting < engine->waiting_max &&
	       engine->in_flight + engine->waiting < engine->window &&
	       engine->slots.used < engine->slots_max;
}

void engine_set_feed(struct engine *engine, engine_feed *feed, void *user)
{
	engine->feed = feed;
	engine->feed_user = user;
}

void engine_set_tick(struct engine *engine, unsigned interval_ms, engine_tick *tick,
		     void *user)
{
	engine->tick = tick;
	engine->tick_user = user;
	engine->tick_ms = interval_ms;
	wheel_clear(&engine->tick_timer);
	if (interval_ms > 0) {
		wheel_set(&engine->wheel, &engine->tick_timer,
			  engine->net->ops->now_us(engine->net) +
				  (uint64_t)interval_ms * 1000);
	}
}

/* A feed that asks nothing this time may be waiting for answers: it gets its turn after them.
 * True when anything was asked. */
static bool feed_pull(struct engine *engine)
{
	uint64_t first = engine->stats.asked;

	while (engine->feed != NULL && engine_has_room(engine)) {
		engine_feed *feed = engine->feed;
		uint64_t before = engine->stats.asked;

		if (!feed(engine->feed_user) && engine->feed == feed)
			engine->feed = NULL;
		if (engine->stats.asked == before && engine->slots.used > 0)
			break;
	}
	return engine->stats.asked > first;
}

static void on_alarm(void *user)
{
	struct engine *engine = user;

	engine->alarm_us = UINT64_MAX;
}

/* The alarm only wakes the turn; one that rings early does no harm, so it is rarely moved. */
static void alarm_set(struct engine *engine)
{
	uint64_t next_us = wheel_next_us(&engine->wheel);

	if (engine->alarm_us <= next_us)
		return;
	engine->alarm_us = next_us;
	engine->net->ops->set_alarm(engine->net, next_us, on_alarm, engine);
}

/* All that can be done without waiting. */
static void engine_advance(struct engine *engine)
{
	clock_read(engine);
	wheel_advance(&engine->wheel, engine->now_us, engine);
	do {
		attempt_settle(engine);
		udp_sweep(engine);
		stream_sweep(engine);
		doh_sweep(engine);
		flight_renew(engine);
		do {
			lane_pump(engine);
		} while (feed_pull(engine));
		udp_flush(engine);
		flight_work(engine);
		doh_work(engine);
		stream_flush(engine);
	} while (!list_is_empty(&engine->ended) || !list_is_empty(&engine->busy) ||
		 !list_is_empty(&engine->renewed));
}

enum err engine_run(struct engine *engine)
{
	assert(!engine->is_running);
	engine->is_stopped = false;
	engine->is_running = true;
	for (;;) {
		engine_advance(engine);
		if (engine->is_stopped ||
		    (engine->slots.used == 0 && list_is_empty(&engine->guests)))
			break;
		alarm_set(engine);
		if (!engine->net->ops->turn(engine->net)) {
			engine->is_running = false;
			return ERR_SYSTEM;
		}
	}
	engine->is_running = false;
	return ERR_OK;
}

void engine_stop(struct engine *engine)
{
	engine->is_stopped = true;
}

void engine_visit_unanswered(struct engine *engine, engine_done *visit, void *user)
{
	const struct slot *slot;

	for (uint32_t i = 0; (slot = slot_find(&engine->slots, i)) != NULL; i++) {
		const struct answer answer = {
			.outcome = OUTCOME_TIMEOUT,
			.attempts = slot->attempts,
			.attempt_count = slot->attempt_count,
			.trail = slot->trail.steps,
			.trail_count = slot->trail.count,
		};

		if (slot->trail.count > 0)
			visit(user, &answer);
	}
}

struct net *engine_net(struct engine *engine)
{
	return engine->net;
}

const struct engine_stats *engine_get_stats(const struct engine *engine)
{
	return &engine->stats;
}

const char *engine_cares_version(void)
{
	return channel_version();
}
