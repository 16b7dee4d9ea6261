#pragma once

#include "base/str.h"

struct arena;
struct server;
struct wish;

/**
 * The command that asks the same question once more, ready for a shell:
 * "digdrift @192.0.2.53 www.example.com. A +norec".  In @arena.
 */
struct str again_print(struct arena *arena, const struct wish *wish,
		       const struct server *server);
