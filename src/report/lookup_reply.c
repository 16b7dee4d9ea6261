#include "report/lookup_reply.h"

#include <string.h>

#include "dns/rdata.h"
#include "dns/type.h"
#include "report/lookup_reply_rdata.h"

enum {
	RDATA_TRIES_MAX = 64, /* bytes cut off to find out whether rdata is too long */
	COOKIE_CLIENT_SIZE = 8,
	RR_REST_SIZE = 10, /* type, class, TTL and the size of the rdata */
};

static const char fault_cut[] = "unexpected end of input";

/* Of several OPT records the first counts; one that is not at the root is none. */
bool lookup_reply_is_pseudo(const struct lookup_reply *reply, const struct message_rr *rr)
{
	return rr->section == SECTION_ADDITIONAL &&
	       ((rr->type == TYPE_TSIG && rr->offset == reply->tsig_offset) ||
		(rr->type == TYPE_OPT && reply->edns.is_present &&
		 reply->edns.options == reply->wire + rr->rdata));
}

/* A LOC of a version to come is shown as RFC 3597 has it (RFC 1876 section 2). */
static bool is_other_version(const struct lookup_reply *reply,
			     const struct message_rr *rr)
{
	return rr->type == TYPE_LOC && rr->rdata_size > 0 && reply->wire[rr->rdata] != 0;
}

/* NULL, or why rdata is invalid: a shorter one would be valid, or it ends too early. */
static const char *rdata_fault(const struct lookup_reply *reply,
			       const struct message_rr *rr)
{
	const char *usual = fault_cut;

	if (rr->section == SECTION_QUESTION)
		return NULL;
	if (rr->type == TYPE_OPT)
		return lookup_reply_opt_fault(reply->wire, rr);
	if (rdata_is_valid(rr->type, reply->wire, reply->size, rr->rdata, rr->rdata_size))
		return NULL;
	if (is_other_version(reply, rr))
		return NULL;
	for (unsigned cut = 1; cut <= rr->rdata_size && cut <= RDATA_TRIES_MAX; cut++) {
		if (rdata_is_valid(rr->type, reply->wire, reply->size, rr->rdata,
				   (uint16_t)(rr->rdata_size - cut))) {
			usual = "extra input data";
			break;
		}
	}
	return lookup_reply_rdata_fault(reply->wire, reply->size, rr, usual);
}

/* Where the bytes begin that a reader has not yet taken when it stops at @offset. */
static size_t stop_offset(const struct lookup_reply *reply, size_t offset)
{
	size_t end;

	if (name_read_fault(reply->wire, reply->size, offset, &end) != NULL)
		return offset;
	return reply->size - end >= RR_REST_SIZE ? end + RR_REST_SIZE : end;
}

/* Rules beyond the framing that dig minds. */
static bool is_odd(const struct lookup_reply *reply, const struct message_rr *rr,
		   uint16_t rr_class)
{
	if (rr->section == SECTION_QUESTION)
		return reply->readable > 0;
	if (rr->type == TYPE_OPT) {
		return rr->section != SECTION_ADDITIONAL ||
		       reply->wire[rr->offset] != 0 || reply->edns.opt_count > 1 ||
		       lookup_reply_opt_fault(reply->wire, rr) != NULL;
	}
	return rr->rr_class != rr_class && rr_class != CLASS_ANY && rr->type != TYPE_TSIG;
}

/* The last record of the message may sign it (RFC 8945 section 5.1). */
static bool is_tsig(const struct message_rr *rr)
{
	return rr->section == SECTION_ADDITIONAL && rr->type == TYPE_TSIG;
}

static void fault_set(struct lookup_reply *reply, const char *fault, size_t offset,
		      size_t stop)
{
	reply->fault = fault;
	reply->fault_offset = offset;
	reply->left_over = reply->size - stop;
	reply->is_cut = strcmp(fault, fault_cut) == 0;
}

void lookup_reply_read(const uint8_t *wire, size_t size, bool is_strict_rdata,
		       struct lookup_reply *out_reply)
{
	struct lookup_reply reply = { .wire = wire, .size = size };
	struct message_cursor cursor;
	struct message_rr rr;
	uint16_t rr_class = 0;
	bool has_opt = false;

	edns_find(wire, size, &reply.edns);
	message_begin(&cursor, wire, size);
	reply.header = cursor.header;
	reply.rcode = edns_rcode(reply.header.flags, &reply.edns);
	while (reply.fault == NULL && message_next(&cursor, &rr)) {
		const char *fault = is_strict_rdata ? rdata_fault(&reply, &rr) : NULL;

		if (reply.readable == 0)
			rr_class = rr.rr_class;
		if (fault != NULL) {
			fault_set(&reply, fault, rr.offset, rr.rdata);
			break;
		}
		has_opt |= reply.edns.is_present && reply.edns.options == wire + rr.rdata;
		reply.is_odd |= is_odd(&reply, &rr, rr_class) || reply.tsig_offset != 0;
		reply.tsig_offset = is_tsig(&rr) ? rr.offset : 0;
		reply.readable++;
	}
	if (cursor.fault != NULL) {
		fault_set(&reply, cursor.fault, cursor.offset,
			  stop_offset(&reply, cursor.offset));
	} else if (reply.fault == NULL) {
		reply.left_over = cursor.extra;
	}
	if (!has_opt) {
		reply.edns = (struct edns){ 0 };
		reply.rcode = message_rcode(reply.header.flags);
	}
	*out_reply = reply;
}

const char *lookup_reply_cookie(const struct edns_option *cookie, const uint8_t *query,
				size_t query_size)
{
	struct edns edns;
	struct edns_option sent;

	if (query == NULL)
		return NULL;
	edns_find(query, query_size, &edns);
	if (!edns.is_present || !edns_find_option(&edns, EDNS_COOKIE, &sent) ||
	    sent.size < COOKIE_CLIENT_SIZE)
		return NULL;
	if (cookie->size < COOKIE_CLIENT_SIZE ||
	    memcmp(cookie->data, sent.data, COOKIE_CLIENT_SIZE) != 0)
		return "bad";
	return cookie->size == COOKIE_CLIENT_SIZE ? "echoed" : "good";
}
