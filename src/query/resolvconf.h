#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"
#include "dns/name.h"
#include "query/server.h"

struct arena;

enum { RESOLVCONF_SEARCH_MAX = 32, RESOLVCONF_SERVERS_MAX = 16 };

/** What resolv.conf(5) says; unknown lines are passed over as every resolver does. */
struct resolvconf {
	const struct server **servers; /* 127.0.0.1 and ::1 when the file names none */
	size_t server_count;
	const struct name *search; /* "search", or "domain" as a list of one */
	size_t search_count;
	unsigned ndots;      /* default 1, at most 15 */
	unsigned timeout_ms; /* default 5000 */
	unsigned tries;      /* default 2; "attempts" */
	bool has_tries;      /* "attempts" is there */
	bool has_rotate;
	bool has_tcp; /* "use-vc" */
};

/** Reads what such a file says; bytes that are not text are passed over. */
void resolvconf_parse(struct arena *arena, struct str text, struct resolvconf *out_conf);

/**
 * Reads "/etc/resolv.conf" or another file; one that is missing gives the defaults.
 * Errors: ERR_IO for one that cannot be read, ERR_LIMIT over 1 MiB.
 */
NODISCARD enum err resolvconf_read(struct arena *arena, const char *path,
				   struct resolvconf *out_conf);
