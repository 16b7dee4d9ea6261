#pragma once

#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"

struct dig_asker;
struct server;

/**
 * Finds the addresses of a server's host name: localhost, /etc/hosts, then A and AAAA by
 * the servers of resolv.conf, with its search list.
 *
 * @resolver  a resolver to be asked before those of resolv.conf; NULL: none
 * @out_servers  room for DIG_SERVERS_MAX; they are in the arena of the run
 * Errors: ERR_NOT_FOUND, ERR_SYSTEM (said).
 */
NODISCARD enum err dig_host_find(struct dig_asker *asker, const char *host,
				 const struct server *resolver,
				 struct server **out_servers, size_t *out_count);
