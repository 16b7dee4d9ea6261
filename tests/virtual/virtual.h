#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/net.h"
#include "query/server.h"

/**
 * A network and a clock without sockets and without waiting: a struct net whose servers are functions
 * and whose time jumps to the next event.  The same seed gives the same run.
 */
struct virtual;

/** A message as a server gets it. */
struct virtual_query {
	struct virtual *net;
	struct virtual_host *host;
	const uint8_t *wire;
	size_t size;
	unsigned number; /* of the messages that this server got, from 0 */
	uint64_t now_us;
	net_socket socket;    /* the client's */
	unsigned life;        /* which socket of that number it was */
	uint16_t source_port; /* of the client */
	bool is_stream;
};

/** What a server does with a message: nothing, or any number of virtual_* answers. */
typedef void virtual_serve(void *user, const struct virtual_query *query);

/** A server and the way to it; members may be changed while it runs. */
struct virtual_host {
	union address address;
	virtual_serve *serve; /* NULL: silent */
	void *user;
	unsigned rtt_us;         /* there and back; 0: 2000 */
	unsigned jitter_us;      /* at most, on each way: reorders */
	unsigned loss;           /* messages lost on each way, in 1000 */
	unsigned doubled;        /* replies that arrive twice, in 1000 */
	int open_errno;          /* the system refuses the socket */
	int icmp_errno;          /* each datagram brings back this error */
	int connect_errno;       /* a TCP connection fails with it */
	bool is_connect_ignored; /* a TCP connection neither stands nor fails */
	size_t write_max;        /* bytes that one write of a stream takes; 0: all */
	size_t read_max;         /* bytes that one read of a stream gives; 0: all */
	unsigned received;       /* messages so far */
	unsigned connections;    /* TCP connections so far */
};

struct virtual *virtual_new(uint64_t seed);
void virtual_free(struct virtual *net);
struct net *virtual_net(struct virtual *net);

/** Adds a server; the result lives as long as @net. */
struct virtual_host *virtual_add(struct virtual *net, const char *ip, uint16_t port,
				 virtual_serve *serve, void *user);

/** Sends a message back, with the weather of the host; over a stream with its length before it. */
void virtual_reply(const struct virtual_query *query, const uint8_t *wire, size_t size);

/** The same @delay_us later. */
void virtual_reply_late(const struct virtual_query *query, const uint8_t *wire,
			size_t size, uint64_t delay_us);

/** A datagram from somewhere else, or raw bytes of a stream.  @source NULL: the host. */
void virtual_inject(const struct virtual_query *query, const union address *source,
		    const uint8_t *data, size_t size, uint64_t delay_us);

/** An ICMP error for the client's socket, or the end (0) or failure of its stream. */
void virtual_break(const struct virtual_query *query, int system_errno,
		   uint64_t delay_us);

/** The next calls of send take nothing and say @system_errno (EAGAIN: until 5 ms later). */
void virtual_refuse_sends(struct virtual *net, unsigned count, int system_errno);

/** Datagrams that one call of send takes at most; 0: all. */
void virtual_limit_sends(struct virtual *net, unsigned count);

/** Sockets that may be open at once. */
void virtual_limit_sockets(struct virtual *net, unsigned count);

/** Sockets that are open now, and all that were. */
unsigned virtual_open_count(const struct virtual *net);
unsigned virtual_opened_count(const struct virtual *net);

uint64_t virtual_now_us(const struct virtual *net);

/** Unpredictable only to those who do not know the seed. */
uint32_t virtual_random(struct virtual *net, uint32_t bound);
