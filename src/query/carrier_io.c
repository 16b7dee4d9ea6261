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
		carrier->piece_left = 0;
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

static void reply_write(const struct ticket *ticket, uint8_t *wire)
{
	const struct stub stub = { .number = ticket->number,
				   .turn = ticket->turn,
				   .id = ticket->id };

	stub_write_reply(wire, &stub);
}

/* Fills @data with stub replies as a stream has them; returns the bytes. */
static size_t read_stream(struct carrier *carrier, ares_socket_t socket, uint8_t *data,
			  size_t size)
{
	size_t used = 0;

	while (used < size) {
		size_t part;

		if (carrier->piece_left == 0 || carrier->piece_socket != socket) {
			const struct ticket *ticket = inbox_take(carrier, socket);

			if (ticket == NULL)
				break;
			wire_put_u16(carrier->piece, STUB_SIZE);
			reply_write(ticket, carrier->piece + STUB_LENGTH_SIZE);
			carrier->piece_left = sizeof(carrier->piece);
			carrier->piece_socket = socket;
		}
		part = size - used < carrier->piece_left ? size - used
							 : carrier->piece_left;
		memcpy(data + used,
		       carrier->piece + sizeof(carrier->piece) - carrier->piece_left,
		       part);
		carrier->piece_left -= part;
		used += part;
	}
	return used;
}

static size_t read_datagram(struct carrier *carrier, ares_socket_t socket, uint8_t *data,
			    size_t size)
{
	const struct ticket *ticket =
		size < STUB_SIZE ? NULL : inbox_take(carrier, socket);

	if (ticket == NULL)
		return 0;
	reply_write(ticket, data);
	return STUB_SIZE;
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
	if (is_writable)
		carrier->write_socket = socket;
	else if (carrier->write_socket == socket)
		carrier->write_socket = ARES_SOCKET_BAD;
}
