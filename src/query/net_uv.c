#include "query/net_uv.h"

#include <errno.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

#include "base/clock.h"
#include "query/heap.h"
#include "query/net.h"
#include "query/net_uv_io.h"
#include "query/net_uv_limits.h"

struct net_uv_watcher {
	uv_poll_t poll; /* first */
	struct net_uv *net;
	net_socket socket;
	unsigned events;
	net_ready *ready;
	void *user;
};

static socklen_t address_size(const union address *address)
{
	return address->any.sa_family == AF_INET ? sizeof(address->v4)
						 : sizeof(address->v6);
}

static int socket_prepare(int socket, bool is_stream, const union address *remote,
			  const union address *source)
{
	int on = 1;

	if (is_stream) {
		(void)setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	} else {
		net_uv_limits_grow(socket);
	}
	if (source->any.sa_family != 0 &&
	    bind(socket, &source->any, address_size(source)) != 0)
		return errno;
	if (connect(socket, &remote->any, address_size(remote)) != 0 &&
	    errno != EINPROGRESS)
		return errno;
	return 0;
}

/* What came before the socket was connected may be from anyone. */
static void strangers_drop(int socket)
{
	char byte;

	while (recv(socket, &byte, sizeof(byte), MSG_DONTWAIT | MSG_TRUNC) >= 0)
		;
}

static struct net_uv_watcher *watcher_new(struct net_uv *net, int socket)
{
	struct net_uv_watcher *watcher = heap_new(sizeof(*watcher));

	watcher->net = net;
	watcher->socket = socket;
	watcher->poll.data = watcher;
	if (uv_poll_init(&net->loop, &watcher->poll, socket) != 0) {
		heap_free(watcher);
		return NULL;
	}
	if ((size_t)socket >= net->watcher_room) {
		size_t room = ((size_t)socket + 1) * 2;

		net->watchers = heap_resize(net->watchers,
					    room * sizeof(struct net_uv_watcher *));
		net->watcher_room = room;
	}
	net->watchers[socket] = watcher;
	return watcher;
}

static net_socket op_open(struct net *net, bool is_stream, const union address *remote,
			  const union address *source, int *out_errno)
{
	int type = (is_stream ? SOCK_STREAM : SOCK_DGRAM) | SOCK_NONBLOCK | SOCK_CLOEXEC;
	int handle = socket(remote->any.sa_family, type, 0);

	if (handle < 0) {
		*out_errno = errno;
		return NET_NONE;
	}
	*out_errno = socket_prepare(handle, is_stream, remote, source);
	if (*out_errno == 0 && !is_stream)
		strangers_drop(handle);
	if (*out_errno == 0 && watcher_new(net_uv_io_self(net), handle) == NULL)
		*out_errno = ENOMEM;
	if (*out_errno != 0) {
		close(handle);
		return NET_NONE;
	}
	return handle;
}

static void on_close(uv_handle_t *handle)
{
	heap_free(handle->data);
}

static bool op_adopt(struct net *net, int descriptor)
{
	return watcher_new(net_uv_io_self(net), descriptor) != NULL;
}

static void op_release(struct net *net, net_socket socket)
{
	struct net_uv *self = net_uv_io_self(net);
	struct net_uv_watcher *watcher = self->watchers[socket];

	self->watchers[socket] = NULL;
	watcher->ready = NULL;
	uv_close((uv_handle_t *)&watcher->poll, on_close);
}

static void op_close(struct net *net, net_socket socket)
{
	op_release(net, socket);
	close(socket);
}

static void on_poll(uv_poll_t *poll, int status, int events);
static void poll_start(struct net_uv_watcher *watcher)
{
	int events = ((watcher->events & NET_READABLE) != 0 ? UV_READABLE : 0) |
		     ((watcher->events & NET_WRITABLE) != 0 ? UV_WRITABLE : 0);

	if (events == 0) {
		uv_poll_stop(&watcher->poll);
	} else {
		uv_poll_start(&watcher->poll, events, on_poll);
	}
}

/* libuv stops watching a socket that has an error; the error is read like data. */
static void on_poll(uv_poll_t *poll, int status, int events)
{
	struct net_uv_watcher *watcher = poll->data;
	struct net_uv *net = watcher->net;
	net_socket socket = watcher->socket;
	unsigned told = 0;

	if (status < 0)
		told = NET_READABLE | NET_WRITABLE;
	if ((events & UV_READABLE) != 0)
		told |= NET_READABLE;
	if ((events & UV_WRITABLE) != 0)
		told |= NET_WRITABLE;
	watcher->ready(watcher->user, socket, told);
	if (status < 0 && net->watchers[socket] == watcher)
		poll_start(watcher);
}

static void op_watch(struct net *net, net_socket socket, unsigned events,
		     net_ready *ready, void *user)
{
	struct net_uv_watcher *watcher = net_uv_io_self(net)->watchers[socket];

	watcher->events = events;
	watcher->ready = ready;
	watcher->user = user;
	poll_start(watcher);
}

static uint64_t op_now_us(struct net *net)
{
	(void)net;
	return clock_mono_us();
}

static uint64_t op_wall_us(struct net *net)
{
	(void)net;
	return clock_wall_us();
}

static void on_timer(uv_timer_t *timer)
{
	struct net_uv *self = timer->data;

	/* A timer that is due rings before libuv waits for sockets: it must not wait then. */
	uv_stop(&self->loop);
	if (self->alarm != NULL)
		self->alarm(self->alarm_user);
}

static void op_set_alarm(struct net *net, uint64_t when_us, net_alarm *alarm, void *user)
{
	struct net_uv *self = net_uv_io_self(net);
	uint64_t now_us = clock_mono_us();

	self->alarm = alarm;
	self->alarm_user = user;
	if (when_us == UINT64_MAX) {
		uv_timer_stop(&self->timer);
		return;
	}
	uv_update_time(&self->loop);
	uv_timer_start(&self->timer, on_timer,
		       when_us <= now_us ? 0 : (when_us - now_us) / 1000 + 1, 0);
}

static unsigned op_datagram_room(struct net *net)
{
	return net_uv_io_self(net)->datagram_room;
}

static unsigned op_socket_room(struct net *net)
{
	return net_uv_io_self(net)->socket_room;
}

static bool op_turn(struct net *net)
{
	struct net_uv *self = net_uv_io_self(net);

	/* Asked before: the last timer may ring in this turn. */
	if (uv_loop_alive(&self->loop) == 0)
		return false;
	(void)uv_run(&self->loop, UV_RUN_ONCE);
	return true;
}

static void on_walk(uv_handle_t *handle, void *user)
{
	(void)user;
	if (!uv_is_closing(handle))
		uv_close(handle, NULL);
}

static void op_free(struct net *net)
{
	struct net_uv *self = net_uv_io_self(net);

	uv_walk(&self->loop, on_walk, NULL);
	while (uv_run(&self->loop, UV_RUN_DEFAULT) != 0)
		;
	(void)uv_loop_close(&self->loop);
	heap_free(self->watchers);
	heap_free(self);
}

static const struct net_ops ops = {
	.open = op_open,
	.close = op_close,
	.watch = op_watch,
	.send = net_uv_io_send,
	.receive = net_uv_io_receive,
	.write = net_uv_io_write,
	.read = net_uv_io_read,
	.local = net_uv_io_local,
	.adopt = op_adopt,
	.release = op_release,
	.now_us = op_now_us,
	.wall_us = op_wall_us,
	.set_alarm = op_set_alarm,
	.datagram_room = op_datagram_room,
	.socket_room = op_socket_room,
	.turn = op_turn,
	.free = op_free,
};

enum err net_uv_new(struct net **out_net)
{
	struct net_uv *self = heap_new(sizeof(*self));

	self->net.ops = &ops;
	if (uv_loop_init(&self->loop) != 0) {
		heap_free(self);
		return ERR_SYSTEM;
	}
	self->timer.data = self;
	(void)uv_timer_init(&self->loop, &self->timer);
	for (unsigned i = 0; i < NET_BATCH_MAX; i++) {
		self->headers[i].msg_hdr.msg_iov = &self->parts[i];
		self->headers[i].msg_hdr.msg_iovlen = 1;
	}
	self->socket_room = net_uv_limits_sockets();
	self->datagram_room = net_uv_limits_datagrams();
	*out_net = &self->net;
	return ERR_OK;
}

void *net_uv_loop(struct net *net)
{
	return &net_uv_io_self(net)->loop;
}
