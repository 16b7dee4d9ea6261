#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "query/list.h"
#include "query/server.h"

/**
 * One c-ares channel that carries the questions to one server over one transport.
 *
 * c-ares is asked a stub question whose name is the number of our ticket.  Where it writes that to
 * its socket, the real message goes out instead; once our rules have accepted a reply or given the
 * attempt up, c-ares reads a stub reply (REFUSED, header and question) on that socket and ends its
 * query.  So every version sees the same plain traffic and none of the bytes of strangers.  Its
 * sockets are numbers that the kernel never saw.
 */
struct carrier;

/** What c-ares carries of one attempt; a member of its owner. */
struct ticket {
	struct list node; /* in the inbox of the carrier while a stub reply waits */
	struct carrier *carrier; /* who carries it, while it is open */
	uint32_t number;      /* finds it again: set by the owner, unique in the engine */
	uint32_t turn;        /* how often it was carried: tells old stubs from new */
	int socket;           /* c-ares' socket of it */
	uint16_t id;          /* c-ares' id of it */
	bool is_open;         /* c-ares holds a query for it */
	bool is_sent;         /* c-ares wrote it, the message is on its way */
	bool is_being_closed; /* the stub reply is in the inbox */
};

void carrier_ticket_init(struct ticket *ticket, uint32_t number);

/** How the owner of the tickets is told; c-ares is on the stack, so these only take notes. */
struct carrier_ops {
	/** The ticket with that number, or NULL. */
	struct ticket *(*find)(void *user, uint32_t number);
	/** The message may go out now. */
	void (*transmit)(void *user, struct ticket *ticket);
	/** c-ares let go; @is_wanted unless it did so on its own account. */
	void (*closed)(void *user, struct ticket *ticket, bool is_wanted);
};

/** Errors: ERR_SYSTEM when any step of c-ares' set-up fails; there is no carrier then. */
NODISCARD enum err carrier_new(const struct carrier_ops *ops, void *user, bool is_stream,
			       const union address *server, struct carrier **out_carrier);

/** Turns an idle carrier to another server.  After ERR_SYSTEM it is only fit for carrier_free. */
NODISCARD enum err carrier_aim(struct carrier *carrier, const union address *server);

/** Its open tickets are closed first.  NULL is allowed. */
void carrier_free(struct carrier *carrier);

bool carrier_is_stream(const struct carrier *carrier);

/** Hands the ticket to c-ares; one that is_sent already is not transmitted again. */
void carrier_open(struct carrier *carrier, struct ticket *ticket);

/** Has c-ares let go of an open ticket at the next carrier_work. */
void carrier_close(struct ticket *ticket);

/** The stream is gone: c-ares closes its side at the next carrier_work. */
void carrier_hang_up(struct carrier *carrier);

/** Lets c-ares write and read; false when it does not do as it should and must be replaced. */
bool carrier_work(struct carrier *carrier);
