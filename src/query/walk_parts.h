#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/name.h"
#include "dns/rrset.h"
#include "query/answer.h"
#include "query/engine.h"
#include "query/walk.h"

/*
 * The parts of a walk, for its own files.
 *
 *     find    a zone that was asked for: a lookup of its NS, then the addresses of its servers
 *     lookup  one question on its way down the cuts
 *     cut     a zone and its name servers as a referral gave them
 *     host    a name server's name that has no glue, and its addresses once they are found
 *     gate    holds back lookups that the reply to another one will lead further down
 *
 * Lookups wait for cuts to have addresses, cuts for hosts, hosts for lookups.  Work is done from a queue
 * (walk_turn), so that nothing nests.
 */
struct arena;
struct map;
struct walk_cut;
struct walk_find;
struct walk_host;
struct walk_lookup;
struct walk_reply;

enum {
	WALK_DEPTH_MAX = 8,   /* lookups for the sake of lookups */
	WALK_ALIASES_MAX = 8, /* CNAMEs in a row */
	WALK_SILENCES_MAX =
		2, /* lookups in a row that a cut's servers all let time out */
};

enum walk_state {
	WALK_READY, /* in the queue, or being worked on */
	WALK_ASKING,
	WALK_AT_GATE,
	WALK_AT_CUT, /* until its cut has more addresses */
	WALK_DONE,
};

/** One question at a time below one cut towards one name, until it is known where it leads. */
struct walk_gate {
	bool is_busy;
	bool is_passed; /* it is no cut to these servers: each asks for itself */
	struct walk_lookup *waiters;
};

struct walk_lookup {
	struct walk *walk;
	struct walk_find *payer; /* whose questions these are */
	struct walk_host *host;  /* for whom; NULL for the payer itself */
	struct name qname;       /* lower case */
	uint16_t qtype;
	unsigned depth;
	unsigned alias_count;
	enum walk_state state;
	struct walk_cut
		*cut; /* whose servers are asked; NULL: the deepest that is known */
	struct walk_gate *gate; /* held */
	uint64_t tried;         /* servers of the cut, by index */
	uint64_t silent;        /* those of them that let time out */
	unsigned round;
	unsigned index; /* of the server being asked */
	const struct server *server;
	bool has_reply;               /* at this cut, of whatever kind */
	const struct walk_step *last; /* at this cut; NULL: none */
	enum walk_failure shut; /* why the cut gets no more addresses; WALK_OK: it may */
	enum walk_failure failure;
	const char *why;
	struct walk_lookup *next; /* of the list it stands in */
};

enum walk_ref_state {
	WALK_REF_NEW,
	WALK_REF_GLUED,
	WALK_REF_PENDING,
	WALK_REF_DONE, /* whether or not it has addresses */
};

/** A name server of a cut. */
struct walk_ref {
	struct name name;
	struct walk_host *host; /* NULL while it is not needed */
	enum walk_ref_state state;
};

struct walk_cut {
	struct walk *walk;
	struct name zone;
	struct walk_cut *parent; /* the root's is itself */
	struct rrset ns;
	struct rrset ds;
	bool is_from_child;
	struct walk_ref *refs;
	size_t ref_count;
	struct walk_server *servers; /* replaced when it grows; no address twice */
	uint8_t *demerits;           /* of each server */
	size_t server_count;
	size_t server_room;
	size_t turn;            /* who is asked first */
	unsigned pending;       /* refs that are */
	struct walk_gate probe; /* one lookup at a time until a server has replied */
	bool is_proven;         /* one has */
	unsigned silences;      /* see WALK_SILENCES_MAX */
	const char *silence;    /* the sentence of the last */
	struct walk_lookup *waiters;
	struct walk_find *finders; /* who want all its addresses */
	uint64_t mark;             /* of the search that was here last */
	struct walk_cut *next;     /* of that search's list */
};

enum walk_host_state { WALK_HOST_IDLE, WALK_HOST_BUSY, WALK_HOST_DONE };

/** A ref that waits for a host. */
struct walk_wait {
	struct walk_cut *cut;
	struct walk_ref *ref;
	struct walk_wait *next;
};

struct walk_host {
	struct walk *walk;
	struct name name;
	enum walk_host_state state;
	struct walk_lookup lookups[2];
	unsigned lookup_count;
	unsigned unfinished;
	struct walk_server *servers;
	size_t server_count;
	size_t server_room;
	enum walk_failure failure; /* of one without addresses */
	const char *why;
	struct walk_wait *waits;
};

struct walk_step_node {
	struct walk_step step;
	struct walk_step_node *next;
};

struct walk_caller {
	walk_done *done;
	void *user;
	struct walk_caller *next;
};

struct walk_find {
	struct walk *walk;
	struct walk_zone result;
	struct walk_lookup lookup;
	struct walk_caller *callers; /* in order */
	struct walk_caller **callers_end;
	bool is_done;
	bool is_short;      /* the limit left names unresolved */
	unsigned questions; /* asked: at most WALK_QUESTIONS_MAX */
	unsigned hosts;     /* begun to look up: as many */
	struct walk_step_node *steps;
	struct walk_step_node **steps_end;
	struct walk_find *next; /* of the list it stands in */
};

struct walk {
	struct arena *arena;
	struct engine *engine;
	struct walk_options options;
	struct ask_policy
		policy;  /* one try at a time: the walk goes on to the next server */
	unsigned rounds; /* over the servers that let time out */
	struct walk_cut *root;
	struct map *cuts;
	struct map *hosts;
	struct map *gates; /* by the cut's name and the name below it */
	struct map *finds;
	struct walk_lookup *lookups; /* the queue: ready ones, in order */
	struct walk_lookup **lookups_end;
	struct walk_find *ready_finds;
	bool is_turning;
	uint64_t mark;
};

/* walk.c */

/** Puts a lookup or a find into the queue. */
void walk_push(struct walk_lookup *lookup);
void walk_push_find(struct walk_find *find);
/** Works until the queue is empty; does nothing when it is at it already. */
void walk_turn(struct walk *walk);
/** Makes room for one more server in a list that lives in the walk's arena. */
void walk_add_server(struct walk *walk, struct walk_server **servers, size_t *count,
		     size_t *room, struct walk_server server);
/** A server at the port of the walk; NULL for rdata of a family that is not asked or of a wrong size. */
const struct server *walk_server_of(struct walk *walk, uint16_t type,
				    const uint8_t *rdata, size_t rdata_size,
				    struct name name);

/* walk_find.c */

/** Goes on with a find whose lookup ended or whose cut is whole. */
void walk_find_run(struct walk_find *find);
/** Keeps a step on the account of @find. */
const struct walk_step *walk_find_add_step(struct walk_find *find,
					   const struct walk_step *step);

/* walk_lookup.c */

/** Readies a lookup (all but walk, payer, host and depth) and queues it. */
void walk_lookup_start(struct walk_lookup *lookup, struct name qname, uint16_t qtype);
/** Does the next step of a lookup from the queue. */
void walk_lookup_run(struct walk_lookup *lookup);
/** Is the engine's callback: reads what came and queues the lookup again. */
void walk_lookup_replied(void *user, const struct answer *answer);
/** Ends a lookup and tells whom it serves. */
void walk_lookup_end(struct walk_lookup *lookup, enum walk_failure failure,
		     const char *why);

/* walk_gate.c */

/** Takes the gate that the lookup needs to ask at its cut; false when it has to wait there. */
bool walk_gate_enter(struct walk_lookup *lookup);
/** Gives the gate back, when the lookup holds one, and wakes who waits. */
void walk_gate_leave(struct walk_lookup *lookup);
/** Opens all gates between the lookup's cut and @labels labels for good. */
void walk_gate_pass(struct walk_lookup *lookup, unsigned labels);

/* walk_cut.c */

/** The deepest known cut at or above @name. */
struct walk_cut *walk_cut_above(const struct walk *walk, struct name name);
/** Makes the cut of the root from the options. */
void walk_cut_add_root(struct walk *walk);
/**
 * Learns a cut from a message to a server of @parent: NS from @section, DS and glue.  One already known stays
 * as it is.
 */
struct walk_cut *walk_cut_learn(struct walk_cut *parent, struct name zone,
				unsigned section, const uint8_t *wire, size_t size);
/** Adds an address unless it is there.  True when it was added. */
bool walk_cut_add_server(struct walk_cut *cut, struct walk_server server);
/** The untried server with the least demerits, by turns; -1 when all of @tried are. */
int walk_cut_pick(struct walk_cut *cut, uint64_t tried);

/* walk_want.c */

/** True while name servers without addresses may still get some. */
bool walk_want_is_open(const struct walk_cut *cut);
/** Why a cut without addresses has none: WALK_LOOP, WALK_LIMIT or WALK_NO_ADDRESS. */
enum walk_failure walk_want_failure(const struct walk_cut *cut);
/** Puts the lookup to wait until its cut has more addresses or surely gets none. */
void walk_want_more(struct walk_lookup *lookup);
/** Puts the find to wait until all name servers of @cut are looked up. */
void walk_want_all(struct walk_find *find, struct walk_cut *cut);
/** Tells all that wait for a host that it is done, or, after a limit, idle again. */
void walk_want_tell(struct walk_host *host);
/** Frees those who wait for nothing but each other at @cut. */
void walk_want_check(struct walk_cut *cut);

/* walk_host.c */

/** The host of that name, made when it is new. */
struct walk_host *walk_host_of(struct walk *walk, struct name name);
/** Begins to look up an idle host on the account of @payer. */
void walk_host_start(struct walk_host *host, struct walk_find *payer, unsigned depth);
/** Takes addresses from the answer section. */
void walk_host_add(struct walk_host *host, const struct walk_lookup *lookup,
		   const uint8_t *wire, size_t size);
/** Is told when one of its lookups has ended. */
void walk_host_ended(struct walk_host *host, const struct walk_lookup *lookup);

/* walk_words.c: sentences in the walk's arena */

/** No server of the cut was of use. */
const char *walk_words_useless(const struct walk_lookup *lookup);
/** The cut has no address to ask. */
const char *walk_words_no_address(const struct walk_cut *cut);
/** The cut gets no more addresses for this lookup: WALK_LOOP or WALK_LIMIT. */
const char *walk_words_shut(const struct walk_cut *cut, enum walk_failure shut);
/** NXDOMAIN, or no NS, or an alias where a zone was wanted. */
const char *walk_words_denied(const struct walk_lookup *lookup,
			      const struct walk_reply *reply);
/** Too many CNAMEs in a row. */
const char *walk_words_aliases(const struct walk_lookup *lookup);
/** The bounds of one zone were reached. */
const char *walk_words_limit(const struct walk_lookup *lookup);
