#include "virtual/virtual.h"

#include <arpa/inet.h>
#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "dns/wire.h"

enum {
	RTT_US = 2000,
	SOCKETS_MAX = 20000,
	BLOCKED_US = 5000, /* after EAGAIN */
	DATAGRAM_ROOM = 256,
	PORT_FIRST = 1024,
	PERMILLE = 1000,
	START_US = 1000000,
	WALL_US = 1000000000,
};

enum kind {
	KIND_TO_SERVER,
	KIND_TO_CLIENT,
	KIND_BREAK, /* an error, or the end of a stream */
	KIND_CONNECTED,
	KIND_WRITABLE,
};

struct event {
	uint64_t when_us;
	uint64_t order; /* among those of the same time */
	enum kind kind;
	struct virtual_host *host;
	net_socket socket;
	unsigned life;
	int system_errno;
	union address source;
	uint8_t *data;
	size_t size;
};

/* What waits to be received: a datagram, or bytes of a stream. */
struct packet {
	struct packet *next;
	union address source;
	size_t size;
	size_t used;
	uint8_t data[];
};

struct vsocket {
	bool is_open;
	bool is_stream;
	bool is_connected;
	bool is_ended; /* the peer has closed */
	bool is_blocked;
	unsigned life;
	unsigned events;
	int pending_errno;
	net_ready *ready;
	void *user;
	struct virtual_host *host;
	uint16_t port;
	struct packet *first;
	struct packet *last;
	uint8_t *written; /* bytes of a stream that the server has not understood yet */
	size_t written_size;
};

struct host_node {
	struct host_node *next;
	struct virtual_host host;
};

struct virtual
{
	struct net net; /* first */
	uint64_t random;
	uint64_t now_us;
	uint64_t order;
	struct host_node *hosts;
	struct vsocket *sockets;
	int socket_count;
	unsigned sockets_max;
	unsigned open;
	unsigned opened;
	struct event *events; /* a heap, the next first */
	size_t event_count;
	size_t event_room;
	uint64_t alarm_us;
	net_alarm *alarm;
	void *alarm_user;
	unsigned refusals;
	int refusal_errno;
	unsigned send_max;
};

static struct virtual *self_of(struct net *net)
{
	return (struct virtual *)(void *)net;
}

static void *must(void *memory)
{
	assert(memory != NULL);
	return memory;
}

uint32_t virtual_random(struct virtual *net, uint32_t bound)
{
	net->random ^= net->random << 13;
	net->random ^= net->random >> 7;
	net->random ^= net->random << 17;
	return (uint32_t)(net->random >> 32) % bound;
}

/* --- events --- */

static bool is_before(const struct event *a, const struct event *b)
{
	return a->when_us != b->when_us ? a->when_us < b->when_us : a->order < b->order;
}

static void event_add(struct virtual *net, struct event event)
{
	size_t at = net->event_count++;

	if (net->event_count > net->event_room) {
		net->event_room = net->event_count * 2;
		net->events = must(
			realloc(net->events, net->event_room * sizeof(*net->events)));
	}
	event.order = net->order++;
	for (; at > 0 && is_before(&event, &net->events[(at - 1) / 2]); at = (at - 1) / 2)
		net->events[at] = net->events[(at - 1) / 2];
	net->events[at] = event;
}

static struct event event_take(struct virtual *net)
{
	struct event first = net->events[0];
	struct event last = net->events[--net->event_count];
	size_t at = 0;

	for (;;) {
		size_t child = 2 * at + 1;

		if (child >= net->event_count)
			break;
		if (child + 1 < net->event_count &&
		    is_before(&net->events[child + 1], &net->events[child]))
			child++;
		if (!is_before(&net->events[child], &last))
			break;
		net->events[at] = net->events[child];
		at = child;
	}
	net->events[at] = last;
	return first;
}

static uint8_t *copy(const uint8_t *data, size_t size)
{
	uint8_t *to = must(malloc(size + 1));

	if (size > 0)
		memcpy(to, data, size);
	return to;
}

static uint64_t way_us(struct virtual *net, const struct virtual_host *host)
{
	uint64_t way = (host->rtt_us == 0 ? RTT_US : host->rtt_us) / 2;

	return host->jitter_us == 0 ? way
				    : way + virtual_random(net, host->jitter_us + 1);
}

static bool is_lost(struct virtual *net, const struct virtual_host *host)
{
	return host->loss > 0 && virtual_random(net, PERMILLE) < host->loss;
}

/* --- what servers do --- */

void virtual_inject(const struct virtual_query *query, const union address *source,
		    const uint8_t *data, size_t size, uint64_t delay_us)
{
	struct virtual *net = query->net;

	event_add(net,
		  (struct event){
			  .when_us = net->now_us + way_us(net, query->host) + delay_us,
			  .kind = KIND_TO_CLIENT,
			  .host = query->host,
			  .socket = query->socket,
			  .life = query->life,
			  .source = source != NULL ? *source : query->host->address,
			  .data = copy(data, size),
			  .size = size,
		  });
}

static void stream_reply(const struct virtual_query *query, const uint8_t *wire,
			 size_t size, uint64_t delay_us)
{
	uint8_t message[2 + 65535];

	wire_put_u16(message, (uint16_t)size);
	memcpy(message + 2, wire, size);
	virtual_inject(query, NULL, message, 2 + size, delay_us);
}

static void datagram_reply(const struct virtual_query *query, const uint8_t *wire,
			   size_t size, uint64_t delay_us)
{
	const struct virtual_host *host = query->host;

	if (is_lost(query->net, host))
		return;
	virtual_inject(query, NULL, wire, size, delay_us);
	if (host->doubled > 0 && virtual_random(query->net, PERMILLE) < host->doubled)
		virtual_inject(query, NULL, wire, size, delay_us);
}

void virtual_reply_late(const struct virtual_query *query, const uint8_t *wire,
			size_t size, uint64_t delay_us)
{
	if (query->is_stream) {
		stream_reply(query, wire, size, delay_us);
	} else {
		datagram_reply(query, wire, size, delay_us);
	}
}

void virtual_reply(const struct virtual_query *query, const uint8_t *wire, size_t size)
{
	virtual_reply_late(query, wire, size, 0);
}

void virtual_break(const struct virtual_query *query, int system_errno, uint64_t delay_us)
{
	struct virtual *net = query->net;

	event_add(net,
		  (struct event){
			  .when_us = net->now_us + way_us(net, query->host) + delay_us,
			  .kind = KIND_BREAK,
			  .host = query->host,
			  .socket = query->socket,
			  .life = query->life,
			  .system_errno = system_errno,
		  });
}

static void host_serve(struct virtual *net, const struct event *event,
		       const uint8_t *wire, size_t size)
{
	struct vsocket *socket = &net->sockets[event->socket];
	const struct virtual_query query = {
		.net = net,
		.host = event->host,
		.wire = wire,
		.size = size,
		.number = event->host->received++,
		.now_us = net->now_us,
		.socket = event->socket,
		.life = event->life,
		.source_port = socket->port,
		.is_stream = socket->is_stream,
	};

	if (event->host->icmp_errno != 0 && !socket->is_stream) {
		virtual_break(&query, event->host->icmp_errno, 0);
	} else if (event->host->serve != NULL) {
		event->host->serve(event->host->user, &query);
	}
}

/* Bytes of a stream become messages once they are whole. */
static void stream_serve(struct virtual *net, const struct event *event)
{
	struct vsocket *socket = &net->sockets[event->socket];
	size_t at = 0;

	socket->written =
		must(realloc(socket->written, socket->written_size + event->size + 1));
	memcpy(socket->written + socket->written_size, event->data, event->size);
	socket->written_size += event->size;
	while (socket->written_size - at >= 2) {
		size_t length = wire_u16(socket->written + at);

		if (socket->written_size - at - 2 < length)
			break;
		host_serve(net, event, socket->written + at + 2, length);
		at += 2 + length;
	}
	memmove(socket->written, socket->written + at, socket->written_size - at);
	socket->written_size -= at;
}

static void packet_add(struct vsocket *socket, const struct event *event)
{
	struct packet *packet = must(malloc(sizeof(*packet) + event->size));

	packet->next = NULL;
	packet->source = event->source;
	packet->size = event->size;
	packet->used = 0;
	memcpy(packet->data, event->data, event->size);
	if (socket->first == NULL) {
		socket->first = packet;
	} else {
		socket->last->next = packet;
	}
	socket->last = packet;
}

static struct packet *packet_take(struct vsocket *socket)
{
	struct packet *packet = socket->first;

	socket->first = packet->next;
	return packet;
}

static void event_run(struct virtual *net, const struct event *event)
{
	struct vsocket *socket = &net->sockets[event->socket];

	if (event->kind == KIND_TO_SERVER && !socket->is_stream) {
		host_serve(net, event, event->data, event->size);
		return;
	}
	if (!socket->is_open || socket->life != event->life)
		return;
	switch (event->kind) {
	case KIND_TO_SERVER:
		stream_serve(net, event);
		break;
	case KIND_TO_CLIENT:
		packet_add(socket, event);
		break;
	case KIND_BREAK:
		socket->pending_errno = event->system_errno;
		socket->is_ended = event->system_errno == 0;
		break;
	case KIND_CONNECTED:
		socket->pending_errno = event->system_errno;
		socket->is_connected = event->system_errno == 0;
		event->host->connections++;
		break;
	case KIND_WRITABLE:
		socket->is_blocked = false;
		break;
	}
}

/* --- struct net --- */

static struct virtual_host *host_find(const struct virtual *net,
				      const union address *address)
{
	for (struct host_node *node = net->hosts; node != NULL; node = node->next) {
		if (server_address_equal(&node->host.address, address))
			return &node->host;
	}
	return NULL;
}

static int socket_free_find(const struct virtual *net)
{
	for (int i = 0; i < net->socket_count; i++) {
		if (!net->sockets[i].is_open)
			return i;
	}
	return net->socket_count;
}

static net_socket op_open(struct net *base, bool is_stream, const union address *remote,
			  const union address *source, int *out_errno)
{
	struct virtual *net = self_of(base);
	struct virtual_host *host = host_find(net, remote);
	int number = socket_free_find(net);
	struct vsocket *socket;

	(void)source;
	*out_errno = host == NULL ? ENETUNREACH : host->open_errno;
	if (net->open >= net->sockets_max)
		*out_errno = EMFILE;
	if (*out_errno != 0)
		return NET_NONE;
	if (number == net->socket_count) {
		net->sockets = must(realloc(net->sockets, (size_t)(number + 1) *
								  sizeof(*net->sockets)));
		net->sockets[number] = (struct vsocket){ .life = 0 };
		net->socket_count++;
	}
	socket = &net->sockets[number];
	*socket = (struct vsocket){
		.is_open = true,
		.is_stream = is_stream,
		.is_connected = !is_stream,
		.life = socket->life + 1,
		.host = host,
		.port = (uint16_t)(PORT_FIRST +
				   virtual_random(net, UINT16_MAX - PORT_FIRST)),
	};
	net->open++;
	net->opened++;
	if (is_stream && !host->is_connect_ignored) {
		event_add(net, (struct event){
				       .when_us = net->now_us + 2 * way_us(net, host),
				       .kind = KIND_CONNECTED,
				       .host = host,
				       .socket = number,
				       .life = socket->life,
				       .system_errno = host->connect_errno,
			       });
	}
	return number;
}

static void socket_clear(struct vsocket *socket)
{
	while (socket->first != NULL)
		free(packet_take(socket));
	free(socket->written);
	socket->written = NULL;
}

static void op_close(struct net *base, net_socket number)
{
	struct virtual *net = self_of(base);
	struct vsocket *socket = &net->sockets[number];

	assert(socket->is_open);
	socket->is_open = false;
	socket_clear(socket);
	net->open--;
}

static void op_watch(struct net *base, net_socket number, unsigned events,
		     net_ready *ready, void *user)
{
	struct vsocket *socket = &self_of(base)->sockets[number];

	assert(socket->is_open);
	socket->events = events;
	socket->ready = ready;
	socket->user = user;
}

static bool socket_fails(struct vsocket *socket, int *out_errno)
{
	if (socket->pending_errno == 0)
		return false;
	*out_errno = socket->pending_errno;
	socket->pending_errno = 0;
	return true;
}

static void send_one(struct virtual *net, net_socket number, const uint8_t *data,
		     size_t size)
{
	struct vsocket *socket = &net->sockets[number];

	if (!socket->is_stream && is_lost(net, socket->host))
		return;
	event_add(net, (struct event){
			       .when_us = net->now_us + way_us(net, socket->host),
			       .kind = KIND_TO_SERVER,
			       .host = socket->host,
			       .socket = number,
			       .life = socket->life,
			       .data = copy(data, size),
			       .size = size,
		       });
}

static void socket_block(struct virtual *net, net_socket number)
{
	net->sockets[number].is_blocked = true;
	event_add(net, (struct event){ .when_us = net->now_us + BLOCKED_US,
				       .kind = KIND_WRITABLE,
				       .socket = number,
				       .life = net->sockets[number].life });
}

static int op_send(struct net *base, net_socket number,
		   const struct net_datagram *datagrams, int count, int *out_errno)
{
	struct virtual *net = self_of(base);
	struct vsocket *socket = &net->sockets[number];

	assert(socket->is_open && !socket->is_stream && count > 0);
	if (socket_fails(socket, out_errno))
		return -1;
	if (net->refusals > 0) {
		net->refusals--;
		*out_errno = net->refusal_errno;
		if (net->refusal_errno == EAGAIN)
			socket_block(net, number);
		return -1;
	}
	if (net->send_max > 0 && (unsigned)count > net->send_max)
		count = (int)net->send_max;
	for (int i = 0; i < count; i++)
		send_one(net, number, datagrams[i].data, datagrams[i].size);
	return count;
}

static int op_receive(struct net *base, net_socket number, struct net_datagram *datagrams,
		      int count, int *out_errno)
{
	struct vsocket *socket = &self_of(base)->sockets[number];
	int received = 0;

	assert(socket->is_open && !socket->is_stream);
	if (socket_fails(socket, out_errno))
		return -1;
	for (; received < count && socket->first != NULL; received++) {
		struct packet *packet = packet_take(socket);
		struct net_datagram *to = &datagrams[received];

		to->size = packet->size < to->room ? packet->size : to->room;
		memcpy(to->data, packet->data, to->size);
		to->source = packet->source;
		free(packet);
	}
	*out_errno = EAGAIN;
	return received > 0 ? received : -1;
}

static ptrdiff_t op_write(struct net *base, net_socket number, const uint8_t *data,
			  size_t size, int *out_errno)
{
	struct virtual *net = self_of(base);
	struct vsocket *socket = &net->sockets[number];
	size_t max = socket->host->write_max;

	assert(socket->is_open && socket->is_stream && size > 0);
	if (socket_fails(socket, out_errno))
		return -1;
	*out_errno = EAGAIN;
	if (!socket->is_connected || socket->is_blocked)
		return -1;
	if (max > 0 && size > max) {
		size = max;
		socket_block(net, number);
	}
	send_one(net, number, data, size);
	return (ptrdiff_t)size;
}

static ptrdiff_t op_read(struct net *base, net_socket number, uint8_t *data, size_t size,
			 int *out_errno)
{
	struct vsocket *socket = &self_of(base)->sockets[number];
	struct packet *packet = socket->first;
	size_t max = socket->host->read_max;

	assert(socket->is_open && socket->is_stream && size > 0);
	if (packet == NULL) {
		*out_errno = EAGAIN;
		if (socket_fails(socket, out_errno))
			return -1;
		return socket->is_ended ? 0 : -1;
	}
	if (max > 0 && size > max)
		size = max;
	if (size > packet->size - packet->used)
		size = packet->size - packet->used;
	memcpy(data, packet->data + packet->used, size);
	packet->used += size;
	if (packet->used == packet->size)
		free(packet_take(socket));
	return (ptrdiff_t)size;
}

static void op_local(struct net *base, net_socket number, union address *out_address)
{
	const struct vsocket *socket = &self_of(base)->sockets[number];

	*out_address = (union address){ .v4 = { .sin_family = AF_INET } };
	out_address->v4.sin_port = htons(socket->port);
	out_address->v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
}

static uint64_t op_now_us(struct net *base)
{
	return self_of(base)->now_us;
}

static uint64_t op_wall_us(struct net *base)
{
	return self_of(base)->now_us + WALL_US;
}

static void op_set_alarm(struct net *base, uint64_t when_us, net_alarm *alarm, void *user)
{
	struct virtual *net = self_of(base);

	net->alarm_us = when_us;
	net->alarm = alarm;
	net->alarm_user = user;
}

static unsigned op_datagram_room(struct net *base)
{
	(void)base;
	return DATAGRAM_ROOM;
}

static unsigned op_socket_room(struct net *base)
{
	return self_of(base)->sockets_max;
}

static unsigned ready_events(const struct vsocket *socket)
{
	unsigned events = 0;

	if (!socket->is_open)
		return 0;
	if (socket->first != NULL || socket->is_ended || socket->pending_errno != 0)
		events |= NET_READABLE;
	if ((socket->is_connected && !socket->is_blocked) || socket->pending_errno != 0)
		events |= NET_WRITABLE;
	return events & socket->events;
}

/* Tells all sockets that have something; true when there was one. */
static bool sockets_tell(struct virtual *net)
{
	bool was_any = false;

	for (int i = 0; i < net->socket_count; i++) {
		unsigned events = ready_events(&net->sockets[i]);

		if (events == 0)
			continue;
		net->sockets[i].ready(net->sockets[i].user, i, events);
		was_any = true;
	}
	return was_any;
}

static bool op_turn(struct net *base)
{
	struct virtual *net = self_of(base);
	bool has_alarm = net->alarm_us != UINT64_MAX;

	if (sockets_tell(net))
		return true;
	if (net->event_count > 0 &&
	    (!has_alarm || net->events[0].when_us <= net->alarm_us)) {
		struct event event = event_take(net);

		if (event.when_us > net->now_us)
			net->now_us = event.when_us;
		event_run(net, &event);
		free(event.data);
		return true;
	}
	if (!has_alarm)
		return false;
	if (net->alarm_us > net->now_us)
		net->now_us = net->alarm_us;
	net->alarm_us = UINT64_MAX;
	net->alarm(net->alarm_user);
	return true;
}

static void op_free(struct net *base)
{
	virtual_free(self_of(base));
}

static const struct net_ops ops = {
	.open = op_open,
	.close = op_close,
	.watch = op_watch,
	.send = op_send,
	.receive = op_receive,
	.write = op_write,
	.read = op_read,
	.local = op_local,
	.now_us = op_now_us,
	.wall_us = op_wall_us,
	.set_alarm = op_set_alarm,
	.datagram_room = op_datagram_room,
	.socket_room = op_socket_room,
	.turn = op_turn,
	.free = op_free,
};

struct virtual *virtual_new(uint64_t seed)
{
	struct virtual *net = must(calloc(1, sizeof(*net)));

	net->net.ops = &ops;
	net->random = seed * 2 + 1;
	net->now_us = START_US;
	net->alarm_us = UINT64_MAX;
	net->sockets_max = SOCKETS_MAX;
	return net;
}

void virtual_free(struct virtual *net)
{
	if (net == NULL)
		return;
	while (net->hosts != NULL) {
		struct host_node *next = net->hosts->next;

		free(net->hosts);
		net->hosts = next;
	}
	for (int i = 0; i < net->socket_count; i++)
		socket_clear(&net->sockets[i]);
	for (size_t i = 0; i < net->event_count; i++)
		free(net->events[i].data);
	free(net->sockets);
	free(net->events);
	free(net);
}

struct net *virtual_net(struct virtual *net)
{
	return &net->net;
}

struct virtual_host *virtual_add(struct virtual *net, const char *ip, uint16_t port,
				 virtual_serve *serve, void *user)
{
	struct host_node *node = must(calloc(1, sizeof(*node)));
	union address *address = &node->host.address;

	if (inet_pton(AF_INET, ip, &address->v4.sin_addr) == 1) {
		address->v4.sin_family = AF_INET;
		address->v4.sin_port = htons(port);
	} else {
		assert(inet_pton(AF_INET6, ip, &address->v6.sin6_addr) == 1);
		address->v6.sin6_family = AF_INET6;
		address->v6.sin6_port = htons(port);
	}
	node->host.serve = serve;
	node->host.user = user;
	node->next = net->hosts;
	net->hosts = node;
	return &node->host;
}

void virtual_refuse_sends(struct virtual *net, unsigned count, int system_errno)
{
	net->refusals = count;
	net->refusal_errno = system_errno;
}

void virtual_limit_sends(struct virtual *net, unsigned count)
{
	net->send_max = count;
}

void virtual_limit_sockets(struct virtual *net, unsigned count)
{
	net->sockets_max = count;
}

unsigned virtual_open_count(const struct virtual *net)
{
	return net->open;
}

unsigned virtual_opened_count(const struct virtual *net)
{
	return net->opened;
}

uint64_t virtual_now_us(const struct virtual *net)
{
	return net->now_us;
}
