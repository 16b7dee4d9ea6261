#pragma once

#include <stddef.h>
#include <stdint.h>

/**
 * Which question waits for an id on a socket: a table from (socket, id) to its owner, open
 * addressing, O(1).  Owners are borrowed.
 */
struct idtable {
	struct idtable_entry *entries;
	size_t size; /* a power of 2 */
	size_t used;
};

void idtable_init(struct idtable *table);
void idtable_free(struct idtable *table);

/** The pair must be new.  Ends the program without memory (status 71). */
void idtable_add(struct idtable *table, int socket, uint16_t id, void *owner);

/** The owner, or NULL. */
void *idtable_find(const struct idtable *table, int socket, uint16_t id);

/** Takes the pair out; harmless when it is not there. */
void idtable_remove(struct idtable *table, int socket, uint16_t id);
