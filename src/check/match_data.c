#include "check/match_data.h"

#include <string.h>

#include "check/judgement.h"
#include "check/match_show.h"
#include "check/matching.h"
#include "check/pattern.h"
#include "dns/type.h"

bool match_data_has_wanted_rcode(const struct matching *matching)
{
	const struct expectation_extra *extra = matching->expectation->extra;

	return extra != NULL && extra->has_rcode && extra->rcode == matching->rcode;
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
		match_show_expected(matching);
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

bool match_data_presence(struct matching *matching)
{
	const struct expectation *expectation = matching->expectation;
	bool is_nothing_wanted =
		is_count_zero(expectation) ||
		(match_data_has_wanted_rcode(matching) && !has_values(expectation));

	/* An alias beside the data is served to some and hides it. */
	if (is_nothing_wanted ||
	    (matching->served.count > 0 && matching->served.other_type == 0))
		return false;
	if (matching->served.other_type != 0) {
		match_show_fail(matching, REASON_TYPE_DIFFERS);
		judgement_see_rdata(matching->judgement, matching->served.other_type,
				    matching->wire, matching->size,
				    matching->served.other_rdata,
				    matching->served.other_rdata_size);
		judgement_detail(matching->judgement, "CNAME is served");
		return true;
	}
	match_show_fail(matching, REASON_NODATA);
	return true;
}

bool match_data_values(struct matching *matching)
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

bool match_data_count(struct matching *matching)
{
	const struct expectation_extra *extra = matching->expectation->extra;

	if (extra == NULL || !extra->has_count || extra->count == matching->served.count)
		return false;
	match_show_fail(matching, extra->count == 0 ? REASON_RRSET_UNEXPECTED
						    : REASON_COUNT_DIFFERS);
	return true;
}

bool match_data_pattern(struct matching *matching)
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
		match_show_expected(matching);
		judgement_see_rdata(matching->judgement, matching->expectation->type,
				    matching->wire, matching->size, rr->rdata,
				    rr->rdata_size);
		return true;
	}
	return false;
}
