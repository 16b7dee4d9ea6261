#pragma once

#include "base/attr.h"
#include "base/err.h"

struct net;

/** The kernel's sockets and clock on a libuv loop of its own.  Errors: ERR_SYSTEM. */
NODISCARD enum err net_uv_new(struct net **out_net);

/** Its loop (uv_loop_t *), for signal handlers and other watchers of the same run. */
void *net_uv_loop(struct net *net);
