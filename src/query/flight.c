#include "query/flight.h"

#include <errno.h>

#include "dns/wire.h"
#include "query/core.h"
#include "query/doh.h"
#include "query/lane_carrier.h"
#include "query/stream.h"
#include "query/udp.h"

enum {
	RENEWALS_MAX = 256,      /* beyond, an attempt goes on without c-ares */
	RENEWALS_UNSENT_MAX = 3, /* beyond, c-ares does not want to send it */
};

static struct lane *lane_of_busy(struct list *node)
{
	return (struct lane *)(void *)((char *)node - offsetof(struct lane, busy));
}

/* --- what carriers tell; c-ares is on the stack --- */

static struct ticket *ticket_find(void *user, uint32_t number)
{
	struct engine *engine = user;
	struct slot *slot = slot_find(&engine->slots, number);

	return slot == NULL ? NULL : &slot->ticket;
}

static void ticket_transmit(void *user, struct ticket *ticket)
{
	struct slot *slot = slot_of_ticket(ticket);

	(void)user;
	if (slot->lane->transport == TRANSPORT_UDP) {
		udp_send(slot);
	} else {
		stream_send(slot);
	}
}

static void ticket_closed(void *user, struct ticket *ticket, bool is_wanted)
{
	struct engine *engine = user;
	struct slot *slot = slot_of_ticket(ticket);
	struct lane *lane = slot->lane;

	(void)is_wanted;
	list_add(slot->is_over ? &engine->ended : &engine->renewed, &slot->place);
	lane->tickets--;
	if (lane_is_idle(lane))
		lane_freed(lane);
}

const struct carrier_ops flight_carrier_ops = {
	.find = ticket_find,
	.transmit = ticket_transmit,
	.closed = ticket_closed,
};

/* --- the way of an attempt --- */

static void ticket_open(struct slot *slot)
{
	struct lane *lane = slot->lane;

	lane->tickets++;
	carrier_open(lane->carrier, &slot->ticket);
	/* On a stream c-ares writes when it is told to. */
	if (lane->transport != TRANSPORT_UDP)
		list_add(&lane->engine->busy, &lane->busy);
}

/* True when the server took the connection, but came to no end with the handshake. */
static bool is_stalled(const struct slot *slot)
{
	return (slot->stream != NULL && stream_is_shaking(slot->stream)) ||
	       (slot->doh != NULL && doh_is_shaking(slot));
}

static void deadline_pass(struct slot *slot)
{
	if (is_stalled(slot)) {
		slot_explain(slot, TLS_FAULT_STALLED, 0, tls_fault_stalled);
		flight_end(slot, OUTCOME_TLS, 0);
	} else if (!list_is_empty(&slot->out)) {
		flight_end(slot, OUTCOME_LOCAL, EAGAIN);
	} else {
		flight_end(slot, OUTCOME_TIMEOUT, 0);
	}
}

/* The time is up, or it is time to take the attempt for lost. */
static void flight_fire(struct wheel_timer *timer, void *user)
{
	struct engine *engine = user;
	struct slot *slot = slot_of_timer(timer);
	struct lane *lane = slot->lane;

	if (engine->now_us >= slot->deadline_us) {
		deadline_pass(slot);
		return;
	}
	if (!slot->is_stale) {
		slot->is_stale = true;
		lane->in_flight--;
		lane->stale++;
		engine->in_flight--;
		pace_lost(&lane->pace, engine->now_us);
		lane_freed(lane);
	}
	wheel_set(&engine->wheel, timer, slot->deadline_us);
}

static void timer_start(struct slot *slot, uint64_t now_us)
{
	uint64_t timeout_us = (uint64_t)slot->policy->timeout_ms * 1000;
	uint64_t patience_us = pace_patience_us(&slot->lane->pace);

	slot->deadline_us = now_us + timeout_us;
	wheel_set(&slot->lane->engine->wheel, &slot->timer,
		  now_us + (patience_us < timeout_us ? patience_us : timeout_us));
}

void flight_launch(struct lane *lane, struct slot *slot)
{
	struct engine *engine = lane->engine;

	slot->is_over = false;
	slot->is_stale = false;
	slot->renewals = 0;
	slot->ticket.is_sent = false;
	slot_attempt(slot)->start_us = engine->now_us;
	lane->in_flight++;
	engine->in_flight++;
	pace_sent(&lane->pace, engine->now_us);
	wheel_timer_init(&slot->timer, flight_fire);
	timer_start(slot, engine->now_us);
	if (lane->doh != NULL) {
		doh_send(slot);
	} else {
		ticket_open(slot);
	}
}

void flight_sent(struct slot *slot, uint64_t now_us)
{
	const struct trail_step sent = { .is_sent = true };
	struct engine *engine = slot->lane->engine;

	slot_attempt(slot)->start_us = now_us;
	slot->deadline_us = now_us + (uint64_t)slot->policy->timeout_ms * 1000;
	if (slot->first_us == 0)
		slot->first_us = now_us;
	engine->stats.sent++;
	slot_note_step(slot, sent, slot->wire, slot->wire_size);
}

/* The pace of the lane learns from the outcome. */
static void pace_tell(const struct slot *slot, enum outcome outcome, uint32_t rtt_us)
{
	struct pace *pace = &slot->lane->pace;
	uint64_t now_us = slot->lane->engine->now_us;

	if (outcome == OUTCOME_REPLY) {
		if (slot->is_stale)
			pace_found(pace);
		pace_answered(pace, rtt_us, now_us);
	} else if (outcome == OUTCOME_TIMEOUT && !slot->is_stale) {
		pace_lost(pace, now_us);
	}
}

static void network_leave(struct slot *slot)
{
	struct lane *lane = slot->lane;

	wheel_clear(&slot->timer);
	if (slot->socket != NULL)
		udp_leave(slot);
	if (slot->stream != NULL)
		stream_leave(slot);
	if (slot->doh != NULL)
		doh_leave(slot);
	if (slot->is_stale) {
		lane->stale--;
	} else {
		lane->in_flight--;
		lane->engine->in_flight--;
	}
}

void flight_end(struct slot *slot, enum outcome outcome, int system_errno)
{
	struct lane *lane = slot->lane;
	struct engine *engine = lane->engine;
	struct attempt *attempt = slot_attempt(slot);
	uint64_t rtt_us = engine->now_us - attempt->start_us;

	if (slot->is_over)
		return;
	slot->is_over = true;
	attempt->outcome = outcome;
	attempt->system_errno = system_errno;
	attempt->rtt_us = rtt_us < UINT32_MAX ? (uint32_t)rtt_us : UINT32_MAX;
	pace_tell(slot, outcome, attempt->rtt_us);
	if (outcome == OUTCOME_TIMEOUT)
		engine->stats.timeouts++;
	network_leave(slot);
	if (slot->ticket.is_open) {
		carrier_close(&slot->ticket);
		list_add(&engine->busy, &lane->busy);
	} else {
		list_add(&engine->ended, &slot->place);
	}
	lane_freed(lane);
}

void flight_reply(struct slot *slot, const uint8_t *wire, size_t size)
{
	struct attempt *attempt = slot_attempt(slot);

	if (slot->is_over)
		return;
	slot->reply = wire;
	slot->reply_size = size;
	attempt->size = (uint32_t)size;
	attempt->rcode = edns_rcode(wire_u16(wire + 2), &slot->edns);
	slot->lane->engine->stats.replies++;
	flight_end(slot, OUTCOME_REPLY, 0);
}

void flight_refuse(struct slot *slot, int system_errno)
{
	struct engine *engine = slot->lane->engine;
	struct attempt *attempt = slot_attempt(slot);

	slot->is_over = true;
	attempt->start_us = engine->now_us;
	attempt->outcome = OUTCOME_LOCAL;
	attempt->system_errno = system_errno;
	list_add(&engine->ended, &slot->place);
}

/* c-ares let go of an attempt that goes on: it gets a ticket again, and is not sent again. */
static void renew(struct slot *slot)
{
	struct lane *lane = slot->lane;

	slot->renewals++;
	if (slot->is_over) {
		list_add(&lane->engine->ended, &slot->place);
	} else if (!slot->ticket.is_sent && slot->renewals > RENEWALS_UNSENT_MAX) {
		flight_end(slot, OUTCOME_LOCAL, ENOMEM);
	} else if (slot->renewals <= RENEWALS_MAX &&
		   (lane->carrier != NULL || lane_carrier_open(lane))) {
		ticket_open(slot);
	}
}

void flight_work(struct engine *engine)
{
	struct list *node;

	while ((node = list_take(&engine->busy)) != NULL) {
		struct lane *lane = lane_of_busy(node);

		if (lane->carrier != NULL && !carrier_work(lane->carrier))
			lane_carrier_drop(lane);
	}
}

void flight_renew(struct engine *engine)
{
	struct list *node;

	while ((node = list_take(&engine->renewed)) != NULL)
		renew(slot_of_place(node));
}
