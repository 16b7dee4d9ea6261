#include "query/lane_carrier.h"

#include <errno.h>
#include <stddef.h>

#include "query/core.h"
#include "query/flight.h"
#include "query/stream.h"
#include "query/udp.h"

static struct lane *lane_of_place(struct list *node)
{
	return (struct lane *)(void *)((char *)node - offsetof(struct lane, place));
}

static void sockets_close(struct lane *lane)
{
	udp_close_all(lane);
	stream_close(lane);
}

/* Takes the carrier of the lane that has rested longest; NULL when none rests. */
static struct carrier *carrier_take(struct lanes *lanes)
{
	struct list *node = list_take(&lanes->idle);
	struct lane *lane;
	struct carrier *carrier;

	if (node == NULL)
		return NULL;
	lane = lane_of_place(node);
	carrier = lane->carrier;
	lane->carrier = NULL;
	sockets_close(lane);
	list_add(&lanes->cold, &lane->place);
	return carrier;
}

bool lane_carrier_open(struct lane *lane)
{
	struct engine *engine = lane->engine;
	struct lanes *lanes = &engine->lanes;
	bool is_stream = lane->transport != TRANSPORT_UDP;
	struct carrier *carrier = NULL;

	if (lanes->carriers >= lanes->carriers_max) {
		carrier = carrier_take(lanes);
		if (carrier == NULL)
			return false;
	}
	if (carrier != NULL && (carrier_is_stream(carrier) != is_stream ||
				carrier_aim(carrier, &lane->remote) != ERR_OK)) {
		carrier_free(carrier);
		lanes->carriers--;
		carrier = NULL;
	}
	if (carrier == NULL) {
		if (carrier_new(&flight_carrier_ops, engine, is_stream, &lane->remote,
				&carrier) != ERR_OK)
			return false;
		lanes->carriers++;
		engine->stats.channels++;
	}
	lane->carrier = carrier;
	return true;
}

void lane_carrier_drop(struct lane *lane)
{
	struct carrier *carrier = lane->carrier;

	if (carrier == NULL)
		return;
	lane->carrier = NULL;
	lane->engine->lanes.carriers--;
	carrier_free(carrier);
}

/* Closes the sockets of all lanes that rest. */
static void shed(struct engine *engine)
{
	struct list *head = &engine->lanes.idle;

	for (struct list *node = head->next; node != head; node = node->next)
		sockets_close(lane_of_place(node));
	udp_sweep(engine);
	stream_sweep(engine);
}

net_socket lane_carrier_socket(struct lane *lane, bool is_stream, int *out_errno)
{
	struct engine *engine = lane->engine;
	struct net *net = engine->net;
	const union address *source = lane->remote.any.sa_family == AF_INET
					      ? &engine->options.source_v4
					      : &engine->options.source_v6;
	net_socket handle =
		net->ops->open(net, is_stream, &lane->remote, source, out_errno);

	if (handle == NET_NONE && (*out_errno == EMFILE || *out_errno == ENFILE)) {
		shed(engine);
		handle = net->ops->open(net, is_stream, &lane->remote, source, out_errno);
	}
	if (handle != NET_NONE)
		engine->sockets++;
	return handle;
}
