#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/answer.h"
#include "query/carrier.h"
#include "query/list.h"
#include "query/pace.h"
#include "query/proxy.h"
#include "query/server.h"
#include "query/wheel.h"

struct engine;
struct slot;
struct stream;

/**
 * The way to one server over one transport: its waiting questions, its pace, a c-ares channel while
 * it is in use, and its sockets.
 */
struct lane {
	struct engine *engine;
	struct lane *hash_next;
	uint64_t hash;
	union address remote;
	enum transport transport;
	struct tls_context *tls; /* NULL: clear text */
	struct doh_site *doh;    /* over HTTPS, else NULL */
	struct proxy_head head;  /* before each datagram, or at the start of a stream */
	struct pace pace;
	struct carrier *carrier; /* NULL while it has none */
	struct list waiting;     /* slots */
	unsigned waiting_count;
	unsigned in_flight; /* attempts on their way, without those taken for lost */
	unsigned stale;     /* those */
	unsigned tickets;   /* open at the carrier */
	bool is_starved;    /* waits for a carrier */
	struct list
		place;    /* ready, starved, or idle (with a carrier) or cold (without) */
	struct list busy; /* in the engine's list while the carrier has work */
	struct wheel_timer timer; /* for the rate */
	struct list sockets;      /* of UDP, the one in use first */
	struct stream *stream;    /* of TCP, or NULL */
	unsigned
		stream_asks_max; /* questions that the server takes a connection; 0: any */
};

/** All lanes of an engine. */
struct lanes {
	struct lane **table;
	size_t size; /* a power of 2 */
	size_t count;
	struct lane *recent; /* the one found last, or NULL */
	struct list ready;   /* may send, in turns */
	struct list starved; /* have questions but no carrier */
	struct list idle;    /* nothing in flight, carrier kept, the longest idle first */
	struct list cold;    /* nothing at all, the longest unused first */
	unsigned carriers;
	unsigned carriers_max;
	unsigned window_max;
};

void lane_pool_init(struct engine *engine);
void lane_pool_free(struct engine *engine);

/**
 * The lane to that server; made when it is new.  Servers share one when they are asked in the same way
 * and with the same demands.
 */
struct lane *lane_get(struct engine *engine, const struct server *server,
		      enum transport transport);

/** Puts a slot with a prepared attempt into the lane's queue. */
void lane_enqueue(struct lane *lane, struct slot *slot);

/** Sends what the windows, the rates and the carriers allow. */
void lane_pump(struct engine *engine);

/** An attempt or a ticket of the lane has ended: it may send more, or rest. */
void lane_freed(struct lane *lane);

/** True when nothing of the lane is on its way or waiting. */
bool lane_is_idle(const struct lane *lane);
