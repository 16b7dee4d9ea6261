#pragma once

#include <stdbool.h>

struct engine;
struct lane;
struct slot;
struct stream;

/**
 * The TCP or TLS connection of a lane: messages with their lengths before them, many questions at once,
 * answers in any order, kept open for a while.  Source: RFC 7766, RFC 7858.
 */

/** Gives the message an id that is free on the connection and queues it; connects when needed. */
void stream_send(struct slot *slot);

/** Takes an attempt that is over off its connection. */
void stream_leave(struct slot *slot);

/** True when the lane may put one more question on its connection (or a new one). */
bool stream_has_room(const struct lane *lane);

/** True while the connection stands and the TLS handshake on it is not over. */
bool stream_is_shaking(const struct stream *stream);

/** Hands all that is queued to the kernel. */
void stream_flush(struct engine *engine);

/** Frees connections that have ended. */
void stream_sweep(struct engine *engine);

/** Closes the connection of a lane on which nothing waits. */
void stream_close(struct lane *lane);
