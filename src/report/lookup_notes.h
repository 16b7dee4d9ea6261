#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct answer;
struct attempt;
struct lookup;
struct lookup_reply;
struct text;

/** The lines that dig writes beside messages: warnings, failures and statistics. */

/** Why an attempt got no reply, in dig's words: "timed out", "address not available". */
const char *lookup_notes_reason(const struct attempt *attempt);

/** The line of the attempt at @index that got no reply; nothing when it got one. */
void lookup_notes_print_attempt(struct text *text, const struct lookup *lookup,
				const struct answer *answer, size_t index);

/**
 * The comment line that says why the attempt behind @index was made: truncation, BADVERS,
 * BADCOOKIE, SERVFAIL; nothing for a retry.  A SERVFAIL that no other server can mend is told too.
 */
void lookup_notes_print_fallback(struct text *text, const struct lookup *lookup,
				 const struct answer *answer, size_t index);

/** Whether the last attempt failed for TLS. */
bool lookup_notes_is_tls(const struct answer *answer);

/** dig's line for an attempt that failed for TLS: it has one for certificates and one for our own files. */
void lookup_notes_print_tls(struct text *text, const struct attempt *attempt);

/** Whether the last attempt could not even be made, for which dig shows no banner. */
bool lookup_notes_is_unsent(const struct answer *answer);

/** Who answered, when, how fast, and how much. */
struct lookup_notes_stats {
	const struct server *server;
	unsigned transport; /* enum transport */
	uint64_t end_wall_us;
	uint32_t rtt_us;
	uint64_t size;     /* bytes received */
	uint64_t records;  /* of a transfer */
	uint64_t messages; /* of a transfer; 0: no transfer */
};

/** ";; Query time: ..." to ";; MSG SIZE  rcvd: ..." or ";; XFR size: ...", and a blank line. */
void lookup_notes_print_stats(struct text *text, const struct lookup *lookup,
			      const struct lookup_notes_stats *stats);

/** ";; Received 153 bytes from 127.0.0.1#53(127.0.0.1) in 0 ms" and a blank line. */
void lookup_notes_print_received(struct text *text, const struct lookup *lookup,
				 const struct lookup_notes_stats *stats);

/** ";; Got bad packet: ..." and the message in hex. */
void lookup_notes_print_bad(struct text *text, const struct lookup_reply *reply);
