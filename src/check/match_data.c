#include "check/match_data.h"

#include <string.h>

#include "base/arena.h"
#include "check/judgement.h"
#include "check/match_show.h"
#include "check/matching.h"
#include "check/pattern.h"
#include "dns/type.h"

uint16_t match_data_wanted_rcode(const struct matching *matching)
{
	const struct expectation_extra *extra = matching->expectation->extra;

	return extra != NULL && extra->has_rcode ? extra->rcode : RCODE_NOERROR;
}

static bool is_count_zero(const struct expectation *expectation)
{
	return expectation->extra != NULL && expectation->extra->has_count &&
	       expectation->extra->count == 0;
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

	matching->is_missing = arena_bytes(matching->judgement->scratch,
					   expectation->value_count * sizeof(bool));
	for (size_t i = 0; i < served->count; i++) {
		served->rrs[i].is_expected = is_declared(expectation, &served->rrs[i]);
		matching->unexpected += !served->rrs[i].is_expected;
	}
	for (unsigned i = 0; i < expectation->value_count; i++) {
		matching->is_missing[i] = !is_served(served, &expectation->values[i]);
		matching->missing += matching->is_missing[i];
	}
}

static bool has_values(const struct expectation *expectation)
{
	return expectation->value_count > 0 ||
	       (expectation->extra != NULL && expectation->extra->range_count > 0);
}

static bool is_nothing_wanted(const struct matching *matching)
{
	return is_count_zero(matching->expectation) ||
	       match_data_wanted_rcode(matching) != RCODE_NOERROR;
}

static void fail_other_type(struct matching *matching)
{
	const struct served *served = &matching->served;

	match_show_fail(matching, REASON_TYPE_DIFFERS);
	judgement_see_rdata(matching->judgement, TYPE_CNAME, matching->wire,
			    matching->size, served->other_rdata,
			    served->other_rdata_size);
	judgement_detail(matching->judgement, "CNAME is served");
}

static void fail_nodata(struct matching *matching)
{
	match_show_fail(matching, REASON_NODATA);
	match_show_end(matching);
}

/* A server of the zone does not follow aliases out of it: where they end is not seen there. */
static bool has_other_type(const struct matching *matching)
{
	const struct served *served = &matching->served;

	return served->other_type != 0 ||
	       (served->alias_count > 0 && served->count == 0 &&
		matching->item->target->is_authoritative);
}

/*
 * Data beside a response code that says there is none is rubbish, and is told; an alias beside data is
 * served to some and hides it.
 */
bool match_data_presence(struct matching *matching)
{
	bool has_data = matching->served.count > 0;

	if (has_other_type(matching)) {
		fail_other_type(matching);
	} else if (has_data && match_data_wanted_rcode(matching) != RCODE_NOERROR) {
		match_show_fail(matching, REASON_RRSET_UNEXPECTED);
	} else if (has_data || is_nothing_wanted(matching)) {
		return false;
	} else {
		fail_nodata(matching);
	}
	return true;
}

/* Of subsets and pools none has to be served. */
static bool is_each_wanted(const struct expectation *expectation)
{
	return expectation->match != MATCH_SUBSET &&
	       expectation->judging != JUDGING_MEMBER;
}

bool match_data_values(struct matching *matching)
{
	const struct expectation *expectation = matching->expectation;
	bool is_missing, is_unexpected;

	if (!has_values(expectation) || expectation->judging == JUDGING_EXISTS)
		return false;
	compare(matching);
	is_missing = matching->missing > 0 && is_each_wanted(expectation);
	is_unexpected = matching->unexpected > 0 && expectation->match != MATCH_SUPERSET;
	if (is_missing || is_unexpected) {
		match_show_difference(matching, !is_unexpected ? REASON_RRSET_MISSING
						: is_missing   ? REASON_RRSET_DIFFERS
							       : REASON_RRSET_UNEXPECTED);
	}
	return is_missing || is_unexpected;
}

bool match_data_count(struct matching *matching)
{
	const struct expectation_extra *extra = matching->expectation->extra;

	if (extra == NULL || !extra->has_count || extra->count == matching->served.count)
		return false;
	match_show_fail(matching, extra->count == 0 ? REASON_RRSET_UNEXPECTED
						    : REASON_COUNT_DIFFERS);
	return true;
}

static void fail_pattern(struct matching *matching, const struct served_rr *rr,
			 enum pattern_result result)
{
	struct judgement *judgement = matching->judgement;

	judgement_fail(judgement, REASON_PATTERN_DIFFERS);
	match_show_expected(matching);
	judgement_see_rdata(judgement, matching->expectation->type, matching->wire,
			    matching->size, rr->rdata, rr->rdata_size);
	if (result == PATTERN_TOO_COSTLY) {
		judgement_detail(judgement,
				 "the pattern takes too many steps on this record");
	}
}

bool match_data_pattern(struct matching *matching)
{
	const struct expectation_extra *extra = matching->expectation->extra;
	const struct served *served = &matching->served;

	if (extra == NULL || extra->pattern.len == 0)
		return false;
	for (size_t i = 0; i < served->count; i++) {
		const struct served_rr *rr = &served->rrs[i];
		enum pattern_result result = pattern_match(
			matching->judgement->scratch, extra->pattern,
			matching->expectation->type,
			(struct str){ (const char *)matching->wire, matching->size },
			rr->rdata, rr->rdata_size);

		if (result == PATTERN_MATCHES)
			continue;
		fail_pattern(matching, rr, result);
		return true;
	}
	return false;
}
