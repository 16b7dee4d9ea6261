#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/build.h"
#include "query/answer.h"
#include "query/engine.h"

struct tsig_key;

/** How a zone transfer ended. */
enum transfer_end {
	TRANSFER_COMPLETE,  /* the last SOA arrived, with the serial of the first */
	TRANSFER_CURRENT,   /* IXFR: one SOA that is no newer than ours */
	TRANSFER_RCODE,     /* refused and the like: rcode */
	TRANSFER_NO_SOA,    /* the first record was not the zone's SOA */
	TRANSFER_CUT,       /* no connection, or it ended before the last SOA: outcome */
	TRANSFER_MALFORMED, /* a message that cannot be read, or records out of order */
	TRANSFER_MISMATCH,  /* id, question or class of another */
	TRANSFER_TIMEOUT,
	TRANSFER_TSIG,  /* a message without our key's good signature: why */
	TRANSFER_LIMIT, /* it went on past an hour or 4 GiB */
	TRANSFER_COUNT
};

struct transfer_result {
	enum transfer_end end;
	uint16_t rcode;
	enum outcome outcome; /* of the stream */
	int system_errno;     /* 0, or the errno behind the outcome */
	enum transport transport;
	enum tls_fault tls_fault; /* of OUTCOME_TLS */
	int tls_code;             /* OpenSSL's X509_V_ERR behind it, or 0 */
	const char *
		why; /* NULL when all went well, or a sentence; borrowed until done returns */
	const struct server *server;
	uint64_t start_wall_us;
	uint32_t rtt_us; /* the whole transfer */
	uint64_t messages;
	uint64_t records;    /* of the answer sections, each SOA too */
	uint64_t bytes;      /* of messages */
	uint32_t serial;     /* of the first SOA */
	bool is_incremental; /* IXFR: what came were differences */
	const uint8_t *last; /* the message that ended it, or NULL; borrowed likewise */
	size_t last_size;
};

/**
 * Told of each message in order, whole, once it was found to be an answer to the question; borrowed until
 * it returns.  That its records are in order is only known at the end.
 */
typedef void transfer_message(void *user, const uint8_t *wire, size_t size);
/** Told of the query once it is made, before anything is sent; borrowed until it returns. */
typedef void transfer_made(void *user, const uint8_t *wire, size_t size);
/** Told once, after the last message; never before transfer_start has returned. */
typedef void transfer_done(void *user, const struct transfer_result *result);

/** What is to be transferred, from whom, and who is told. */
struct transfer_job {
	const struct build_query *query; /* qtype AXFR or IXFR */
	const struct server *server;
	unsigned timeout_ms; /* of the connection and of each wait for bytes */
	const struct tsig_key
		*tsig; /* signs the query and holds each message to it; NULL: none */
	transfer_made *made; /* NULL is allowed */
	transfer_message *message;
	transfer_done *done;
	void *user;
};

/**
 * Transfers a zone over a TCP or TLS stream of its own on the engine's net; runs while engine_run does.
 *
 * @job  borrowed until this returns; its server and key until done
 * Errors: ERR_LIMIT for a query too large, ERR_UNSUPPORTED for a server over HTTPS.
 * Source: RFC 5936, RFC 1995, RFC 9103.
 */
NODISCARD enum err transfer_start(struct engine *engine, const struct transfer_job *job);
