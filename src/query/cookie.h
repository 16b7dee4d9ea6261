#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/server.h"

/** DNS cookies, the client's side.  Source: RFC 7873 and RFC 9018. */

enum { COOKIE_CLIENT_SIZE = 8, COOKIE_SIZE_MAX = 40 };

/** A COOKIE option's content: 8 bytes of ours and, when known, 8 to 32 of the server's. */
struct cookie {
	uint8_t data[COOKIE_SIZE_MAX];
	uint8_t size;
};

/** The server cookies that were learnt, bounded; the oldest go first. */
struct cookie_table;

struct cookie_table *cookie_table_new(void);
void cookie_table_free(struct cookie_table *table);

/** Our cookie for the server, with the server's behind it when it is known. */
void cookie_for(struct cookie_table *table, const union address *server,
		struct cookie *out_cookie);

/** Remembers what @server sent: a whole COOKIE option of 16 to 40 bytes; others are passed over. */
void cookie_learn(struct cookie_table *table, const union address *server,
		  const uint8_t *data, size_t size);

enum cookie_verdict {
	COOKIE_ABSENT, /* no COOKIE option, or one whose size is none of RFC 7873's */
	COOKIE_GOOD,   /* ours, and a server cookie behind it */
	COOKIE_BARE,   /* ours alone */
	COOKIE_WRONG,  /* another client's */
};

/** Judges the COOKIE option of a reply.  @client COOKIE_CLIENT_SIZE bytes that were sent. */
enum cookie_verdict cookie_judge(const uint8_t *client, const uint8_t *data, size_t size);
