#include "query/lane_way.h"

#include <string.h>

#include "base/map.h"
#include "query/core.h"
#include "query/doh.h"
#include "query/lane.h"
#include "query/tls_context.h"

struct lane_way lane_way_of(struct engine *engine, const struct server *server,
			    enum transport transport)
{
	struct lane_way way = { .server = server, .transport = transport };

	if (transport == TRANSPORT_TLS ||
	    (transport == TRANSPORT_HTTPS && !server->is_http_plain))
		way.tls = tls_context_of(&engine->tls_contexts, server);
	if (transport == TRANSPORT_HTTPS)
		way.doh = doh_find_site(engine, server, way.tls);
	if (server->proxy != NULL)
		way.head = proxy_head_of(server->proxy, transport != TRANSPORT_UDP);
	return way;
}

bool lane_way_is_of(const struct lane_way *way, const struct lane *lane)
{
	return lane->transport == way->transport && lane->tls == way->tls &&
	       lane->doh == way->doh && proxy_head_equal(&lane->head, &way->head) &&
	       server_address_equal(&lane->remote, &way->server->address);
}

uint64_t lane_way_hash(const struct lane_way *way)
{
	const union address *remote = &way->server->address;
	struct {
		uint32_t transport;
		uint32_t scope;
		uint32_t port;
		uint8_t address[16];
	} key;

	memset(&key, 0, sizeof(key));
	key.transport = way->transport;
	if (remote->any.sa_family == AF_INET) {
		key.port = remote->v4.sin_port;
		memcpy(key.address, &remote->v4.sin_addr, 4);
	} else {
		key.port = remote->v6.sin6_port;
		key.scope = remote->v6.sin6_scope_id;
		memcpy(key.address, &remote->v6.sin6_addr, 16);
	}
	return map_hash(&key, sizeof(key));
}
