#include "query/engine_bounds.h"

#include "query/channel.h"
#include "query/core.h"
#include "query/net.h"

enum {
	WINDOW_MAX = 2048, /* unless told otherwise */
	WINDOW_MIN = 256,
	SOCKETS_SHARE = 8,        /* UDP sockets that one server's window is made of */
	SOCKET_WAITING_MAX = 256, /* replies on one UDP socket */
	SOCKETS_RESERVED = 32,    /* descriptors for others in the process */
	WAITING_MAX = 64, /* questions that wait for their lane before the feed does */
	STALE_SHARE =
		4, /* windows of questions taken for lost beside the one in flight */
};

static unsigned smaller(size_t a, size_t b)
{
	return (unsigned)(a < b ? a : b);
}

void engine_bounds_set(struct engine *engine)
{
	const struct engine_options *options = &engine->options;
	unsigned room = engine->net->ops->datagram_room(engine->net);
	unsigned sockets = engine->net->ops->socket_room(engine->net);
	unsigned window = smaller((size_t)room * SOCKETS_SHARE, WINDOW_MAX);

	if (window < WINDOW_MIN)
		window = WINDOW_MIN;
	engine->window = window;
	engine->slots_max = (size_t)window * (1 + STALE_SHARE);
	if (options->in_flight_max > 0) {
		engine->window = options->in_flight_max;
		engine->slots_max = options->in_flight_max;
	}
	engine->waiting_max = smaller(engine->window, WAITING_MAX);
	engine->lanes.window_max = engine->window;
	if (options->per_server_max > 0) {
		engine->lanes.window_max =
			smaller(options->per_server_max, engine->window);
	}
	engine->socket_waiting_max = smaller(room, SOCKET_WAITING_MAX);
	engine->sockets_max = sockets > 2 * SOCKETS_RESERVED ? sockets - SOCKETS_RESERVED
							     : SOCKETS_RESERVED;
	engine->lanes.carriers_max = smaller(
		options->channels_max > 0 ? options->channels_max : channel_count_max(),
		engine->sockets_max / 2);
}
