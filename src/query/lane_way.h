#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "query/proxy.h"
#include "query/server.h"

struct doh_site;
struct engine;
struct lane;
struct tls_context;

/** What must be equal for questions to share a lane. */
struct lane_way {
	const struct server *server;
	enum transport transport;
	struct tls_context *tls; /* NULL: clear text */
	struct doh_site *doh;    /* over HTTPS, else NULL */
	struct proxy_head head;  /* goes before all else */
};

struct lane_way lane_way_of(struct engine *engine, const struct server *server,
			    enum transport transport);

/** True when that lane goes this way. */
bool lane_way_is_of(const struct lane_way *way, const struct lane *lane);

uint64_t lane_way_hash(const struct lane_way *way);
