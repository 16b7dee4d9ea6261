#include "query/agreement_read.h"

#include "base/arena.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "query/answer.h"

enum { SOA_NUMBERS_SIZE = 20 };

/* The RRsets of one section, as they are found. */
struct sets {
	struct arena *arena;
	const struct agreement_asked *asked;
	const struct answer *answer;
	struct rrset list[AGREEMENT_RRSETS_MAX];
	size_t count;
	bool is_full;
	bool has_alias; /* a CNAME was found where another type was asked for */
};

static bool is_known(const struct sets *sets, const struct message_rr *rr)
{
	for (size_t i = 0; i < sets->count; i++) {
		const struct rrset *set = &sets->list[i];

		if (set->type == rr->type && set->rr_class == rr->rr_class &&
		    name_equal_wire(sets->answer->wire, sets->answer->size, rr->offset,
				    set->owner))
			return true;
	}
	return false;
}

/* Signatures are made at each server in its own time. */
static bool is_compared(const struct agreement_asked *asked, uint16_t type)
{
	return type != TYPE_OPT && (type != TYPE_RRSIG || asked->qtype == TYPE_RRSIG);
}

static void add(struct sets *sets, const struct message_rr *rr)
{
	struct name_buffer buffer;
	struct name owner;

	if (!is_compared(sets->asked, rr->type) || is_known(sets, rr))
		return;
	message_owner(sets->answer->wire, sets->answer->size, rr, &buffer);
	if (!name_is_below(name_of(&buffer), sets->asked->zone))
		return;
	if (sets->count == AGREEMENT_RRSETS_MAX) {
		sets->is_full = true;
		return;
	}
	sets->has_alias |= rr->type == TYPE_CNAME && sets->asked->qtype != TYPE_CNAME;
	owner = name_copy(sets->arena, name_of(&buffer));
	rrset_collect(sets->arena, sets->answer->wire, sets->answer->size, rr->section,
		      owner, rr->type, rr->rr_class, &sets->list[sets->count++]);
}

/* What beside the RRsets tells what an answer is. */
struct sights {
	bool has_answers; /* in the answer section, compared or not */
	bool has_soa;     /* in the authority section */
	bool has_ns;
	bool is_broken;
};

/* Walks the message; the authority section is collected when @is_referral. */
static struct sights collect(struct sets *sets, bool is_referral)
{
	const enum section section = is_referral ? SECTION_AUTHORITY : SECTION_ANSWER;
	struct sights sights = { .has_answers = false };
	struct message_cursor cursor;
	struct message_rr rr;

	message_begin(&cursor, sets->answer->wire, sets->answer->size);
	while (message_next(&cursor, &rr)) {
		sights.has_answers |= rr.section == SECTION_ANSWER;
		sights.has_soa |= rr.section == SECTION_AUTHORITY && rr.type == TYPE_SOA;
		sights.has_ns |= rr.section == SECTION_AUTHORITY && rr.type == TYPE_NS;
		if (rr.section == section && (!is_referral || rr.type == TYPE_NS))
			add(sets, &rr);
	}
	sights.is_broken = cursor.fault != NULL;
	return sights;
}

static enum agreement_kind kind_of(const struct sets *sets, const struct sights *sights,
				   uint16_t flags, uint16_t rcode)
{
	if (sights->is_broken || sets->is_full)
		return AGREEMENT_UNREADABLE;
	if (rcode != RCODE_NOERROR && rcode != RCODE_NXDOMAIN)
		return AGREEMENT_FAILURE;
	if ((flags & FLAG_TC) != 0)
		return AGREEMENT_TRUNCATED;
	if (sights->has_answers)
		return AGREEMENT_DATA;
	if (rcode == RCODE_NXDOMAIN)
		return AGREEMENT_NXDOMAIN;
	return sights->has_ns && !sights->has_soa && (flags & FLAG_AA) == 0
		       ? AGREEMENT_REFERRAL
		       : AGREEMENT_NODATA;
}

/*
 * The rcode is that of the end of the aliases, which another zone may hold: a server that does not
 * serve it does not know.
 */
static uint16_t rcode_of(const struct sets *sets, enum agreement_kind kind,
			 uint16_t rcode)
{
	return kind == AGREEMENT_DATA && sets->has_alias ? RCODE_NOERROR : rcode;
}

static void keep(struct sets *sets, struct agreement_reply *reply)
{
	struct rrset *rrsets = arena_array(sets->arena, sets->count, sizeof(*rrsets));

	for (size_t i = 0; i < sets->count; i++)
		rrsets[i] = sets->list[i];
	reply->rrsets = rrsets;
	reply->rrset_count = sets->count;
}

void agreement_read_reply(struct arena *arena, const struct agreement_asked *asked,
			  const struct answer *answer, struct agreement_reply *reply)
{
	struct sets sets = { .arena = arena, .asked = asked, .answer = answer };
	struct message_header header;
	struct sights sights;
	struct edns edns;

	reply->answer = answer;
	reply->kind = AGREEMENT_SILENT;
	if (answer == NULL || answer->wire == NULL)
		return;
	reply->kind = AGREEMENT_UNREADABLE;
	if (message_read_header(answer->wire, answer->size, &header) != ERR_OK)
		return;
	edns_find(answer->wire, answer->size, &edns);
	sights = collect(&sets, false);
	reply->is_aa = (header.flags & FLAG_AA) != 0;
	reply->rcode = edns_rcode(header.flags, &edns);
	reply->kind = kind_of(&sets, &sights, header.flags, reply->rcode);
	reply->rcode = rcode_of(&sets, reply->kind, reply->rcode);
	if (reply->kind == AGREEMENT_REFERRAL) {
		struct agreement_asked whole = *asked;

		whole.zone = name_root;
		sets.asked = &whole;
		(void)collect(&sets, true);
	}
	if (reply->kind == AGREEMENT_DATA || reply->kind == AGREEMENT_REFERRAL)
		keep(&sets, reply);
}

void agreement_read_serial(const struct agreement_asked *asked,
			   const struct answer *answer, struct agreement_reply *reply)
{
	struct message_cursor cursor;
	struct name_buffer owner;
	struct message_rr rr;

	if (answer == NULL || answer->wire == NULL)
		return;
	message_begin(&cursor, answer->wire, answer->size);
	while (message_next(&cursor, &rr) && rr.section <= SECTION_AUTHORITY) {
		if (rr.section == SECTION_QUESTION || rr.type != TYPE_SOA ||
		    rr.rdata_size < SOA_NUMBERS_SIZE)
			continue;
		message_owner(answer->wire, answer->size, &rr, &owner);
		if (!name_is_below(asked->qname, name_of(&owner)) ||
		    !name_is_below(name_of(&owner), asked->zone))
			continue;
		reply->has_serial = true;
		reply->serial = wire_u32(answer->wire + rr.rdata + rr.rdata_size -
					 SOA_NUMBERS_SIZE);
		return;
	}
}
