#include "query/server.h"

#include <arpa/inet.h>
#include <assert.h>
#include <net/if.h>
#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "dns/rdata_print.h"

static const char *const transport_names[TRANSPORT_COUNT] = {
	[TRANSPORT_UDP] = "udp",
	[TRANSPORT_TCP] = "tcp",
	[TRANSPORT_TLS] = "tls",
	[TRANSPORT_HTTPS] = "https",
};

struct server *server_new(struct arena *arena, const void *ip, size_t ip_size,
			  uint16_t port, const char *name)
{
	struct server *server = arena_alloc(arena, sizeof(*server));

	assert(ip_size == sizeof(struct in_addr) || ip_size == sizeof(struct in6_addr));
	server->name = name;
	if (ip_size == sizeof(struct in_addr)) {
		server->address.v4.sin_family = AF_INET;
		server->address.v4.sin_port = htons(port);
		memcpy(&server->address.v4.sin_addr, ip, ip_size);
	} else {
		server->address.v6.sin6_family = AF_INET6;
		server->address.v6.sin6_port = htons(port);
		memcpy(&server->address.v6.sin6_addr, ip, ip_size);
	}
	return server;
}

struct server *server_place(struct arena *arena, const struct server *server,
			    const void *ip, size_t ip_size)
{
	struct server *copy = arena_alloc(arena, sizeof(*copy));

	*copy = *server;
	copy->address =
		server_new(arena, ip, ip_size, server_port(server), NULL)->address;
	return copy;
}

static void print_scope(struct text *text, uint32_t scope)
{
	char name[IF_NAMESIZE];

	text_add_char(text, '%');
	if (if_indextoname(scope, name) != NULL) {
		text_add_cstr(text, name);
	} else {
		text_add_u64(text, scope);
	}
}

void server_print_ip(struct text *text, const struct server *server)
{
	const union address *address = &server->address;
	char ip[INET6_ADDRSTRLEN] = "";

	if (server_family(server) == 4) {
		rdata_print_field_a(text, (const uint8_t *)&address->v4.sin_addr);
		return;
	}
	inet_ntop(AF_INET6, &address->v6.sin6_addr, ip, sizeof(ip));
	text_add_cstr(text, ip);
	if (address->v6.sin6_scope_id != 0)
		print_scope(text, address->v6.sin6_scope_id);
}

void server_print_address(struct text *text, const struct server *server)
{
	server_print_ip(text, server);
	text_add_char(text, '#');
	text_add_u64(text, server_port(server));
}

uint16_t server_port(const struct server *server)
{
	return ntohs(server_family(server) == 4 ? server->address.v4.sin_port
						: server->address.v6.sin6_port);
}

unsigned server_family(const struct server *server)
{
	return server->address.any.sa_family == AF_INET6 ? 6 : 4;
}

socklen_t server_address_size(const struct server *server)
{
	return server_family(server) == 4 ? sizeof(struct sockaddr_in)
					  : sizeof(struct sockaddr_in6);
}

bool server_address_equal(const union address *a, const union address *b)
{
	if (a->any.sa_family != b->any.sa_family)
		return false;
	if (a->any.sa_family == AF_INET) {
		return a->v4.sin_port == b->v4.sin_port &&
		       a->v4.sin_addr.s_addr == b->v4.sin_addr.s_addr;
	}
	return a->v6.sin6_port == b->v6.sin6_port &&
	       a->v6.sin6_scope_id == b->v6.sin6_scope_id &&
	       memcmp(&a->v6.sin6_addr, &b->v6.sin6_addr, sizeof(a->v6.sin6_addr)) == 0;
}

static bool is_same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool server_equal(const struct server *a, const struct server *b)
{
	return a->transport == b->transport && a->tls == b->tls &&
	       a->is_http_get == b->is_http_get && a->is_http_plain == b->is_http_plain &&
	       is_same(a->tls_name, b->tls_name) && is_same(a->path, b->path) &&
	       server_address_equal(&a->address, &b->address);
}

bool server_is_loopback(const struct server *server)
{
	const union address *address = &server->address;

	if (server_family(server) == 4)
		return ntohl(address->v4.sin_addr.s_addr) >> 24 == IN_LOOPBACKNET;

	const uint8_t *bytes = address->v6.sin6_addr.s6_addr;

	if (IN6_IS_ADDR_V4MAPPED(&address->v6.sin6_addr))
		return bytes[12] == IN_LOOPBACKNET;
	return IN6_IS_ADDR_LOOPBACK(&address->v6.sin6_addr);
}

/* 2000::/3, the only part that is given out (RFC 4291 section 2.4, IANA's registry). */
bool server_is_global_v6(const struct server *server)
{
	return server_family(server) == 6 &&
	       server->address.v6.sin6_addr.s6_addr[0] >> 5 == 1;
}

const char *server_transport_name(enum transport transport)
{
	return transport_names[transport];
}
