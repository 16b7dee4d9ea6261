#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "query/server.h"

struct arena;

enum { HINTS_MAX = 64 };

/** The root hints that are built in (IANA's 13 letters, IPv4 and IPv6), with @port. */
size_t hints_builtin(struct arena *arena, uint16_t port,
		     const struct server ***out_servers);

/**
 * Reads a root hints file: one record a line in zone file format, NS of the root and A and AAAA of
 * those names, in any order; addresses of other names are passed over.
 *
 * @port     of every server
 * @out_why  on failure a sentence in @arena ("root.hints:3: ..."); else untouched
 * Errors: ERR_NOT_FOUND, ERR_IO, ERR_SYNTAX (also when no server has an address), ERR_LIMIT over
 *         HINTS_MAX addresses or 1 MiB.
 */
NODISCARD enum err hints_read(struct arena *arena, const char *path, uint16_t port,
			      const struct server ***out_servers, size_t *out_count,
			      const char **out_why);
