#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "query/list.h"
#include "query/net.h"
#include "query/server.h"
#include "query/wheel.h"

struct engine;
struct lane;

enum { UDP_IO_ENDED_MAX = 64 }; /* ids of finished questions that a socket remembers */

/** A UDP socket of a lane, shared by udp.c (its life and its ids) and udp_io.c (what it carries). */
struct udp_socket {
	struct list
		node; /* in the lane's sockets, or the engine's worn or drained ones */
	struct engine *engine;
	struct lane
		*lane; /* as long as anything waits on the socket, or it is not worn */
	net_socket handle;
	union address remote;
	union address local;
	struct list flying;      /* slots by peer */
	struct list outbox;      /* slots by out */
	unsigned waiting;        /* of flying */
	unsigned unsent;         /* of outbox */
	struct list unsent_node; /* in the engine's list of those with an outbox */
	unsigned asked;
	uint64_t opened_us;
	bool is_worn;    /* asks no more, and is closed once nothing waits */
	bool is_blocked; /* the kernel takes no more for now */
	struct wheel_timer retry;
	uint16_t ended_ids[UDP_IO_ENDED_MAX];
	unsigned ended_count;
};

/** Hands the outbox to the kernel as far as it takes it. */
void udp_io_flush(struct udp_socket *socket);

/** Waits for replies, and for room to send while the socket is blocked. */
void udp_io_watch(struct udp_socket *socket);

void udp_io_timer_init(struct udp_socket *socket);
