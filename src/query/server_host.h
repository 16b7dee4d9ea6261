#pragma once

#include "query/server.h"

struct arena;

/**
 * The server of server_parse_named at the first address that the system knows for its host; when it knows
 * none the result has "unresolved" set, and asking it fails with that.  May block as long as the system's
 * resolver does.
 */
struct server *server_host_find(struct arena *arena, const struct server *server,
				const char *host);
