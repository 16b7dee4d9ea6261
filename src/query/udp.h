#pragma once

struct engine;
struct lane;
struct slot;

/**
 * The UDP sockets of a lane: connected, each for some hundred questions at once and about a thousand
 * in its life, so that source ports change and no receive buffer overflows.
 */

/** Gives the message an id that is free on a socket, and queues it. */
void udp_send(struct slot *slot);

/** Takes an attempt that is over off its socket. */
void udp_leave(struct slot *slot);

/** Hands all that is queued to the kernel. */
void udp_flush(struct engine *engine);

/** Closes sockets that are worn out and on which nothing waits. */
void udp_sweep(struct engine *engine);

/** Closes all sockets of a lane on which nothing waits. */
void udp_close_all(struct lane *lane);

/** Closes the worn sockets too, whatever waits on them: for the end of the engine. */
void udp_close_worn(struct engine *engine);
