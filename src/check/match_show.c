#include "check/match_show.h"

#include "base/arena.h"
#include "base/text.h"
#include "check/judgement.h"
#include "check/matching.h"
#include "check/pattern.h"
#include "dns/type.h"

static struct str rcode_words(const struct matching *matching, uint16_t rcode)
{
	char buffer[32];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	type_print_rcode(&text, rcode);
	return str_copy(matching->judgement->scratch, text_str(&text));
}

static void expect_value(const struct matching *matching, unsigned index)
{
	const struct rrset_rdata *value = &matching->expectation->values[index];

	judgement_expect_rdata(matching->judgement, matching->expectation->type,
			       value->wire, value->wire_size);
}

static void see_record(const struct matching *matching, const struct served_rr *rr)
{
	judgement_see_rdata(matching->judgement, matching->expectation->type,
			    matching->wire, matching->size, rr->rdata, rr->rdata_size);
}

/* What is declared beside values. */
static void expect_rest(const struct matching *matching)
{
	const struct expectation_extra *extra = matching->expectation->extra;
	struct judgement *judgement = matching->judgement;

	if (extra == NULL)
		return;
	for (size_t i = 0; i < extra->range_count; i++) {
		pattern_expect_range(judgement, matching->expectation->type,
				     &extra->ranges[i]);
	}
	if (extra->has_rcode) {
		judgement_expect(judgement, "%s",
				 rcode_words(matching, extra->rcode).data);
	}
	if (extra->has_count) {
		judgement_expect(judgement, "%u %s", (unsigned)extra->count,
				 extra->count == 1 ? "record" : "records");
	}
	if (extra->pattern.len > 0) {
		judgement_expect(judgement, "matches %.*s", (int)extra->pattern.len,
				 extra->pattern.data);
	}
}

void match_show_expected(const struct matching *matching)
{
	for (unsigned i = 0; i < matching->expectation->value_count; i++)
		expect_value(matching, i);
	expect_rest(matching);
}

void match_show_unanswered(const struct matching *matching)
{
	struct verdict *verdict = &matching->judgement->verdict;

	match_show_expected(matching);
	verdict->has_difference = true;
	verdict->expected_differing = 0;
	verdict->actual_differing = 0;
}

void match_show_served(const struct matching *matching)
{
	for (size_t i = 0; i < matching->served.count; i++)
		see_record(matching, &matching->served.rrs[i]);
}

static void expect_by_missing(const struct matching *matching, bool is_missing)
{
	for (unsigned i = 0; i < matching->expectation->value_count; i++) {
		if (matching->is_missing[i] == is_missing)
			expect_value(matching, i);
	}
}

static void see_by_expected(const struct matching *matching, bool is_expected)
{
	for (size_t i = 0; i < matching->served.count; i++) {
		if (matching->served.rrs[i].is_expected == is_expected)
			see_record(matching, &matching->served.rrs[i]);
	}
}

void match_show_difference(struct matching *matching, enum reason reason)
{
	const struct expectation *expectation = matching->expectation;
	struct judgement *judgement = matching->judgement;
	struct verdict *verdict = &judgement->verdict;
	bool is_any = expectation->match == MATCH_SUBSET ||
		      expectation->judging == JUDGING_MEMBER;

	judgement_fail(judgement, reason);
	verdict->has_difference = true;
	expect_by_missing(matching, true);
	verdict->expected_differing = verdict->expected_count;
	expect_by_missing(matching, false);
	expect_rest(matching);
	/* Where any of the list may be served, all of it is what was wanted. */
	if (is_any)
		verdict->expected_differing = verdict->expected_count;
	if (expectation->match != MATCH_SUPERSET) {
		see_by_expected(matching, false);
		verdict->actual_differing = verdict->actual_count;
	}
	see_by_expected(matching, true);
	if (expectation->match == MATCH_SUPERSET)
		see_by_expected(matching, false);
}

void match_show_end(const struct matching *matching)
{
	char buffer[NAME_TEXT_MAX];
	struct text text;

	if (matching->served.end == NULL)
		return;
	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name_of(matching->served.end));
	judgement_detail(matching->judgement, "at %s, where its aliases lead", buffer);
}

void match_show_fail(struct matching *matching, enum reason reason)
{
	judgement_fail(matching->judgement, reason);
	match_show_expected(matching);
	match_show_served(matching);
}

void match_show_fail_rcode(struct matching *matching, enum reason reason)
{
	judgement_fail(matching->judgement, reason);
	match_show_expected(matching);
	judgement_see(matching->judgement, "%s",
		      rcode_words(matching, matching->rcode).data);
	match_show_served(matching);
}
