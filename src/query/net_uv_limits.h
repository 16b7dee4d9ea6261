#pragma once

/** What the system gives the process. */

/** Raises the bound on open descriptors as far as it may be; returns it. */
unsigned net_uv_limits_sockets(void);

/** Datagrams of ordinary size that the receive buffer of a UDP socket holds. */
unsigned net_uv_limits_datagrams(void);

/** Makes the receive buffer of a UDP socket as large as the system allows. */
void net_uv_limits_grow(int socket);
