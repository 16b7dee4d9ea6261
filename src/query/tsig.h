#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/name.h"
#include "query/tsig_key.h"

/**
 * Transaction signatures.  Source: RFC 8945.
 *
 * 1. tsig_sign appends a TSIG record over the query and keeps its MAC.
 * 2. tsig_verify holds each message of the answer against the key: the first is digested behind the
 *    query's MAC, later ones of a stream behind the MAC of the one before, with all messages between
 *    that bear no signature (at most TSIG_UNSIGNED_MAX of them in a row).
 * 3. tsig_is_complete tells at the end of a stream whether its last message was signed.
 */

enum {
	TSIG_MAC_MAX = 64,
	TSIG_UNSIGNED_MAX = 99, /* RFC 8945 section 5.3.1 */
	TSIG_FUDGE = 300,       /* seconds */
	TSIG_RECORD_MAX = 2 * NAME_SIZE_MAX + TSIG_MAC_MAX + 32,
};

/** What a signature came to; TSIG_GOOD and TSIG_UNSIGNED_YET are no failures. */
enum tsig_status {
	TSIG_GOOD,
	TSIG_UNSIGNED_YET, /* a later message of a stream without TSIG; the next may cover it */
	TSIG_MISSING, /* no TSIG where one must be, or too many messages without */
	TSIG_BAD_FORM, /* a TSIG that breaks its format, or is not the last record, or two */
	TSIG_BAD_KEY, /* another key or algorithm than ours */
	TSIG_BAD_MAC,
	TSIG_BAD_TIME,
	TSIG_BAD_TRUNC, /* a MAC that is shorter than allowed */
	TSIG_PEER_ERROR, /* the server refuses our signature: error tells (BADSIG, BADKEY, BADTIME) */
	TSIG_COUNT
};

/** A question and its signed answer, in progress. */
struct tsig {
	const struct tsig_key *key;
	uint8_t mac[TSIG_MAC_MAX]; /* of the message before */
	size_t mac_size;
	uint16_t original_id;
	bool is_first;           /* no message of the answer was seen */
	unsigned unsigned_count; /* messages since the last signature */
	uint16_t error;          /* the error field of the last TSIG */
	struct tsig_digest
		*digest; /* what has gone in since the last signature; NULL: nothing */
};

/** "", "signature missing", "bad signature" ...: words for a status, never NULL. */
const char *tsig_status_text(enum tsig_status status);

/**
 * Appends a TSIG record to the message and counts it.
 *
 * @wire   a whole message with its id; @room bytes are at @wire
 * @now_s  seconds since 1970
 * Owns: @out_tsig is ended with tsig_end.
 * Errors: ERR_LIMIT when there is no room, ERR_SYSTEM where OpenSSL refuses.
 */
NODISCARD enum err tsig_sign(const struct tsig_key *key, uint8_t *wire, size_t *size,
			     size_t room, uint64_t now_s, struct tsig *out_tsig);

/**
 * Takes up the progress of a query that was signed elsewhere: @wire is the message as it was sent.
 * Errors: ERR_SYNTAX when it bears no signature of @key.
 */
NODISCARD enum err tsig_resume(const struct tsig_key *key, const uint8_t *wire,
			       size_t size, struct tsig *out_tsig);

/** Judges the next message of the answer. */
enum tsig_status tsig_verify(struct tsig *tsig, const uint8_t *wire, size_t size,
			     uint64_t now_s);

/** True when the last message seen was signed. */
bool tsig_is_complete(const struct tsig *tsig);

/** Frees what the progress holds; may be repeated. */
void tsig_end(struct tsig *tsig);
