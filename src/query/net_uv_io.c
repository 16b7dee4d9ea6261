#include "query/net_uv_io.h"

#include <errno.h>

struct net_uv *net_uv_io_self(struct net *net)
{
	return (struct net_uv *)(void *)net;
}

int net_uv_io_send(struct net *net, net_socket socket,
		   const struct net_datagram *datagrams, int count, int *out_errno)
{
	struct net_uv *self = net_uv_io_self(net);
	int sent;

	for (int i = 0; i < count; i++) {
		self->parts[i] = (struct iovec){ .iov_base = datagrams[i].data,
						 .iov_len = datagrams[i].size };
	}
	do {
		sent = sendmmsg(socket, self->headers, (unsigned)count, 0);
	} while (sent < 0 && errno == EINTR);
	if (sent < 0)
		*out_errno = errno;
	return sent;
}

int net_uv_io_receive(struct net *net, net_socket socket, struct net_datagram *datagrams,
		      int count, int *out_errno)
{
	struct net_uv *self = net_uv_io_self(net);
	int received;

	for (int i = 0; i < count; i++) {
		self->parts[i] = (struct iovec){ .iov_base = datagrams[i].data,
						 .iov_len = datagrams[i].room };
	}
	do {
		received = recvmmsg(socket, self->headers, (unsigned)count, 0, NULL);
	} while (received < 0 && errno == EINTR);
	if (received < 0)
		*out_errno = errno;
	for (int i = 0; i < received; i++) {
		datagrams[i].size = self->headers[i].msg_len;
		datagrams[i].source.any.sa_family = 0;
	}
	return received;
}

ptrdiff_t net_uv_io_write(struct net *net, net_socket socket, const uint8_t *data,
			  size_t size, int *out_errno)
{
	ssize_t sent = send(socket, data, size, MSG_NOSIGNAL);

	(void)net;
	if (sent < 0)
		*out_errno = errno;
	return sent;
}

ptrdiff_t net_uv_io_read(struct net *net, net_socket socket, uint8_t *data, size_t size,
			 int *out_errno)
{
	ssize_t got = recv(socket, data, size, 0);

	(void)net;
	if (got < 0)
		*out_errno = errno;
	return got;
}

void net_uv_io_local(struct net *net, net_socket socket, union address *out_address)
{
	union address address = { .any.sa_family = 0 };
	socklen_t size = sizeof(address);

	(void)net;
	if (getsockname(socket, &address.any, &size) != 0)
		address.any.sa_family = 0;
	*out_address = address;
}
