#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/answer.h"
#include "query/carrier.h"

struct engine;
struct lane;
struct slot;

/** An attempt on its way: from the queue of its lane over c-ares and a socket to its outcome. */

/** How carriers tell about tickets; their user is the engine. */
extern const struct carrier_ops flight_carrier_ops;

/** Sends the prepared attempt of @slot. */
void flight_launch(struct lane *lane, struct slot *slot);

/** The kernel has taken the message: its time starts. */
void flight_sent(struct slot *slot, uint64_t now_us);

/**
 * The attempt is over: takes it off the network and has c-ares let go of it.  One that is over
 * already is left alone.
 */
void flight_end(struct slot *slot, enum outcome outcome, int system_errno);

/** The same with a reply; @wire must stay until the slot was settled. */
void flight_reply(struct slot *slot, const uint8_t *wire, size_t size);

/** Ends an attempt that could not even be launched: OUTCOME_LOCAL. */
void flight_refuse(struct slot *slot, int system_errno);

/** Lets c-ares see what has happened; all slots that are over are in engine->ended then. */
void flight_work(struct engine *engine);

/** Hands attempts that c-ares let go too early to it again; may open and close sockets. */
void flight_renew(struct engine *engine);

/** Judges a message that came for @slot, and ends its attempt when it is the reply. */
void flight_judge(struct slot *slot, const uint8_t *wire, size_t size);
