#include "query/udp_io.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>

#include "dns/message.h"
#include "dns/wire.h"
#include "query/attempt.h"
#include "query/core.h"
#include "query/flight.h"
#include "query/outcome.h"

enum {
	BATCHES_MAX = 2,    /* that are read before other sockets have their turn */
	PROXIED_MAX = 8192, /* bytes of a datagram behind a PROXY header, with that */
	RETRY_US = 10000,   /* when the kernel has no memory for a datagram */
};

/* An error of the socket: an ICMP message about what was sent, or else the kernel's own refusal. */
static void socket_fail(struct udp_socket *socket, int system_errno)
{
	enum outcome outcome = outcome_of_errno(system_errno);
	bool is_any_sent = socket->waiting > socket->unsent;
	struct list *next;

	for (struct list *node = socket->flying.next; node != &socket->flying;
	     node = next) {
		struct slot *slot = slot_of_peer(node);

		next = node->next;
		if (list_is_empty(&slot->out))
			flight_end(slot, outcome, system_errno);
	}
	if (!is_any_sent && socket->unsent > 0)
		flight_end(slot_of_out(socket->outbox.next), outcome, system_errno);
}

/* A refusal to send: waits, drops the one datagram that is too large, or gives up. */
static void send_fail(struct udp_socket *socket, int system_errno)
{
	struct engine *engine = socket->engine;

	switch (system_errno) {
	case EINTR:
		break;
	case EAGAIN:
		socket->is_blocked = true;
		udp_io_watch(socket);
		break;
	case ENOBUFS:
	case ENOMEM:
		socket->is_blocked = true;
		wheel_set(&engine->wheel, &socket->retry, engine->now_us + RETRY_US);
		break;
	case EMSGSIZE:
		flight_end(slot_of_out(socket->outbox.next), OUTCOME_LOCAL, EMSGSIZE);
		break;
	default:
		socket_fail(socket, system_errno);
		break;
	}
}

/* The first datagrams of the outbox; they stay in it until the kernel has taken them. */
static int batch_fill(struct udp_socket *socket, struct net_datagram *batch)
{
	int count = 0;

	for (struct list *node = socket->outbox.next;
	     node != &socket->outbox && count < NET_BATCH_MAX; node = node->next) {
		const struct slot *slot = slot_of_out(node);

		batch[count].data = slot->wire;
		batch[count++].size = slot->wire_size;
	}
	return count;
}

/* With a head before each, datagrams go one by one; 0 when the first one is too large for that. */
static int proxied_fill(struct udp_socket *socket, struct net_datagram *batch,
			uint8_t whole[PROXIED_MAX])
{
	const struct proxy_head *head = &socket->lane->head;
	const struct slot *slot = slot_of_out(socket->outbox.next);

	if (slot->wire_size + head->size > PROXIED_MAX)
		return 0;
	memcpy(whole, head->bytes, head->size);
	memcpy(whole + head->size, slot->wire, slot->wire_size);
	batch[0].data = whole;
	batch[0].size = head->size + slot->wire_size;
	return 1;
}

/* Sends what can be sent at once; as send of the net. */
static int send_some(struct udp_socket *socket, int *out_errno)
{
	struct net *net = socket->engine->net;
	struct net_datagram batch[NET_BATCH_MAX];
	uint8_t whole[PROXIED_MAX];
	int count = socket->lane->head.size == 0 ? batch_fill(socket, batch)
						 : proxied_fill(socket, batch, whole);

	if (count > 0)
		return net->ops->send(net, socket->handle, batch, count, out_errno);
	*out_errno = EMSGSIZE;
	return -1;
}

void udp_io_flush(struct udp_socket *socket)
{
	struct engine *engine = socket->engine;
	struct net *net = engine->net;

	while (!socket->is_blocked && socket->unsent > 0) {
		/* Before the call: a server near by has answered when it returns. */
		uint64_t sent_us = net->ops->now_us(net);
		int system_errno = 0;
		int taken = send_some(socket, &system_errno);

		engine->now_us = net->ops->now_us(net);
		if (taken < 0)
			send_fail(socket, system_errno);
		for (int i = 0; i < taken; i++) {
			struct slot *slot = slot_of_out(list_take(&socket->outbox));

			socket->unsent--;
			flight_sent(slot, sent_us);
		}
	}
}

/* The kernel may have memory again. */
static void retry_fire(struct wheel_timer *timer, void *user)
{
	struct udp_socket *socket =
		(struct udp_socket *)(void *)((char *)timer -
					      offsetof(struct udp_socket, retry));

	(void)user;
	socket->is_blocked = false;
	udp_io_flush(socket);
}

void udp_io_timer_init(struct udp_socket *socket)
{
	wheel_timer_init(&socket->retry, retry_fire);
}

/* Drops are counted; with one question on the socket they are noted in its answer too. */
static void drop(struct udp_socket *socket, enum drop_reason reason,
		 const struct net_datagram *datagram)
{
	socket->engine->stats.drops[reason]++;
	if (socket->waiting == 1) {
		slot_note_drop(slot_of_peer(socket->flying.next), reason, datagram->data,
			       datagram->size);
	}
}

static bool is_id_remembered(const struct udp_socket *socket, uint16_t id)
{
	for (unsigned i = 0; i < socket->ended_count && i < UDP_IO_ENDED_MAX; i++) {
		if (socket->ended_ids[i] == id)
			return true;
	}
	return false;
}

static void datagram_take(struct udp_socket *socket, const struct net_datagram *datagram)
{
	struct slot *slot;
	uint16_t id;

	if (datagram->size < MESSAGE_HEADER_SIZE) {
		drop(socket, DROP_SHORT, datagram);
		return;
	}
	if (datagram->source.any.sa_family != 0 &&
	    !server_address_equal(&datagram->source, &socket->remote)) {
		drop(socket, DROP_SOURCE, datagram);
		return;
	}
	id = wire_u16(datagram->data);
	slot = idtable_find(&socket->engine->ids, socket->handle, id);
	if (slot == NULL) {
		drop(socket, is_id_remembered(socket, id) ? DROP_LATE : DROP_ID,
		     datagram);
	} else {
		flight_judge(slot, datagram->data, datagram->size);
	}
}

/* Reads one batch and settles all that it ends; false when there is no more to read. */
static bool batch_receive(struct udp_socket *socket)
{
	struct engine *engine = socket->engine;
	struct net *net = engine->net;
	int system_errno = 0;
	int count;

	count = net->ops->receive(net, socket->handle, engine->batch, NET_BATCH_MAX,
				  &system_errno);
	engine->now_us = net->ops->now_us(net);
	if (count < 0 && !outcome_is_passing(system_errno))
		socket_fail(socket, system_errno);
	for (int i = 0; i < count; i++)
		datagram_take(socket, &engine->batch[i]);
	attempt_settle(engine);
	return count == NET_BATCH_MAX || (count < 0 && system_errno != EAGAIN);
}

static void on_ready(void *user, net_socket handle, unsigned events)
{
	struct udp_socket *socket = user;

	(void)handle;
	if ((events & NET_WRITABLE) != 0 && socket->is_blocked) {
		socket->is_blocked = false;
		udp_io_watch(socket);
		udp_io_flush(socket);
	}
	for (unsigned i = 0; i < BATCHES_MAX && batch_receive(socket); i++)
		;
}

void udp_io_watch(struct udp_socket *socket)
{
	struct net *net = socket->engine->net;

	net->ops->watch(net, socket->handle,
			NET_READABLE | (socket->is_blocked ? NET_WRITABLE : 0U), on_ready,
			socket);
}
