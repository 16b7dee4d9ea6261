#include "query/udp.h"

#include <errno.h>
#include <stddef.h>

#include "base/random.h"
#include "dns/wire.h"
#include "query/core.h"
#include "query/flight.h"
#include "query/heap.h"
#include "query/lane_carrier.h"
#include "query/outcome.h"
#include "query/seal.h"
#include "query/udp_io.h"

enum {
	ASKED_MAX = 1000,      /* questions in the life of a socket */
	AGE_MAX_US = 20000000, /* and its time */
	WAITING_PRESSED =
		32768, /* questions on a socket when there is no other: half of the ids */
};

static struct udp_socket *socket_of(struct list *node)
{
	return (struct udp_socket *)(void *)((char *)node -
					     offsetof(struct udp_socket, node));
}

static void socket_close(struct udp_socket *socket)
{
	struct engine *engine = socket->engine;

	wheel_clear(&socket->retry);
	list_remove(&socket->node);
	list_remove(&socket->unsent_node);
	engine->net->ops->close(engine->net, socket->handle);
	engine->sockets--;
	heap_free(socket);
}

static struct udp_socket *socket_open(struct lane *lane, int *out_errno)
{
	struct engine *engine = lane->engine;
	net_socket handle = lane_carrier_socket(lane, false, out_errno);
	struct udp_socket *socket;

	if (handle == NET_NONE)
		return NULL;
	socket = heap_new(sizeof(*socket));
	socket->engine = engine;
	socket->lane = lane;
	socket->remote = lane->remote;
	socket->handle = handle;
	socket->opened_us = engine->now_us;
	list_init(&socket->node);
	list_init(&socket->flying);
	list_init(&socket->outbox);
	list_init(&socket->unsent_node);
	udp_io_timer_init(socket);
	engine->net->ops->local(engine->net, handle, &socket->local);
	list_add(&lane->sockets, &socket->node);
	udp_io_watch(socket);
	return socket;
}

static bool is_worn(const struct udp_socket *socket)
{
	return socket->asked >= ASKED_MAX ||
	       socket->engine->now_us - socket->opened_us >= AGE_MAX_US;
}

/* Takes a worn socket out of use. */
static void socket_retire(struct udp_socket *socket)
{
	socket->is_worn = true;
	list_add(socket->waiting == 0 ? &socket->engine->drained : &socket->engine->worn,
		 &socket->node);
}

static bool is_id_free(const struct udp_socket *socket, const struct slot *slot)
{
	return !slot->policy->has_id || idtable_find(&socket->engine->ids, socket->handle,
						     slot->policy->id) == NULL;
}

/* The first open socket with the id free that is not worn and has room; any when @is_pressed. */
static struct udp_socket *socket_find(struct lane *lane, const struct slot *slot,
				      bool is_pressed)
{
	const unsigned room =
		is_pressed ? WAITING_PRESSED : lane->engine->socket_waiting_max;

	for (struct list *node = lane->sockets.next; node != &lane->sockets;
	     node = node->next) {
		struct udp_socket *socket = socket_of(node);

		if (socket->waiting < room && (is_pressed || !is_worn(socket)) &&
		    is_id_free(socket, slot))
			return socket;
	}
	return NULL;
}

/* Takes worn sockets out of use: those on which nothing waits, or all. */
static void sockets_retire(struct lane *lane, bool is_all)
{
	struct list *next;

	for (struct list *node = lane->sockets.next; node != &lane->sockets;
	     node = next) {
		struct udp_socket *socket = socket_of(node);

		next = node->next;
		if (is_worn(socket) && (is_all || socket->waiting == 0))
			socket_retire(socket);
	}
}

/* Full and worn sockets go on serving when the system gives no new one. */
static struct udp_socket *socket_choose(struct lane *lane, const struct slot *slot,
					int *out_errno)
{
	struct engine *engine = lane->engine;
	struct udp_socket *socket = socket_find(lane, slot, false);

	if (socket != NULL)
		return socket;
	sockets_retire(lane, false);
	*out_errno = EMFILE;
	if (engine->sockets < engine->sockets_max || list_is_empty(&lane->sockets))
		socket = socket_open(lane, out_errno);
	if (socket == NULL)
		return socket_find(lane, slot, true);
	sockets_retire(lane, true);
	return socket;
}

static uint16_t id_choose(const struct udp_socket *socket, const struct slot *slot)
{
	uint16_t id = slot->policy->id;

	if (slot->policy->has_id)
		return id;
	do {
		id = random_u16();
	} while (idtable_find(&socket->engine->ids, socket->handle, id) != NULL);
	return id;
}

void udp_send(struct slot *slot)
{
	struct lane *lane = slot->lane;
	struct engine *engine = lane->engine;
	int system_errno = 0;
	struct udp_socket *socket = socket_choose(lane, slot, &system_errno);

	if (socket == NULL) {
		flight_end(slot, outcome_of_errno(system_errno), system_errno);
		return;
	}
	slot->id = id_choose(socket, slot);
	if (seal_message(slot) != ERR_OK) {
		flight_end(slot, OUTCOME_LOCAL, EMSGSIZE);
		return;
	}
	slot->socket = socket;
	slot->local = socket->local;
	idtable_add(&engine->ids, socket->handle, slot->id, slot);
	list_add(&socket->flying, &slot->peer);
	list_add(&socket->outbox, &slot->out);
	socket->waiting++;
	socket->asked++;
	list_add(&engine->unsent_udp, &socket->unsent_node);
	if (++socket->unsent >= NET_BATCH_MAX)
		udp_io_flush(socket);
}

/* Its id may still come back: late answers are told from foreign ones. */
static void id_remember(struct udp_socket *socket, uint16_t id)
{
	socket->ended_ids[socket->ended_count++ % UDP_IO_ENDED_MAX] = id;
}

void udp_leave(struct slot *slot)
{
	struct udp_socket *socket = slot->socket;

	slot->socket = NULL;
	idtable_remove(&socket->engine->ids, socket->handle, slot->id);
	id_remember(socket, slot->id);
	if (!list_is_empty(&slot->out))
		socket->unsent--;
	list_remove(&slot->out);
	list_remove(&slot->peer);
	socket->waiting--;
	if (socket->is_worn && socket->waiting == 0)
		list_add(&socket->engine->drained, &socket->node);
}

void udp_flush(struct engine *engine)
{
	struct list *node;

	while ((node = list_take(&engine->unsent_udp)) != NULL) {
		udp_io_flush((struct udp_socket *)(void *)((char *)node -
							   offsetof(struct udp_socket,
								    unsent_node)));
	}
}

void udp_sweep(struct engine *engine)
{
	struct list *node;

	while ((node = list_take(&engine->drained)) != NULL)
		socket_close(socket_of(node));
}

void udp_close_worn(struct engine *engine)
{
	struct list *node;

	while ((node = list_take(&engine->worn)) != NULL)
		socket_close(socket_of(node));
}

void udp_close_all(struct lane *lane)
{
	struct list *node;

	while ((node = list_take(&lane->sockets)) != NULL)
		socket_close(socket_of(node));
}
