#pragma once

#include <stddef.h>
#include <stdint.h>

#include "dns/name.h"
#include "query/walk.h"

/** What a server's reply says to someone who goes down the tree. */
struct walk_reply {
	enum walk_finding finding;
	uint16_t rcode; /* whole */
	bool is_aa;
	struct name_buffer target; /* an alias' target, or the zone of a referral */
};

/**
 * Reads a reply to a question for @qname and @qtype, class IN, asked as of a server of @zone.  A referral
 * only counts when it leads further down towards @qname; only records of @qname itself are an answer.
 * Source: RFC 1034 section 4.3.2, RFC 2308 section 2.
 */
void walk_reply_read(const uint8_t *wire, size_t size, struct name zone,
		     struct name qname, uint16_t qtype, struct walk_reply *out_reply);
