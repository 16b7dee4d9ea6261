#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/build.h"
#include "query/answer.h"
#include "query/engine.h"

/** How a zone transfer ended. */
enum transfer_end {
	TRANSFER_COMPLETE, /* the second SOA of the same serial arrived */
	TRANSFER_CURRENT,  /* IXFR: one SOA, we are up to date */
	TRANSFER_RCODE,    /* refused and the like: rcode */
	TRANSFER_NO_SOA,   /* the first record was not the zone's SOA */
	TRANSFER_CUT,      /* the stream ended or broke before the last SOA: outcome */
	TRANSFER_MALFORMED, /* a message that cannot be read: fault and its message number */
	TRANSFER_MISMATCH, /* id, question or class of another */
	TRANSFER_TIMEOUT,
	TRANSFER_COUNT
};

struct transfer_result {
	enum transfer_end end;
	uint16_t rcode;
	enum outcome outcome; /* of the stream */
	const char *why;      /* NULL or words */
	const struct server *server;
	uint64_t start_wall_us;
	uint32_t rtt_us; /* the whole transfer */
	uint64_t messages;
	uint64_t records;
	uint64_t bytes;
};

/** Told of each message in order, whole; borrowed until it returns. */
typedef void transfer_message(void *user, const uint8_t *wire, size_t size);
/** Told once, after the last message. */
typedef void transfer_done(void *user, const struct transfer_result *result);

/**
 * Transfers a zone over a TCP stream of its own on the engine's net; runs while engine_run does.
 *
 * @query       qtype AXFR or IXFR; borrowed until this returns
 * @timeout_ms  of the connection and of each wait for bytes
 * Errors: ERR_LIMIT, ERR_SYSTEM.  Source: RFC 5936, RFC 1995.
 */
NODISCARD enum err transfer_start(struct engine *engine, const struct build_query *query,
				  const struct server *server, unsigned timeout_ms,
				  transfer_message *message, transfer_done *done,
				  void *user);
