#include "check/match.h"

#include "base/text.h"
#include "check/judgement.h"
#include "check/match_data.h"
#include "check/match_show.h"
#include "check/matching.h"
#include "check/silence.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"

/* Only these two say something of the record; all others tell of the server. */
static bool is_of_record(uint16_t rcode)
{
	return rcode == RCODE_NOERROR || rcode == RCODE_NXDOMAIN;
}

static enum reason reason_of(uint16_t rcode)
{
	static const struct {
		uint16_t rcode;
		enum reason reason;
	} rows[] = {
		{ RCODE_REFUSED, REASON_REFUSED },
		{ RCODE_NOTAUTH, REASON_REFUSED },
		{ RCODE_SERVFAIL, REASON_SERVFAIL },
	};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].rcode == rcode)
			return rows[i].reason;
	}
	return REASON_RCODE;
}

/* A name that does not exist; or a CNAME to one, which is another thing unless it is followed. */
static void fail_nxdomain(struct matching *matching)
{
	const struct served *served = &matching->served;

	match_show_fail_rcode(matching, served->other_type != 0 ? REASON_TYPE_DIFFERS
								: REASON_NXDOMAIN);
	match_show_end(matching);
}

/* Returns true when the response code settles the verdict. */
static bool judge_rcode(struct matching *matching)
{
	uint16_t wanted = match_data_wanted_rcode(matching);

	if (matching->rcode == wanted)
		return false;
	if (is_of_record(wanted) && !is_of_record(matching->rcode)) {
		match_show_fail_rcode(matching, reason_of(matching->rcode));
	} else if (is_of_record(wanted) && wanted != RCODE_NXDOMAIN) {
		fail_nxdomain(matching);
	} else {
		match_show_fail_rcode(matching, REASON_RCODE_DIFFERS);
	}
	return true;
}

static void detail_referral(const struct matching *matching)
{
	struct name_buffer owner;
	char buffer[NAME_TEXT_MAX];
	struct text text;
	size_t end;

	if (!matching->served.has_referral ||
	    name_read(matching->wire, matching->size, matching->served.referral_owner,
		      &owner, &end) != ERR_OK)
		return;
	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name_of(&owner));
	judgement_detail(matching->judgement, "it refers to the servers of %s", buffer);
}

/* A delegation below the zone comes as a referral, without AA: that is as it should be. */
static bool judge_authority(struct matching *matching)
{
	if (!matching->item->target->is_authoritative ||
	    (matching->flags & FLAG_AA) != 0 || !is_of_record(matching->rcode))
		return false;
	if (matching->expectation->judging == JUDGING_DELEGATION &&
	    matching->served.is_from_referral)
		return false;
	match_show_fail(matching, REASON_NOT_AUTHORITATIVE);
	detail_referral(matching);
	return true;
}

static void expect_ttl(struct matching *matching, bool is_exact)
{
	const struct expectation *expectation = matching->expectation;
	const struct expectation_extra *extra = expectation->extra;
	struct judgement *judgement = matching->judgement;

	if (expectation->has_ttl) {
		judgement_expect(judgement, is_exact ? "ttl %u" : "ttl at most %u",
				 (unsigned)expectation->ttl);
	}
	if (extra != NULL && extra->has_ttl_min && is_exact)
		judgement_expect(judgement, "ttl at least %u", (unsigned)extra->ttl_min);
	if (extra != NULL && extra->has_ttl_max)
		judgement_expect(judgement, "ttl at most %u", (unsigned)extra->ttl_max);
}

static bool is_ttl_bad(const struct matching *matching, bool is_exact)
{
	const struct expectation *expectation = matching->expectation;
	const struct expectation_extra *extra = expectation->extra;
	const struct served *served = &matching->served;
	bool is_bad = false;

	if (expectation->has_ttl) {
		is_bad = served->ttl_max > expectation->ttl ||
			 (is_exact && served->ttl < expectation->ttl);
	}
	if (extra != NULL && extra->has_ttl_max)
		is_bad = is_bad || served->ttl_max > extra->ttl_max;
	if (extra != NULL && extra->has_ttl_min && is_exact)
		is_bad = is_bad || served->ttl < extra->ttl_min;
	return is_bad;
}

/* What has run down in a cache says nothing of the least it may be, so a minimum wants AA, too. */
static bool judge_ttl(struct matching *matching)
{
	const struct served *served = &matching->served;
	struct judgement *judgement = matching->judgement;
	bool is_exact = matching->item->target->is_authoritative ||
			((matching->flags & FLAG_AA) != 0 && served->alias_count == 0);

	if (served->count == 0 || !is_ttl_bad(matching, is_exact))
		return false;
	judgement_fail(judgement, REASON_TTL_DIFFERS);
	expect_ttl(matching, is_exact);
	judgement_see(judgement, "ttl %u", (unsigned)served->ttl);
	if (served->ttl != served->ttl_max)
		judgement_see(judgement, "ttl %u", (unsigned)served->ttl_max);
	return true;
}

typedef bool match_step(struct matching *matching);

static match_step *const steps[] = {
	judge_authority,  judge_rcode,        match_data_presence, match_data_values,
	match_data_count, match_data_pattern, judge_ttl,
};

static void start(struct matching *matching, enum match_alias alias)
{
	const struct expectation *expectation = matching->expectation;
	const struct served_want want = {
		.owner = { expectation->owner, expectation->owner_size },
		.type = expectation->type,
		.has_referral = expectation->judging == JUDGING_DELEGATION,
		.is_through_aliases = alias == MATCH_ALIAS_FOLLOWS,
	};
	struct message_header header;
	struct edns edns;

	if (message_read_header(matching->wire, matching->size, &header) != ERR_OK)
		return;
	matching->flags = header.flags;
	matching->rcode = message_rcode(header.flags);
	if (header.counts[SECTION_ADDITIONAL] > 0) {
		edns_find(matching->wire, matching->size, &edns);
		matching->rcode = edns_rcode(header.flags, &edns);
	}
	served_collect(matching->judgement->scratch, matching->wire, matching->size,
		       &want, &matching->served);
}

void match_judge(struct judgement *judgement, const struct expectation *expectation,
		 const struct evidence_item *item, enum match_alias alias)
{
	struct matching matching = {
		.judgement = judgement,
		.expectation = expectation,
		.item = item,
		.wire = item->answer->wire,
		.size = item->answer->size,
	};

	if (silence_judge(judgement, item->answer)) {
		match_show_unanswered(&matching);
		return;
	}
	start(&matching, alias);
	judgement->verdict.rcode = matching.rcode;
	judgement->verdict.has_ttl = matching.served.count > 0;
	judgement->verdict.ttl = matching.served.ttl;
	for (size_t i = 0; i < ARRAY_LEN(steps); i++) {
		if (steps[i](&matching))
			return;
	}
	if (judgement->is_detailed) {
		match_show_expected(&matching);
		match_show_served(&matching);
	}
}
