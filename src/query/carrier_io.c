#include "query/carrier_io.h"

#include <errno.h>
#include <limits.h>
#include <string.h>
#include <sys/uio.h>

#include "dns/wire.h"

struct ticket *carrier_io_ticket_of(struct list *node)
{
	return (struct ticket *)(void *)((char *)node - offsetof(struct ticket, node));
}

static ares_socket_t hook_socket(int domain, int type, int protocol, void *user)
{
	struct carrier *carrier = user;
	ares_socket_t socket = carrier->socket_next;

	(void)domain;
	(void)type;
	(void)protocol;
	carrier->socket_next = socket < INT_MAX ? socket + 1 : CARRIER_IO_SOCKET_FIRST;
	if (carrier->is_stream)
		carrier->stream_socket = socket;
	return socket;
}

static int hook_close(ares_socket_t socket, void *user)
{
	struct carrier *carrier = user;

	if (carrier->write_socket == socket)
		carrier->write_socket = ARES_SOCKET_BAD;
	if (carrier->stream_socket == socket)
		carrier->stream_socket = ARES_SOCKET_BAD;
	if (carrier->piece_socket == socket)
		carrier->piece_used = carrier->piece_size;
	return 0;
}

static int hook_connect(ares_socket_t socket, const struct sockaddr *address,
			ares_socklen_t address_size, void *user)
{
	(void)socket;
	(void)address;
	(void)address_size;
	(void)user;
	return 0;
}

/* c-ares has written a stub: the message of its ticket goes out instead. */
static void stub_written(struct carrier *carrier, ares_socket_t socket,
			 const uint8_t *wire, size_t size)
{
	struct stub stub;
	struct ticket *ticket;

	if (!stub_read(wire, size, &stub))
		return;
	ticket = carrier->ops->find(carrier->user, stub.number);
	if (ticket == NULL || !ticket->is_open || ticket->turn != stub.turn)
		return;
	ticket->socket = socket;
	ticket->id = stub.id;
	if (!ticket->is_sent) {
		ticket->is_sent = true;
		carrier->ops->transmit(carrier->user, ticket);
	}
}

static void stubs_written(struct carrier *carrier, ares_socket_t socket,
			  const uint8_t *data, size_t size)
{
	size_t at = 0;

	if (!carrier->is_stream) {
		stub_written(carrier, socket, data, size);
		return;
	}
	while (size - at >= STUB_LENGTH_SIZE) {
		size_t length = wire_u16(data + at);

		at += STUB_LENGTH_SIZE;
		if (length > size - at)
			return;
		stub_written(carrier, socket, data + at, length);
		at += length;
	}
}

static ares_ssize_t hook_send(ares_socket_t socket, const struct iovec *parts, int count,
			      void *user)
{
	size_t size = 0;

	for (int i = 0; i < count; i++) {
		stubs_written(user, socket, parts[i].iov_base, parts[i].iov_len);
		size += parts[i].iov_len;
	}
	return (ares_ssize_t)size;
}

/* The first ticket whose stub reply belongs on this socket. */
static struct ticket *inbox_take(struct carrier *carrier, ares_socket_t socket)
{
	for (struct list *node = carrier->inbox.next; node != &carrier->inbox;
	     node = node->next) {
		struct ticket *ticket = carrier_io_ticket_of(node);

		if (ticket->socket == socket) {
			list_remove(node);
			carrier->unmatched++;
			return ticket;
		}
	}
	return NULL;
}

static size_t reply_write(const struct ticket *ticket, uint8_t *wire)
{
	const struct stub stub = { .number = ticket->number,
				   .turn = ticket->turn,
				   .id = ticket->id };

	return stub_write_reply(wire, &stub);
}

/* Makes the next stub reply the piece that is read; false when there is none. */
static bool piece_next(struct carrier *carrier, ares_socket_t socket)
{
	const struct ticket *ticket = inbox_take(carrier, socket);
	size_t size;

	if (ticket == NULL)
		return false;
	size = reply_write(ticket, carrier->piece + STUB_LENGTH_SIZE);
	wire_put_u16(carrier->piece, (uint16_t)size);
	carrier->piece_size = STUB_LENGTH_SIZE + size;
	carrier->piece_used = 0;
	carrier->piece_socket = socket;
	return true;
}

/* Fills @data with stub replies as a stream has them; returns the bytes. */
static size_t read_stream(struct carrier *carrier, ares_socket_t socket, uint8_t *data,
			  size_t size)
{
	size_t used = 0;

	while (used < size) {
		size_t part;

		if (carrier->piece_used == carrier->piece_size &&
		    !piece_next(carrier, socket))
			break;
		if (carrier->piece_socket != socket)
			break;
		part = carrier->piece_size - carrier->piece_used;
		if (part > size - used)
			part = size - used;
		memcpy(data + used, carrier->piece + carrier->piece_used, part);
		carrier->piece_used += part;
		used += part;
	}
	return used;
}

static size_t read_datagram(struct carrier *carrier, ares_socket_t socket, uint8_t *data,
			    size_t size)
{
	const struct ticket *ticket =
		size < STUB_SIZE_MAX ? NULL : inbox_take(carrier, socket);

	return ticket == NULL ? 0 : reply_write(ticket, data);
}

/* The datagram comes from the server, as far as c-ares can see. */
static void source_write(const struct carrier *carrier, struct sockaddr *address,
			 ares_socklen_t *address_size)
{
	const union address *server = &carrier->server;
	ares_socklen_t size = server->any.sa_family == AF_INET ? sizeof(server->v4)
							       : sizeof(server->v6);

	if (address == NULL || address_size == NULL)
		return;
	memcpy(address, server, size < *address_size ? size : *address_size);
	*address_size = size;
}

// NOLINTNEXTLINE(readability-function-size): the parameters are those of c-ares
static ares_ssize_t hook_receive(ares_socket_t socket, void *data, size_t size, int flags,
				 struct sockaddr *address, ares_socklen_t *address_size,
				 void *user)
{
	struct carrier *carrier = user;
	size_t used = carrier->is_stream ? read_stream(carrier, socket, data, size)
					 : read_datagram(carrier, socket, data, size);

	(void)flags;
	if (used > 0) {
		source_write(carrier, address, address_size);
		carrier->moves++;
		return (ares_ssize_t)used;
	}
	errno = carrier->is_hung_up && socket == carrier->stream_socket ? ECONNRESET
									: EAGAIN;
	return -1;
}

const struct ares_socket_functions carrier_io_hooks = {
	hook_socket, hook_close, hook_connect, hook_receive, hook_send,
};

void carrier_io_state(void *user, ares_socket_t socket, int is_readable, int is_writable)
{
	struct carrier *carrier = user;

	(void)is_readable;
	if (is_writable) {
		carrier->write_socket = socket;
	} else if (carrier->write_socket == socket) {
		carrier->write_socket = ARES_SOCKET_BAD;
	}
}
