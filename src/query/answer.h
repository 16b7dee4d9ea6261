#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/server.h"
#include "query/tls_fault.h"

struct arena;

/** What became of an attempt; every one of them is data, none is our error. */
enum outcome {
	OUTCOME_REPLY,       /* a message that matched */
	OUTCOME_TIMEOUT,     /* nothing in time */
	OUTCOME_REFUSED,     /* connection refused, by ICMP or TCP */
	OUTCOME_UNREACHABLE, /* no route, host or net unreachable */
	OUTCOME_CLOSED,      /* the peer closed or reset the stream */
	OUTCOME_MALFORMED,   /* a stream that breaks its framing */
	OUTCOME_LOCAL,       /* our own socket could not be made or bound: system_errno */
	OUTCOME_TLS,         /* the handshake or the certificate failed */
	OUTCOME_HTTP,        /* an HTTP error, or a body that is no answer */
	OUTCOME_COUNT
};

/** Why an attempt was made. */
enum attempt_cause {
	CAUSE_FIRST,
	CAUSE_RETRY,     /* the one before got no reply */
	CAUSE_FAILOVER,  /* the next server */
	CAUSE_TRUNCATED, /* TC: the same over TCP */
	CAUSE_NO_EDNS,   /* FORMERR or NOTIMP without OPT: the same without EDNS */
	CAUSE_BADVERS,   /* a lower EDNS version */
	CAUSE_BADCOOKIE, /* with the server's new cookie */
	CAUSE_COUNT
};

struct attempt {
	const struct server *server;
	enum transport transport;
	enum attempt_cause cause;
	enum outcome outcome;
	int system_errno;         /* 0, or the errno behind the outcome */
	enum tls_fault tls_fault; /* of OUTCOME_TLS */
	int tls_code;             /* OpenSSL's X509_V_ERR behind it, or 0 */
	const char *why;   /* what failed, a sentence; NULL: the outcome says it all */
	uint16_t rcode;    /* whole, 12 bits; of a reply */
	uint32_t size;     /* of the reply */
	uint64_t start_us; /* clock_mono_us */
	uint32_t rtt_us;   /* until the outcome */
};

/** Why a datagram was dropped while an attempt waited. */
enum drop_reason {
	DROP_SHORT,  /* under 12 bytes */
	DROP_SOURCE, /* from another address or port */
	DROP_ID,     /* no question of ours on that socket has this id */
	DROP_NO_QR,  /* a query */
	DROP_OPCODE,
	DROP_QUESTION, /* another question than asked */
	DROP_CASE,     /* with 0x20: the right question in the wrong case */
	DROP_COOKIE,   /* a client cookie that is not ours */
	DROP_LATE,     /* an answer to what was already answered or given up */
	DROP_COUNT
};

/** A dropped datagram, for those who want to tell. */
struct drop {
	enum drop_reason reason;
	uint16_t id_wanted;
	uint16_t id_got;
	uint16_t size;
};

/** A message of a question on its way, kept where the policy wants a trail. */
struct trail_step {
	const uint8_t *wire; /* NULL when size is 0 */
	size_t size;
	size_t attempt;          /* index of its attempt */
	uint64_t wall_us;        /* when */
	union address local;     /* our end; family 0 when unknown */
	bool is_sent;            /* by us; else received */
	bool is_dropped;         /* it was no reply to the question */
	bool is_pardoned;        /* it counts, but a strict asker would have dropped it */
	enum drop_reason reason; /* of what was dropped or pardoned */
};

enum { ATTEMPTS_MAX = 64, DROPS_MAX = 8 };

/**
 * What became of a question.  Borrowed: it and all it points to live until the callback that got
 * it returns; answer_copy keeps it.
 */
struct answer {
	/* Of the last attempt; but a reply stands when what was tried after it (TCP for a truncated one,
	 * without EDNS, another server) brought none: the attempts tell. */
	enum outcome outcome;
	const uint8_t *wire; /* the reply as received, or NULL */
	size_t size;
	const struct server *server; /* who gave the outcome */
	enum transport transport;
	uint64_t start_wall_us; /* when that attempt was sent */
	uint32_t rtt_us;        /* of that attempt */
	uint64_t total_us;      /* from the first attempt to the end of the last */
	const struct attempt
		*attempts; /* beyond ATTEMPTS_MAX the last place is the last attempt's */
	size_t attempt_count;
	const struct drop *drops; /* the first DROPS_MAX of them */
	size_t drop_count; /* all of them; 0 with a reply, unless the policy keeps them */
	const struct trail_step *trail; /* every message, when the policy keeps them */
	size_t trail_count;
	const uint8_t *query; /* the message of the last attempt as sent */
	size_t query_size;
	union address local; /* our end of that attempt; family 0 when unknown */
	bool is_cookie_good; /* the reply's cookie repeats our client cookie */
};

/** A copy with all that it points to (servers apart) in @arena. */
struct answer *answer_copy(struct arena *arena, const struct answer *answer);

/** "timed out", "connection refused", ...: dig's words where dig has them. */
const char *answer_outcome_text(enum outcome outcome);
const char *answer_cause_text(enum attempt_cause cause);
