#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/edns.h"
#include "query/answer.h"
#include "query/cookie.h"

/** What a reply must match: the message that was sent. */
struct accept_want {
	const uint8_t *query; /* header and question, @question_end bytes at least */
	size_t question_end;
	bool is_case_exact;          /* 0x20: the case of the name was chosen at random */
	const struct cookie *cookie; /* as sent by the engine, or NULL */
	bool is_trusting;            /* see struct ask_policy */
};

/**
 * True when a message whose source and id are right is a reply to the question: a reply by its QR bit,
 * the same opcode, exactly the same question, no other client's cookie.  A header without question is
 * one too when it says FORMERR, SERVFAIL, NOTIMP or REFUSED and nothing else.
 *
 * @out_reason  set when it is not, and when it only counts for those who trust
 * @out_edns    set when it is: its OPT record
 * @out_cookie  likewise: what its COOKIE option says
 * @wire        at least MESSAGE_HEADER_SIZE bytes
 * Source: RFC 5452 section 9.1, RFC 7873 section 5.3.
 */
bool accept_reply(const struct accept_want *want, const uint8_t *wire, size_t size,
		  enum drop_reason *out_reason, struct edns *out_edns,
		  enum cookie_verdict *out_cookie);
