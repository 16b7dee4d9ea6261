#pragma once

#include "query/list.h"

struct engine;

/**
 * Something that uses the engine's net on its own while the engine runs: a zone transfer.  The engine
 * runs on as long as it has guests.  Inside of its owner; a guest leaves by list_remove of its node.
 */
struct guest {
	struct list node;                  /* first */
	void (*drop)(struct guest *guest); /* frees the owner, tells nobody */
};

/** Takes a guest in. */
void guest_add(struct engine *engine, struct guest *guest,
	       void (*drop)(struct guest *guest));

/** Drops all guests, when the engine is freed. */
void guest_drop_all(struct engine *engine);
