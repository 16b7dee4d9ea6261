#pragma once

#include "base/attr.h"
#include "base/err.h"
#include "cli/dig_target.h"

struct dig_asker;

/** True for servers such as "tls://192.0.2.1#name" and "https://dns.test/dns-query", which dig does not have. */
bool dig_url_is(const struct dig_asker *asker, const char *text);

/**
 * Finds the addresses of such a server.
 * @out_target  in the arena of the line
 * @out_why     what is wrong with it
 * Errors: ERR_SYNTAX; ERR_NOT_FOUND for a host without address; ERR_SYSTEM when our own program failed,
 * which was said.
 */
NODISCARD enum err dig_url_find(struct dig_asker *asker, const char *text,
				struct dig_target *out_target, const char **out_why);

/** The server with the demands of the line's options for TLS on its certificate. */
const struct server *dig_url_demand(struct dig_asker *asker,
				    const struct dig_lookup *lookup,
				    const struct server *server);
