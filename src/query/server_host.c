#include "query/server_host.h"

#include <netdb.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/text.h"

enum { WHY_MAX = 512 };

static struct server *unresolved(struct arena *arena, const struct server *server,
				 const char *host, const char *why)
{
	struct server *copy = arena_alloc(arena, sizeof(*copy));
	char buffer[WHY_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	text_add_format(&text, "no address is known for \"%s\": %s", host, why);
	*copy = *server;
	copy->unresolved = str_cstr(arena, text_str(&text));
	return copy;
}

struct server *server_host_find(struct arena *arena, const struct server *server,
				const char *host)
{
	const struct addrinfo wanted = { .ai_family = AF_UNSPEC,
					 .ai_socktype = SOCK_STREAM,
					 .ai_flags = AI_ADDRCONFIG };
	struct addrinfo *found = NULL;
	int error = getaddrinfo(host, NULL, &wanted, &found);
	union address address;
	struct server *placed;

	if (error != 0 || found == NULL)
		return unresolved(arena, server, host, gai_strerror(error));
	memcpy(&address, found->ai_addr,
	       found->ai_family == AF_INET ? sizeof(address.v4) : sizeof(address.v6));
	placed = found->ai_family == AF_INET
			 ? server_place(arena, server, &address.v4.sin_addr,
					sizeof(address.v4.sin_addr))
			 : server_place(arena, server, &address.v6.sin6_addr,
					sizeof(address.v6.sin6_addr));
	freeaddrinfo(found);
	return placed;
}
