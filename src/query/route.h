#pragma once

#include <stdbool.h>

struct server;

/** True when this machine has a way to the address: a UDP socket can be connected to it; nothing is sent. */
bool route_exists(const struct server *server);

/** True when there is a way to global IPv6 addresses. */
bool route_has_v6(void);
