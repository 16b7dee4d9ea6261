#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <ares.h>

#include "query/carrier.h"
#include "query/list.h"
#include "query/server.h"
#include "query/stub.h"

enum { CARRIER_IO_SOCKET_FIRST = 1000000 }; /* far from the numbers of real sockets */

/** The inside of a carrier, shared by carrier.c and by the functions that c-ares calls. */
struct carrier {
	ares_channel channel;
	const struct carrier_ops *ops;
	void *user;
	union address server;
	struct list inbox;  /* tickets whose stub replies c-ares has yet to read */
	unsigned unmatched; /* stub replies that it has read without closing the ticket */
	unsigned moves;     /* anything that c-ares has read or closed */
	/* A stub reply that is read from a stream in pieces. */
	uint8_t piece[STUB_LENGTH_SIZE + STUB_SIZE_MAX];
	size_t piece_size;
	size_t piece_used; /* equal to piece_size: nothing is left of it */
	ares_socket_t piece_socket;
	ares_socket_t socket_next;
	ares_socket_t write_socket;  /* c-ares wants to write here, or ARES_SOCKET_BAD */
	ares_socket_t stream_socket; /* the one of a stream, or ARES_SOCKET_BAD */
	bool is_stream;
	bool is_hung_up;
};

/** The socket functions that c-ares is given; their user is the carrier. */
extern const struct ares_socket_functions carrier_io_hooks;

/** c-ares tells which of its sockets it wants to write. */
void carrier_io_state(void *user, ares_socket_t socket, int is_readable, int is_writable);

struct ticket *carrier_io_ticket_of(struct list *node);
