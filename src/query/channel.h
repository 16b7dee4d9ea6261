#pragma once

#include <stdbool.h>

#include <ares.h>

#include "base/attr.h"
#include "base/err.h"
#include "query/server.h"

/**
 * Makes a c-ares channel that only carries: no file of the system is read, nothing is retried, looked
 * up elsewhere, cached or judged.
 *
 * @hooks  not copied by c-ares: must outlive the channel
 * @user   handed to the hooks and to @on_state
 * Errors: ERR_SYSTEM when any step fails; no half-made channel stays.
 */
NODISCARD enum err channel_new(const struct ares_socket_functions *hooks,
			       ares_sock_state_cb on_state, void *user, bool is_stream,
			       ares_channel *out_channel);

/** Sets its one server.  Errors: ERR_SYSTEM; the channel must not be used then. */
NODISCARD enum err channel_aim(ares_channel channel, const union address *server);

/** NULL is allowed. */
void channel_free(ares_channel channel);

/** Version of the c-ares that is loaded: "1.18.1". */
const char *channel_version(void);

/** Channels that are reasonable at once with the loaded version: one takes 74 KB before 1.20. */
unsigned channel_count_max(void);
