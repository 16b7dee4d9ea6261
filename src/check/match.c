#include "check/match.h"

#include "check/judgement.h"
#include "check/match_data.h"
#include "check/match_show.h"
#include "check/matching.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"

static struct name owner_of(const struct expectation *expectation)
{
	return (struct name){ expectation->owner, expectation->owner_size };
}

/* Returns true when the response code settles the verdict. */
static bool judge_rcode(struct matching *matching)
{
	const struct expectation_extra *extra = matching->expectation->extra;
	bool is_refusal =
		matching->rcode == RCODE_REFUSED || matching->rcode == RCODE_NOTAUTH;

	if (match_data_has_wanted_rcode(matching))
		return false;
	if (is_refusal || matching->rcode == RCODE_SERVFAIL ||
	    (matching->rcode != RCODE_NOERROR && matching->rcode != RCODE_NXDOMAIN)) {
		match_show_fail_rcode(matching, is_refusal ? REASON_REFUSED
						: matching->rcode == RCODE_SERVFAIL
							? REASON_SERVFAIL
							: REASON_RCODE);
		if (extra != NULL && extra->has_rcode)
			judgement_fail(matching->judgement, REASON_RCODE_DIFFERS);
		return true;
	}
	if (extra != NULL && extra->has_rcode) {
		match_show_fail_rcode(matching, REASON_RCODE_DIFFERS);
		return true;
	}
	if (matching->rcode == RCODE_NXDOMAIN) {
		match_show_fail_rcode(matching, matching->served.other_type != 0
							? REASON_TYPE_DIFFERS
							: REASON_NXDOMAIN);
		return true;
	}
	return false;
}

/* A delegation below the zone comes as a referral, without AA: that is as it should be. */
static bool judge_authority(struct matching *matching)
{
	bool is_error =
		matching->rcode != RCODE_NOERROR && matching->rcode != RCODE_NXDOMAIN;

	if (!matching->item->target->is_authoritative ||
	    (matching->flags & FLAG_AA) != 0 || is_error)
		return false;
	if (matching->expectation->judging == JUDGING_DELEGATION &&
	    matching->served.is_from_referral)
		return false;
	match_show_fail(matching, REASON_NOT_AUTHORITATIVE);
	return true;
}

static void expect_ttl(struct matching *matching, bool is_exact)
{
	const struct expectation *expectation = matching->expectation;
	const struct expectation_extra *extra = expectation->extra;
	struct judgement *judgement = matching->judgement;

	if (expectation->has_ttl)
		judgement_expect(judgement, is_exact ? "ttl %u" : "ttl at most %u",
				 (unsigned)expectation->ttl);
	if (extra != NULL && extra->has_ttl_min)
		judgement_expect(judgement, "ttl at least %u", (unsigned)extra->ttl_min);
	if (extra != NULL && extra->has_ttl_max)
		judgement_expect(judgement, "ttl at most %u", (unsigned)extra->ttl_max);
}

static bool judge_ttl(struct matching *matching)
{
	const struct expectation *expectation = matching->expectation;
	const struct expectation_extra *extra = expectation->extra;
	bool is_exact = matching->item->target->is_authoritative;
	uint32_t ttl = matching->served.ttl;
	bool is_bad = false;

	if (matching->served.count == 0)
		return false;
	if (expectation->has_ttl)
		is_bad = is_exact ? ttl != expectation->ttl : ttl > expectation->ttl;
	if (extra != NULL && extra->has_ttl_max)
		is_bad = is_bad || ttl > extra->ttl_max;
	if (extra != NULL && extra->has_ttl_min && is_exact)
		is_bad = is_bad || ttl < extra->ttl_min;
	if (!is_bad)
		return false;
	judgement_fail(matching->judgement, REASON_TTL_DIFFERS);
	expect_ttl(matching, is_exact);
	judgement_see(matching->judgement, "ttl %u", (unsigned)ttl);
	return true;
}

typedef bool match_step(struct matching *matching);

static match_step *const steps[] = {
	judge_authority,  judge_rcode,        match_data_presence, match_data_values,
	match_data_count, match_data_pattern, judge_ttl,
};

static void start(struct matching *matching)
{
	const struct expectation *expectation = matching->expectation;
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
		       owner_of(expectation), expectation->type,
		       expectation->judging == JUDGING_DELEGATION, &matching->served);
}

void match_judge(struct judgement *judgement, const struct expectation *expectation,
		 const struct evidence_item *item)
{
	struct matching matching = {
		.judgement = judgement,
		.expectation = expectation,
		.item = item,
		.wire = item->answer->wire,
		.size = item->answer->size,
	};

	if (judgement_silence(judgement, item->answer))
		return;
	start(&matching);
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
