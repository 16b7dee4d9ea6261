#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/edns.h"
#include "dns/message.h"

/** A message read once from end to end: how much of it can be shown, and what is wrong with it. */
struct lookup_reply {
	const uint8_t *wire; /* borrowed */
	size_t size;
	struct message_header header;
	struct edns edns;
	uint16_t rcode;    /* whole, 12 bits */
	size_t readable;   /* questions and records before the fault, or all */
	const char *fault; /* NULL, or why the rest cannot be read, in dig's words */
	size_t fault_offset;
	size_t tsig_offset; /* of the TSIG record that ends the message; 0: none */
	bool is_cut;        /* the fault is only that the message ended too early */
	bool is_odd; /* can be read, but breaks a rule: two OPT, a broken OPT, a foreign class */
	bool has_no_id;   /* its id is made when it is sent; never set by reading */
	size_t left_over; /* bytes behind the last readable record */
};

/**
 * Reads a message.
 *
 * @is_strict_rdata  rdata that breaks the format of its type is a fault, as it is to dig; else
 *                   such a record is shown as RFC 3597 and the next one is read
 */
void lookup_reply_read(const uint8_t *wire, size_t size, bool is_strict_rdata,
		       struct lookup_reply *out_reply);

/** True for the OPT and TSIG records that are shown outside their section. */
bool lookup_reply_is_pseudo(const struct lookup_reply *reply,
			    const struct message_rr *rr);

/** Why dig cannot read an OPT record; NULL when it can. */
const char *lookup_reply_opt_fault(const uint8_t *wire, const struct message_rr *rr);

/** How a client cookie that was sent came back: dig's "good", "bad" or "echoed". */
const char *lookup_reply_cookie(const struct edns_option *cookie, const uint8_t *query,
				size_t query_size);
