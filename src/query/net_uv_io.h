#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>
#include <uv.h>

#include "query/net.h"

struct net_uv_watcher;

/** The inside of the real network, shared by net_uv.c (sockets, time) and net_uv_io.c (data). */
struct net_uv {
	struct net net; /* first */
	uv_loop_t loop;
	uv_timer_t timer;
	net_alarm *alarm;
	void *alarm_user;
	struct net_uv_watcher **watchers; /* by socket */
	size_t watcher_room;
	unsigned socket_room;
	unsigned datagram_room;
	/* For one call; kept here so that they are set up once. */
	struct mmsghdr headers[NET_BATCH_MAX];
	struct iovec parts[NET_BATCH_MAX];
};

struct net_uv *net_uv_io_self(struct net *net);

int net_uv_io_send(struct net *net, net_socket socket,
		   const struct net_datagram *datagrams, int count, int *out_errno);
int net_uv_io_receive(struct net *net, net_socket socket, struct net_datagram *datagrams,
		      int count, int *out_errno);
ptrdiff_t net_uv_io_write(struct net *net, net_socket socket, const uint8_t *data,
			  size_t size, int *out_errno);
ptrdiff_t net_uv_io_read(struct net *net, net_socket socket, uint8_t *data, size_t size,
			 int *out_errno);
void net_uv_io_local(struct net *net, net_socket socket, union address *out_address);
