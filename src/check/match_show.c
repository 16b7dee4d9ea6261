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

void match_show_expected(const struct matching *matching)
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

void match_show_served(const struct matching *matching)
{
	const struct served *served = &matching->served;
	struct judgement *judgement = matching->judgement;

	for (size_t i = 0; i < served->count; i++)
		judgement_see_rdata(judgement, matching->expectation->type,
				    matching->wire, matching->size, served->rrs[i].rdata,
				    served->rrs[i].rdata_size);
}

/* Data that fails or is shown: both sides whole. */
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
