#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "query/server.h"

/**
 * The seam to the network and to time: what the engine needs of sockets, an event loop and a
 * clock, and no more.  net_uv.h makes the real one (libuv, sendmmsg, recvmmsg); tests make a virtual one
 * that replays loss, delay, duplicates, reordering, ICMP errors, truncation and spoofing.
 */
struct net;

/** A socket of a net: a small number that is never reused while it is open. */
typedef int net_socket;
enum { NET_NONE = -1 };

/** Datagrams that one call of send or receive takes. */
enum { NET_BATCH_MAX = 64 };

struct net_datagram {
	uint8_t *data;
	size_t size; /* to send, or received */
	size_t room; /* receiving: bytes at data */
	/* Set by receive: where it came from; family 0 when the kernel vouches for the peer. */
	union address source;
};

enum net_event { NET_READABLE = 1, NET_WRITABLE = 2 };

/** Told when a socket can be read or written, or has an error waiting (both events then). */
typedef void net_ready(void *user, net_socket socket, unsigned events);
/** Told when the timer's time has come. */
typedef void net_alarm(void *user);

struct net_ops {
	/**
	 * Opens a UDP socket connected to @remote from an unpredictable source port, or starts a TCP
	 * connection (NET_WRITABLE tells when it stands or failed; write then tells which).  @source
	 * may have family 0 and port 0.  Returns NET_NONE with *out_errno set when the system refuses.
	 */
	net_socket (*open)(struct net *net, bool is_stream, const union address *remote,
			   const union address *source, int *out_errno);
	void (*close)(struct net *net, net_socket socket);
	/** Which events to report from now on; @events 0 for none. */
	void (*watch)(struct net *net, net_socket socket, unsigned events,
		      net_ready *ready, void *user);
	/**
	 * Sends up to @count datagrams; returns how many were taken (at least 1), or -1 with *out_errno
	 * (EAGAIN: wait for NET_WRITABLE; ENOBUFS: try again a little later; ECONNREFUSED and such: an
	 * ICMP error of an earlier one, nothing was taken).
	 */
	int (*send)(struct net *net, net_socket socket,
		    const struct net_datagram *datagrams, int count, int *out_errno);
	/** Receives up to @count datagrams; how many, or -1 with *out_errno (EAGAIN, ECONNREFUSED ...). */
	int (*receive)(struct net *net, net_socket socket, struct net_datagram *datagrams,
		       int count, int *out_errno);
	/** Stream bytes; returns as write(2) and read(2) do, -1 with *out_errno. */
	ptrdiff_t (*write)(struct net *net, net_socket socket, const uint8_t *data,
			   size_t size, int *out_errno);
	ptrdiff_t (*read)(struct net *net, net_socket socket, uint8_t *data, size_t size,
			  int *out_errno);
	/** Our end; family 0 when unknown. */
	void (*local)(struct net *net, net_socket socket, union address *out_address);
	/**
	 * Lets watch be used for a socket that a library has opened, until release; false when that
	 * cannot be.  NULL: a net without sockets of the system.
	 */
	bool (*adopt)(struct net *net, int descriptor);
	/** Forgets such a socket, before the library closes it. */
	void (*release)(struct net *net, net_socket socket);
	/** Monotonic microseconds, and microseconds since 1970. */
	uint64_t (*now_us)(struct net *net);
	uint64_t (*wall_us)(struct net *net);
	/** One alarm, at @when_us of now_us; UINT64_MAX clears it.  Setting again moves it. */
	void (*set_alarm)(struct net *net, uint64_t when_us, net_alarm *alarm,
			  void *user);
	/** Datagrams of ordinary size that a socket's receive buffer holds; at least 1. */
	unsigned (*datagram_room)(struct net *net);
	/** Sockets that may be open at once. */
	unsigned (*socket_room)(struct net *net);
	/** Waits for events and runs their callbacks once; false when nothing can ever happen again. */
	bool (*turn)(struct net *net);
	void (*free)(struct net *net);
};

/** Implementations put this first in their own struct. */
struct net {
	const struct net_ops *ops;
};
