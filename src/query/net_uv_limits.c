#include "query/net_uv_limits.h"

#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum {
	RECEIVE_BUFFER = 4 << 20, /* bytes asked for; the system may give less */
	DATAGRAM_COST = 2304,     /* bytes that the kernel counts for an ordinary reply */
	SOCKETS_MAX = 65536,
	SOCKETS_GUESS = 1024, /* when the system does not tell */
};

void net_uv_limits_grow(int socket)
{
	int size = RECEIVE_BUFFER;

	/* The first needs a privilege, the second stops at the system's bound. */
	if (setsockopt(socket, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) != 0)
		(void)setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
}

unsigned net_uv_limits_sockets(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return SOCKETS_GUESS;
	if (limit.rlim_cur < limit.rlim_max) {
		limit.rlim_cur = limit.rlim_max;
		(void)setrlimit(RLIMIT_NOFILE, &limit);
		(void)getrlimit(RLIMIT_NOFILE, &limit);
	}
	return limit.rlim_cur < SOCKETS_MAX ? (unsigned)limit.rlim_cur : SOCKETS_MAX;
}

unsigned net_uv_limits_datagrams(void)
{
	int probe = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	int size = 0;
	socklen_t size_size = sizeof(size);

	if (probe < 0)
		return 1;
	net_uv_limits_grow(probe);
	(void)getsockopt(probe, SOL_SOCKET, SO_RCVBUF, &size, &size_size);
	close(probe);
	return size < DATAGRAM_COST ? 1 : (unsigned)(size / DATAGRAM_COST);
}
