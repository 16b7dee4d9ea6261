#include "check/match.h"

#include <string.h>

#include "base/arena.h"
#include "base/text.h"
#include "check/judgement.h"
#include "check/pattern.h"
#include "check/served.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/rdata.h"
#include "dns/type.h"

/* All that the steps of one judgement share. */
struct matching {
	struct judgement *judgement;
	const struct expectation *expectation;
	const struct evidence_item *item;
	const uint8_t *wire;
	size_t size;
	uint16_t flags; /* of the answer's header */
	uint16_t rcode;
	struct served served;
	size_t missing;
	size_t unexpected;
};

static struct name owner_of(const struct expectation *expectation)
{
	return (struct name){ expectation->owner, expectation->owner_size };
}

static bool is_wanted_rcode(const struct matching *matching)
{
	const struct expectation_extra *extra = matching->expectation->extra;

	return extra != NULL && extra->has_rcode && extra->rcode == matching->rcode;
}

static bool is_count_zero(const struct expectation *expectation)
{
	return expectation->extra != NULL && expectation->extra->has_count &&
	       expectation->extra->count == 0;
}

static struct str rcode_words(const struct matching *matching, uint16_t rcode)
{
	char buffer[32];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	type_print_rcode(&text, rcode);
	return str_copy(matching->judgement->scratch, text_str(&text));
}

static void show_expected(const struct matching *matching)
{
	const struct expectation *expectation = matching->expectation;
	const struct expectation_extra *extra = expectation->extra;
	struct judgement *judgement = matching->judgement;

	for (unsigned i = 0; i < expectation->value_count; i++)
		judgement_expect_rdata(judgement, expectation->type,
				       expectation->values[i].wire,
				       expectation->values[i].wire_size);
	if (extra == NULL)
		return;
	for (size_t i = 0; i < extra->range_count; i++)
		pattern_expect_range(judgement, expectation->type, &extra->ranges[i]);
	if (extra->has_rcode)
		judgement_expect(judgement, "%s",
				 rcode_words(matching, extra->rcode).data);
	if (extra->has_count)
		judgement_expect(judgement, "%u %s", (unsigned)extra->count,
				 extra->count == 1 ? "record" : "records");
	if (extra->pattern.len > 0)
		judgement_expect(judgement, "matches %.*s", (int)extra->pattern.len,
				 extra->pattern.data);
}

static void show_served(const struct matching *matching)
{
	const struct served *served = &matching->served;
	struct judgement *judgement = matching->judgement;

	for (size_t i = 0; i < served->count; i++)
		judgement_see_rdata(judgement, matching->expectation->type,
				    matching->wire, matching->size, served->rrs[i].rdata,
				    served->rrs[i].rdata_size);
}

/* Data that fails or is shown: both sides whole. */
static void fail_data(struct matching *matching, enum reason reason)
{
	judgement_fail(matching->judgement, reason);
	show_expected(matching);
	show_served(matching);
}

static void fail_rcode(struct matching *matching, enum reason reason)
{
	judgement_fail(matching->judgement, reason);
	show_expected(matching);
	judgement_see(matching->judgement, "%s",
		      rcode_words(matching, matching->rcode).data);
	show_served(matching);
}

/* Returns true when the response code settles the verdict. */
static bool judge_rcode(struct matching *matching)
{
	const struct expectation_extra *extra = matching->expectation->extra;
	bool is_refusal =
		matching->rcode == RCODE_REFUSED || matching->rcode == RCODE_NOTAUTH;

	if (is_wanted_rcode(matching))
		return false;
	if (is_refusal || matching->rcode == RCODE_SERVFAIL ||
	    (matching->rcode != RCODE_NOERROR && matching->rcode != RCODE_NXDOMAIN)) {
		fail_rcode(matching, is_refusal                          ? REASON_REFUSED
				     : matching->rcode == RCODE_SERVFAIL ? REASON_SERVFAIL
									 : REASON_RCODE);
		if (extra != NULL && extra->has_rcode)
			judgement_fail(matching->judgement, REASON_RCODE_DIFFERS);
		return true;
	}
	if (extra != NULL && extra->has_rcode) {
		fail_rcode(matching, REASON_RCODE_DIFFERS);
		return true;
	}
	if (matching->rcode == RCODE_NXDOMAIN) {
		fail_rcode(matching, matching->served.other_type != 0
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
	fail_data(matching, REASON_NOT_AUTHORITATIVE);
	return true;
}

static bool is_value(const struct served_rr *rr, const struct rrset_rdata *value)
{
	return rr->normal_size == value->normal_size &&
	       memcmp(rr->normal, value->normal, value->normal_size) == 0;
}

static bool is_declared(const struct expectation *expectation, const struct served_rr *rr)
{
	for (unsigned i = 0; i < expectation->value_count; i++) {
		if (is_value(rr, &expectation->values[i]))
			return true;
	}
	return expectation->extra != NULL &&
	       pattern_is_in_ranges(expectation->extra, rr->normal, rr->normal_size);
}

static bool is_served(const struct served *served, const struct rrset_rdata *value)
{
	for (size_t i = 0; i < served->count; i++) {
		if (is_value(&served->rrs[i], value))
			return true;
	}
	return false;
}

static void compare(struct matching *matching)
{
	const struct expectation *expectation = matching->expectation;
	struct served *served = &matching->served;

	for (size_t i = 0; i < served->count; i++) {
		served->rrs[i].is_expected = is_declared(expectation, &served->rrs[i]);
		matching->unexpected += !served->rrs[i].is_expected;
	}
	for (unsigned i = 0; i < expectation->value_count; i++)
		matching->missing += !is_served(served, &expectation->values[i]);
}

/* Only what differs is shown of a difference. */
static void fail_difference(struct matching *matching, enum reason reason)
{
	const struct expectation *expectation = matching->expectation;
	const struct served *served = &matching->served;
	struct judgement *judgement = matching->judgement;

	judgement_fail(judgement, reason);
	for (unsigned i = 0; i < expectation->value_count; i++) {
		if (expectation->match != MATCH_SUBSET &&
		    !is_served(served, &expectation->values[i]))
			judgement_expect_rdata(judgement, expectation->type,
					       expectation->values[i].wire,
					       expectation->values[i].wire_size);
	}
	if (expectation->match == MATCH_SUBSET)
		show_expected(matching);
	for (size_t i = 0; i < served->count; i++) {
		if (expectation->match != MATCH_SUPERSET && !served->rrs[i].is_expected)
			judgement_see_rdata(judgement, expectation->type, matching->wire,
					    matching->size, served->rrs[i].rdata,
					    served->rrs[i].rdata_size);
	}
}

static bool has_values(const struct expectation *expectation)
{
	return expectation->value_count > 0 ||
	       (expectation->extra != NULL && expectation->extra->range_count > 0);
}

static bool judge_presence(struct matching *matching)
{
	const struct expectation *expectation = matching->expectation;
	bool is_nothing_wanted = is_count_zero(expectation) ||
				 (is_wanted_rcode(matching) && !has_values(expectation));

	if (matching->served.count > 0 || is_nothing_wanted)
		return false;
	if (matching->served.other_type != 0) {
		fail_data(matching, REASON_TYPE_DIFFERS);
		judgement_see_rdata(matching->judgement, matching->served.other_type,
				    matching->wire, matching->size,
				    matching->served.other_rdata,
				    matching->served.other_rdata_size);
		judgement_detail(matching->judgement, "CNAME is served");
		return true;
	}
	fail_data(matching, REASON_NODATA);
	return true;
}

static bool judge_values(struct matching *matching)
{
	const struct expectation *expectation = matching->expectation;
	bool is_missing, is_unexpected;

	if (!has_values(expectation) || expectation->judging == JUDGING_EXISTS)
		return false;
	compare(matching);
	is_missing = expectation->match != MATCH_SUBSET && matching->missing > 0 &&
		     expectation->judging != JUDGING_MEMBER;
	is_unexpected = expectation->match != MATCH_SUPERSET && matching->unexpected > 0;
	if (is_missing || is_unexpected)
		fail_difference(matching, !is_unexpected ? REASON_RRSET_MISSING
					  : is_missing   ? REASON_RRSET_DIFFERS
							 : REASON_RRSET_UNEXPECTED);
	return is_missing || is_unexpected;
}

static bool judge_count(struct matching *matching)
{
	const struct expectation_extra *extra = matching->expectation->extra;

	if (extra == NULL || !extra->has_count || extra->count == matching->served.count)
		return false;
	fail_data(matching,
		  extra->count == 0 ? REASON_RRSET_UNEXPECTED : REASON_COUNT_DIFFERS);
	return true;
}

static bool judge_pattern(struct matching *matching)
{
	const struct expectation_extra *extra = matching->expectation->extra;
	const struct served *served = &matching->served;

	if (extra == NULL || extra->pattern.len == 0)
		return false;
	for (size_t i = 0; i < served->count; i++) {
		const struct served_rr *rr = &served->rrs[i];

		if (pattern_is_match(matching->judgement->scratch, extra->pattern,
				     matching->expectation->type, matching->wire,
				     matching->size, rr->rdata, rr->rdata_size))
			continue;
		judgement_fail(matching->judgement, REASON_PATTERN_DIFFERS);
		show_expected(matching);
		judgement_see_rdata(matching->judgement, matching->expectation->type,
				    matching->wire, matching->size, rr->rdata,
				    rr->rdata_size);
		return true;
	}
	return false;
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
	judge_authority, judge_rcode,   judge_presence, judge_values,
	judge_count,     judge_pattern, judge_ttl,
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
		show_expected(&matching);
		show_served(&matching);
	}
}
