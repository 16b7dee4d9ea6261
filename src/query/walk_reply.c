#include "query/walk_reply.h"

#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"

/* What the sections hold, as far as it counts. */
struct seen {
	struct name zone;
	struct name qname;
	uint16_t qtype;
	bool has_answer;
	bool has_other; /* records in the answer section that are not of the question */
	bool has_alias;
	bool has_referral;
	bool has_soa;
	struct name_buffer alias;
	struct name_buffer referral;
};

static void see_answer(struct seen *seen, const uint8_t *wire, size_t size,
		       const struct message_rr *rr)
{
	size_t end = 0;

	if (rr->rr_class != CLASS_IN ||
	    !name_equal_wire(wire, size, rr->offset, seen->qname)) {
		seen->has_other = true;
	} else if (rr->type == seen->qtype) {
		seen->has_answer = true;
	} else if (rr->type == TYPE_CNAME && !seen->has_alias) {
		seen->has_alias =
			name_read(wire, size, rr->rdata, &seen->alias, &end) == ERR_OK;
	}
}

static void see_authority(struct seen *seen, const uint8_t *wire, size_t size,
			  const struct message_rr *rr)
{
	struct name_buffer owner;

	if (rr->rr_class != CLASS_IN)
		return;
	seen->has_soa |= rr->type == TYPE_SOA;
	if (rr->type != TYPE_NS || seen->has_referral)
		return;
	message_owner(wire, size, rr, &owner);
	if (name_is_below(seen->qname, name_of(&owner)) &&
	    name_is_below(name_of(&owner), seen->zone) &&
	    !name_equal(name_of(&owner), seen->zone)) {
		seen->has_referral = true;
		seen->referral = owner;
	}
}

static enum walk_finding find_negative(const struct seen *seen, uint16_t rcode,
				       bool is_aa)
{
	if (!is_aa)
		return WALK_FINDING_NOT_AUTHORITATIVE;
	if (rcode == RCODE_NXDOMAIN)
		return WALK_FINDING_NXDOMAIN;
	return seen->has_other ? WALK_FINDING_NOT_AUTHORITATIVE : WALK_FINDING_NODATA;
}

static enum walk_finding find(const struct seen *seen, struct walk_reply *reply)
{
	if (seen->has_answer) {
		return reply->is_aa ? WALK_FINDING_ANSWER
				    : WALK_FINDING_NOT_AUTHORITATIVE;
	}
	if (seen->has_alias) {
		reply->target = seen->alias;
		return reply->is_aa ? WALK_FINDING_ALIAS : WALK_FINDING_NOT_AUTHORITATIVE;
	}
	if (seen->has_referral && !seen->has_soa && reply->rcode == RCODE_NOERROR) {
		reply->target = seen->referral;
		return WALK_FINDING_REFERRAL;
	}
	return find_negative(seen, reply->rcode, reply->is_aa);
}

void walk_reply_read(const uint8_t *wire, size_t size, struct name zone,
		     struct name qname, uint16_t qtype, struct walk_reply *out_reply)
{
	struct seen seen = { .zone = zone, .qname = qname, .qtype = qtype };
	struct message_cursor cursor;
	struct message_rr rr;
	struct edns edns;

	message_begin(&cursor, wire, size);
	edns_find(wire, size, &edns);
	out_reply->rcode = edns_rcode(cursor.header.flags, &edns);
	out_reply->is_aa = (cursor.header.flags & FLAG_AA) != 0;
	while (message_next(&cursor, &rr)) {
		if (rr.section == SECTION_ANSWER) {
			see_answer(&seen, wire, size, &rr);
		} else if (rr.section == SECTION_AUTHORITY) {
			see_authority(&seen, wire, size, &rr);
		}
	}
	if (cursor.fault != NULL) {
		out_reply->finding = WALK_FINDING_UNREADABLE;
	} else if (out_reply->rcode != RCODE_NOERROR &&
		   out_reply->rcode != RCODE_NXDOMAIN) {
		out_reply->finding = WALK_FINDING_FAILURE;
	} else if ((cursor.header.flags & FLAG_TC) != 0) {
		out_reply->finding = WALK_FINDING_TRUNCATED;
	} else {
		out_reply->finding = find(&seen, out_reply);
	}
}
