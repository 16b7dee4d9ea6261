/*
 * A declared RRset of a zone, at one server.
 *
 * 1. Ask the server for owner and type, without RD where it is a server of the zone.
 * 2. Judge the answer by check/match.h.
 */
#include "check/casework.h"
#include "check/judgement.h"
#include "check/kind.h"
#include "check/match.h"
#include "dns/message.h"
#include "dns/type.h"

static void record_ask(const struct subject *subject, const struct evidence *evidence,
		       struct asks *asks)
{
	const struct expectation *expectation = subject->spec;
	const struct target *target = &evidence->targets[0];
	struct wish wish = {
		.qname = { expectation->owner, expectation->owner_size },
		.qtype = expectation->type,
		.qclass = CLASS_IN,
		.flags = target->is_authoritative ? 0 : FLAG_RD,
	};

	if (evidence->count == 0)
		casework_wish(asks, target, &wish);
}

static void record_judge(const struct subject *subject, const struct evidence *evidence,
			 struct judgement *judgement)
{
	match_judge(judgement, subject->spec, &evidence->items[0], MATCH_ALIAS_DIFFERS);
	judgement_give(judgement, &evidence->items[0]);
}

const struct check_kind kind_record = {
	.entry = { "record", "an RRset of a zone is served as declared" },
	.ask = record_ask,
	.judge = record_judge,
};
