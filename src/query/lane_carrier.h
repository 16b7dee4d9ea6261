#pragma once

#include <stdbool.h>

#include "query/net.h"

struct lane;

/**
 * Gives the lane a carrier: a new one, or that of the lane which has rested longest.  False when all
 * are at work (or c-ares makes no more).
 */
bool lane_carrier_open(struct lane *lane);

/** Frees the carrier, which has let its tickets go; sockets stay. */
void lane_carrier_drop(struct lane *lane);

/**
 * Opens a socket to the lane's server; when the system has no more of them, lanes that rest give up
 * theirs.  NET_NONE with *out_errno set on failure.
 */
net_socket lane_carrier_socket(struct lane *lane, bool is_stream, int *out_errno);
