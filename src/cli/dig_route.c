#include "cli/dig_route.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/arena.h"
#include "cli/dig_asker.h"
#include "cli/dig_url.h"

struct server *dig_route_on_port(struct dig_asker *asker, const struct server *server,
				 uint16_t number)
{
	struct server *copy = arena_alloc(asker->scratch, sizeof(*copy));
	in_port_t port = htons(number);

	*copy = *server;
	if (server_family(server) == 4) {
		copy->address.v4.sin_port = port;
	} else {
		copy->address.v6.sin6_port = port;
	}
	return copy;
}

/* What is written for the whole run, or the way's own. */
static uint16_t port_of(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	const struct dig_globals *globals = &asker->line->globals;

	if (globals->has_port)
		return globals->port;
	if (!lookup->https.is_on)
		return DIG_TLS_PORT;
	return lookup->https.is_plain ? DIG_HTTP_PORT : DIG_HTTPS_PORT;
}

/*
 * The same server over TLS or HTTPS; its certificate must have the name that was typed, unless another is
 * wanted.
 */
static const struct server *secured(struct dig_asker *asker,
				    const struct dig_lookup *lookup,
				    const struct server *server)
{
	struct server *copy = dig_route_on_port(asker, server, port_of(asker, lookup));

	copy->transport = lookup->https.is_on ? TRANSPORT_HTTPS : TRANSPORT_TLS;
	copy->path = lookup->https.path;
	copy->is_http_get = lookup->https.is_get;
	copy->is_http_plain = lookup->https.is_plain;
	copy->tls = &lookup->tls.profile;
	if (copy->tls->name == NULL && server->name != NULL &&
	    strchr(server->name, '%') == NULL)
		copy->tls_name = server->name;
	return copy;
}

static const struct server *behind_proxy(struct dig_asker *asker,
					 const struct proxy *proxy,
					 const struct server *server)
{
	struct server *copy = arena_alloc(asker->scratch, sizeof(*copy));

	*copy = *server;
	copy->proxy = proxy;
	return copy;
}

const struct server *dig_route_of(struct dig_asker *asker,
				  const struct dig_lookup *lookup,
				  const struct server *server)
{
	if (server->transport >= TRANSPORT_TLS) {
		server = dig_url_demand(asker, lookup, server);
	} else if (lookup->tls.is_on || lookup->https.is_on) {
		server = secured(asker, lookup, server);
	}
	return lookup->proxy == NULL ? server
				     : behind_proxy(asker, lookup->proxy, server);
}
