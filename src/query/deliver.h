#pragma once

struct engine;
struct slot;

/** Gives the answer to its owner and the slot back. */
void deliver_answer(struct engine *engine, struct slot *slot);
