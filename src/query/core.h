#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/cookie.h"
#include "query/engine.h"
#include "query/idtable.h"
#include "query/lane.h"
#include "query/list.h"
#include "query/net.h"
#include "query/slot.h"
#include "query/wheel.h"

enum {
	CORE_DATAGRAM_MAX = 65535,
	/* Receive buffers stand this far apart: not a power of 2, so that they share the cache. */
	CORE_DATAGRAM_STRIDE = CORE_DATAGRAM_MAX + 1 + 192,
};

/** The inside of the engine, shared by its files: engine.c, attempt.c, lane.c, udp.c, stream.c. */
struct engine {
	struct net *net;
	bool is_net_own;
	bool is_stopped;
	bool is_running;
	struct engine_options options;
	struct engine_stats stats;

	uint64_t now_us;   /* of net's clock: read once a turn and once a batch */
	uint64_t wall_us;  /* what to add to a time of net's clock to have the wall's */
	uint64_t alarm_us; /* what net's alarm is set to; UINT64_MAX: nothing */
	struct wheel wheel;

	struct slots slots;
	struct idtable ids; /* (socket, id) to slot */
	struct cookie_table *cookies;
	struct lanes lanes;
	struct list doh_sites; /* servers over HTTPS */
	struct list doh_due;   /* those that want to run at once */
	struct list
		doh_finished; /* requests whose replies are borrowed until they are settled */
	struct list tls_contexts; /* one for each profile in use */
	unsigned window;          /* questions on their way at once */
	size_t slots_max;         /* with those taken for lost and those that wait */
	unsigned in_flight;       /* without those taken for lost */
	size_t waiting;           /* for their lane */
	size_t waiting_max;       /* before the feed waits too */

	struct list ended;   /* slots whose attempt is over and which c-ares let go of */
	struct list renewed; /* slots that c-ares let go of too early */
	struct list busy;    /* lanes whose carrier has work */
	struct list
		unsent_udp; /* UDP sockets with messages to send at the end of the turn */
	struct list unsent_streams; /* likewise */
	struct list worn;           /* UDP sockets that ask no more but still wait */
	struct list drained;        /* UDP sockets to be closed at the end of the turn */
	struct list hung_up;        /* streams likewise */
	struct list guests;         /* who else uses the net: zone transfers */
	unsigned sockets;           /* open */
	unsigned sockets_max;
	unsigned socket_waiting_max; /* replies that one UDP socket may wait for */

	engine_feed *feed;
	void *feed_user;
	engine_tick *tick;
	void *tick_user;
	unsigned tick_ms;
	struct wheel_timer tick_timer;

	struct net_datagram batch[NET_BATCH_MAX];
	uint8_t *buffers; /* NET_BATCH_MAX of CORE_DATAGRAM_STRIDE bytes */
};
