#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/net.h"
#include "query/outcome.h"

struct tls_context;
struct tls_pipe;
struct tls_trouble;

enum { LINK_HEAD_MAX = 64 };

/**
 * A stream to a server as its owner sees it: bytes go in and come out, whether there is TLS between them
 * and the network or not.
 */
struct link {
	struct net *net;
	net_socket socket;
	struct tls_pipe *tls;        /* NULL: clear text */
	uint8_t head[LINK_HEAD_MAX]; /* goes out before all else, in clear text */
	size_t head_size;
	size_t head_sent;
	bool has_sent; /* the network took something: the connection stands */
};

/** @tls  NULL: clear text.  @remote is what TLS may hold the certificate to. */
void link_init(struct link *link, struct net *net, net_socket socket,
	       struct tls_context *tls, const union address *remote);

/** Has bytes go out first, in clear text: up to LINK_HEAD_MAX. */
void link_set_head(struct link *link, const uint8_t *data, size_t size);

/** Frees what belongs to it; the socket is the owner's. */
void link_end(struct link *link);

/** As write(2) and read(2); EAGAIN also while a handshake is under way. */
ptrdiff_t link_write(struct link *link, const uint8_t *data, size_t size, int *out_errno);
ptrdiff_t link_read(struct link *link, uint8_t *data, size_t size, int *out_errno);

/**
 * Goes on with what waits inside, when the socket is ready.  False with *out_errno set when the
 * connection has ended; nothing waiting is no end.
 */
bool link_advance(struct link *link, int *out_errno);

/** True when a read may give bytes though the socket has none. */
bool link_has_rest(const struct link *link);

/** Events of the socket to watch for; @wants_write when the owner has more to write. */
unsigned link_events(const struct link *link, bool wants_write);

/** True while a handshake keeps the owner from writing. */
bool link_is_shaking(const struct link *link);

/** The time is up: a handshake under way has failed. */
void link_stall(struct link *link);

/** What an errno of link_read or link_write makes of an attempt. */
enum outcome link_outcome(const struct link *link, int system_errno);

/** Why TLS failed; NULL when it did not. */
const struct tls_trouble *link_trouble(const struct link *link);
