#include "query/route.h"

#include <sys/socket.h>
#include <unistd.h>

#include "query/server.h"

bool route_exists(const struct server *server)
{
	int family = server_family(server) == 6 ? AF_INET6 : AF_INET;
	int descriptor = socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	bool result;

	if (descriptor < 0)
		return false;
	result = connect(descriptor, &server->address.any, server_address_size(server)) ==
		 0;
	(void)close(descriptor);
	return result;
}

/* The address is that of f.root-servers.net; any global one would do. */
bool route_has_v6(void)
{
	static const struct server far = {
		.address.v6 = { .sin6_family = AF_INET6,
				.sin6_port = 1, /* any but 0 */
				.sin6_addr.s6_addr = { 0x20, 0x01, 0x05, 0x00, 0x00,
						       0x2f, [15] = 0x0f } }
	};

	return route_exists(&far);
}
