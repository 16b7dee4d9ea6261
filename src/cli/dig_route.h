#pragma once

#include <stdint.h>

#include "cli/dig_lookup.h"

struct dig_asker;
struct server;

/** A copy of the server on another port, in the scratch arena. */
struct server *dig_route_on_port(struct dig_asker *asker, const struct server *server,
				 uint16_t number);

/** The server with all that the lookup's options want of the way to it: TLS, HTTPS, a PROXY header. */
const struct server *dig_route_of(struct dig_asker *asker,
				  const struct dig_lookup *lookup,
				  const struct server *server);
