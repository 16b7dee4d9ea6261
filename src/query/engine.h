#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/build.h"
#include "query/answer.h"
#include "query/server.h"

struct net;

/**
 * Asks many servers many questions at once and hands back every answer, exactly one for each.
 *
 * The home of c-ares: it carries every UDP and TCP query through our socket functions.  Deadlines,
 * retries, fallbacks, fail-over and cookies are ours and show as attempts.  Not thread-safe.
 */
struct engine;

struct engine_options {
	/* Questions on their way at once; 0: what the socket buffers hold. */
	unsigned in_flight_max;
	unsigned per_server_max;  /* the same to one server; 0: as above */
	uint32_t per_server_rate; /* questions a second to one server; 0: no limit */
	bool is_loopback_paced;   /* the rate holds for loopback addresses too */
	size_t channels_max; /* c-ares channels alive at once; 0: by the version's cost */
	union address source_v4; /* family 0: any */
	union address source_v6;
};

struct tsig_key;

/** How one question is asked. */
struct ask_policy {
	unsigned timeout_ms; /* of one attempt: 1 to 600000 */
	unsigned tries;      /* at one server: 1 to 32; TCP connects once a try */
	/* The first attempt's; a server that is not plain UDP has its own. */
	enum transport transport;
	bool is_tc_ignored; /* take the truncated reply, do not ask over TCP */
	bool has_edns_fallback; /* ask again without EDNS after FORMERR or NOTIMP without OPT */
	bool has_badvers_fallback; /* ask again with the version of a BADVERS reply */
	bool has_cookie; /* send a client cookie and the server's, when known (RFC 7873) */
	bool has_badcookie_retry;   /* once with the new cookie, then over TCP */
	bool is_servfail_passed_on; /* SERVFAIL asks the next server, while there is one */
	bool has_mixed_case; /* 0x20 over UDP: random case in the question, wanted back exactly */
	bool is_trail_kept; /* every message sent and received is in the answer */
	/* Without QR, without a question, or with another client's cookie a reply counts all the same, as it does
	 * to dig; the trail tells. */
	bool is_trusting;
	bool is_late_id_noted; /* keep drops in the answer even when a good reply follows */
	/* For all messages, in place of random ones, when has_id (dig's +qid); on a connection where
	 * another question has it at that moment the id is random all the same. */
	uint16_t id;
	bool has_id;
	const struct tsig_key *
		tsig; /* signs each query; the caller verifies the answer (query/tsig.h) */
};

/** Sensible for a checker: 2 s, 3 tries, UDP, EDNS fallback, cookies. */
extern const struct ask_policy engine_policy_default;

/** Runs once for each question.  It may ask more; it must not free the engine. */
typedef void engine_done(void *user, const struct answer *answer);

struct ask {
	const struct build_query *query; /* borrowed until engine_ask returns */
	/* Tried in this order; array and servers are borrowed until done. */
	const struct server *const *servers;
	size_t server_count;             /* at least 1 */
	const struct ask_policy *policy; /* borrowed until done */
	engine_done *done;
	void *user;
};

/**
 * @net  the network and the clock; NULL makes the real one (libuv).  Borrowed.
 * Errors: ERR_RANGE, ERR_SYSTEM where c-ares or the loop will not start.
 */
NODISCARD enum err engine_new(const struct engine_options *options, struct net *net,
			      struct engine **out_engine);

/** Drops what is in flight without calling back.  NULL is allowed.  Not from a callback. */
void engine_free(struct engine *engine);

/** Puts a question on its way; it waits in a queue while the window is full.  Errors: ERR_LIMIT (message). */
NODISCARD enum err engine_ask(struct engine *engine, const struct ask *ask);

/** True while the window has room and nothing waits: ask more only then, to keep memory flat. */
bool engine_has_room(const struct engine *engine);

/**
 * Calls @feed whenever there is room, so that a long list is pulled rather than pushed.  It asks what it
 * likes and returns false once it has nothing more, after which it is not called again unless set again.
 * One that asks nothing and returns true is called again: at once, or after the next answers when some
 * are still to come.
 */
typedef bool engine_feed(void *user);
void engine_set_feed(struct engine *engine, engine_feed *feed, void *user);

/** Runs @tick about every @interval_ms while engine_run runs: for progress.  0 stops it. */
typedef void engine_tick(void *user);
void engine_set_tick(struct engine *engine, unsigned interval_ms, engine_tick *tick,
		     void *user);

/** Runs until nothing is in flight or waiting and the feed is dry.  Errors: ERR_SYSTEM. */
NODISCARD enum err engine_run(struct engine *engine);

/** Makes engine_run return soon, with questions left unanswered (each gets no callback); for signals. */
void engine_stop(struct engine *engine);

/** Calls @visit for what was sent and is not answered: its answer has attempts and trail, and no reply. */
void engine_visit_unanswered(struct engine *engine, engine_done *visit, void *user);

/** The network under it, for streams of our own (transfers). */
struct net *engine_net(struct engine *engine);

/** Totals since engine_new. */
struct engine_stats {
	uint64_t asked;    /* questions */
	uint64_t answered; /* callbacks */
	uint64_t sent;     /* attempts sent */
	uint64_t replies;
	uint64_t timeouts;
	uint64_t drops[DROP_COUNT];
	uint64_t channels; /* c-ares channels made */
};
const struct engine_stats *engine_get_stats(const struct engine *engine);

/** Version of the c-ares that is loaded: "1.18.1". */
const char *engine_cares_version(void);
