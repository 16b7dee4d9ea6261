#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/build.h"
#include "dns/edns.h"
#include "query/answer.h"
#include "query/carrier.h"
#include "query/cookie.h"
#include "query/engine.h"
#include "query/list.h"
#include "query/trail.h"
#include "query/wheel.h"

struct lane;
struct doh_call;
struct udp_socket;
struct stream;

enum {
	SLOT_WIRE_INLINE = 192,   /* most queries; longer ones take memory of their own */
	SLOT_ATTEMPTS_INLINE = 4, /* likewise */
};

/** A reply that is kept while another attempt is made. */
struct slot_reply {
	uint8_t *wire; /* owned; NULL: none */
	size_t size;
	struct attempt attempt; /* that got it */
	union address local;
	bool is_cookie_good;
};

/** One question from engine_ask to its answer.  What every question needs stands first, for the cache. */
struct slot {
	struct ticket ticket; /* first: what c-ares carries of the current attempt */
	struct list
		place;    /* in the one list it waits in: free, waiting, ended, renewed */
	struct list peer; /* among those in flight on its socket or stream */
	struct list out;  /* in the outbox of its UDP socket, until the kernel takes it */
	struct wheel_timer timer;

	/* The question, as engine_ask got it. */
	const struct server *const *servers;
	size_t server_count;
	const struct ask_policy *policy;
	engine_done *done;
	void *user;
	struct build_query query; /* its name and options are the slot's own */
	uint8_t *options;         /* owned copy, or NULL */

	/* Where it stands. */
	size_t server_index;
	enum transport transport;
	unsigned tries_left;
	struct build_edns edns_asked; /* what server_begin goes back to */
	unsigned free_tries;          /* that did not count */
	unsigned badcookies;          /* BADCOOKIE replies so far, from this server */
	unsigned renewals; /* times that c-ares let go of the current attempt by itself */
	uint64_t first_us; /* start of the first attempt */
	struct lane *lane;

	/* The current attempt. */
	uint8_t *wire; /* wire_inline, or owned */
	size_t wire_size;
	size_t question_end; /* offset behind its question */
	uint16_t id;
	bool is_case_mixed;
	bool is_stale; /* taken for lost; its deadline is still to come */
	bool is_over;  /* the outcome is known */
	bool is_innocent; /* of its connection's end: others had been served, or came first */
	struct cookie cookie; /* as sent; size 0: none */
	struct udp_socket *socket;
	struct stream *stream;
	struct doh_call *doh; /* the request on its way, or NULL */
	uint64_t deadline_us;
	const uint8_t *reply; /* borrowed from the receive buffer until it was settled */
	size_t reply_size;
	struct edns edns; /* its OPT record */
	bool is_cookie_good;
	union address local;

	struct slot_sentence *sentences; /* owned: why attempts ended */
	struct attempt *attempts;        /* attempts_inline, or owned */
	size_t attempt_count;
	size_t attempt_room;
	size_t drop_count;

	struct attempt attempts_inline[SLOT_ATTEMPTS_INLINE];
	struct name_buffer qname; /* what query.qname points to */
	uint8_t wire_inline[SLOT_WIRE_INLINE];
	struct slot_reply kept;
	struct drop drops[DROPS_MAX];
	struct trail trail;
};

/** The slots of an engine: taken, given back, found by their number; never returned to the system. */
struct slots {
	struct slot **blocks;
	size_t block_count;
	struct list free;
	size_t used;
};

void slot_pool_init(struct slots *slots);
/** Frees all memory; no slot is used after that. */
void slot_pool_free(struct slots *slots);

/** A slot whose question, attempts and links are empty. */
struct slot *slot_take(struct slots *slots);
void slot_give(struct slots *slots, struct slot *slot);

/** The slot with that ticket number, or NULL. */
struct slot *slot_find(const struct slots *slots, uint32_t number);

static inline struct slot *slot_of_ticket(struct ticket *ticket)
{
	return (struct slot *)(void *)((char *)ticket - offsetof(struct slot, ticket));
}

static inline struct slot *slot_of_place(struct list *node)
{
	return (struct slot *)(void *)((char *)node - offsetof(struct slot, place));
}

static inline struct slot *slot_of_peer(struct list *node)
{
	return (struct slot *)(void *)((char *)node - offsetof(struct slot, peer));
}

static inline struct slot *slot_of_out(struct list *node)
{
	return (struct slot *)(void *)((char *)node - offsetof(struct slot, out));
}

static inline struct slot *slot_of_timer(struct wheel_timer *timer)
{
	return (struct slot *)(void *)((char *)timer - offsetof(struct slot, timer));
}

/** Makes @data the message of the next attempt. */
void slot_set_wire(struct slot *slot, const uint8_t *data, size_t size);

/** The record of a new attempt; with ATTEMPTS_MAX of them the last one is written over. */
struct attempt *slot_add_attempt(struct slot *slot);

/** The record of the current attempt. */
static inline struct attempt *slot_attempt(const struct slot *slot)
{
	return &slot->attempts[slot->attempt_count - 1];
}

/** Says in the record of the current attempt what failed. */
void slot_explain(struct slot *slot, enum tls_fault fault, int code, const char *why);

/** Keeps a copy of the current reply. */
void slot_keep_reply(struct slot *slot);

/** Notes a dropped datagram, and in the trail. */
void slot_note_drop(struct slot *slot, enum drop_reason reason, const uint8_t *wire,
		    size_t size);

/** Puts a message on the trail, where there is one; its attempt and our end of it are the current ones. */
void slot_note_step(struct slot *slot, struct trail_step step, const uint8_t *wire,
		    size_t size);
