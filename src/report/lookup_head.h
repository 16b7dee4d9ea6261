#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct lookup;
struct lookup_reply;
struct text;

/** What dig writes above the sections of a message. */

/**
 * The header lines and the warnings that follow from them, with the blank line behind.
 *
 * @is_sent  the message is a query of ours: no warnings
 * @query    the query that was answered, NULL when unknown
 */
void lookup_head_print(struct text *text, const struct lookup_reply *reply, bool is_sent,
		       const uint8_t *query, size_t query_size);

/**
 * ";; OPT PSEUDOSECTION:" and its lines; nothing when the message has no OPT record.
 *
 * @query  the query that was answered, to judge the cookie by; NULL for a query of ours
 */
void lookup_head_print_opt(struct text *text, const struct lookup *lookup,
			   const struct lookup_reply *reply, const uint8_t *query,
			   size_t query_size);

/** " qr aa rd": the header bits by dig's names, each with a blank before it. */
void lookup_head_print_flags(struct text *text, uint16_t flags);
