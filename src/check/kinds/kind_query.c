/*
 * A question of the user's own choice, at each server of its list.
 *
 * 1. Ask the question as it is written: type, flags, transport.
 * 2. Judge response code, data and TTL as for a declared RRset (check/match.h); aliases are followed.
 * 3. Judge the header flags and the time it took.
 */
#include "base/text.h"
#include "check/casework.h"
#include "check/judgement.h"
#include "check/kind.h"
#include "check/match.h"
#include "check/query_spec.h"
#include "dns/message.h"
#include "dns/type.h"

static const struct schema_list *query_asked(const void *spec, struct name *out_name)
{
	const struct query_spec *query = spec;

	*out_name =
		(struct name){ query->expectation.owner, query->expectation.owner_size };
	return &query->ask;
}

static void query_ask(const struct subject *subject, const struct evidence *evidence,
		      struct asks *asks)
{
	const struct query_spec *spec = subject->spec;
	const struct target *target = &evidence->targets[0];
	const struct wish wish = {
		.qname = { spec->expectation.owner, spec->expectation.owner_size },
		.qtype = spec->expectation.type,
		.qclass = CLASS_IN,
		.flags = spec->has_query_flags      ? spec->query_flags
			 : target->is_authoritative ? 0
						    : FLAG_RD,
		.has_transport = spec->has_transport,
		.transport = spec->is_tcp ? TRANSPORT_TCP : TRANSPORT_UDP,
		.timeout_ms = spec->timeout_ms,
		.tries = spec->tries,
	};

	if (evidence->count == 0)
		casework_wish(asks, target, &wish);
}

static void add_flags(struct text *text, uint16_t flags)
{
	text_add_cstr(text, "flags");
	for (size_t i = 0; i < QUERY_SPEC_FLAGS; i++) {
		if ((flags & query_spec_flags[i].bit) != 0)
			text_add_format(text, " %s", query_spec_flags[i].name);
	}
}

static void judge_flags(struct judgement *judgement, uint16_t wanted,
			const struct answer *answer)
{
	struct message_header header;
	char expected[64], actual[64];
	struct text text;

	if (judgement->verdict.state != STATE_OK ||
	    message_read_header(answer->wire, answer->size, &header) != ERR_OK ||
	    (header.flags & wanted) == wanted)
		return;
	judgement_fail(judgement, REASON_FLAGS_DIFFER);
	text_init(&text, expected, sizeof(expected));
	add_flags(&text, wanted);
	text_init(&text, actual, sizeof(actual));
	add_flags(&text, header.flags);
	judgement_expect(judgement, "%s", expected);
	judgement_see(judgement, "%s", actual);
}

static void query_judge(const struct subject *subject, const struct evidence *evidence,
			struct judgement *judgement)
{
	const struct query_spec *spec = subject->spec;
	const struct evidence_item *item = &evidence->items[0];

	match_judge(judgement, &spec->expectation, item, MATCH_ALIAS_FOLLOWS);
	judge_flags(judgement, spec->wanted_flags, item->answer);
	if (spec->rtt_warning_us > 0 || spec->rtt_critical_us > 0) {
		judgement->rtt_warning_us = spec->rtt_warning_us;
		judgement->rtt_critical_us = spec->rtt_critical_us;
	}
	judgement_give(judgement, item);
}

const struct check_kind kind_query = {
	.entry = { "query", "a question of your choice is answered as expected" },
	.declared = &query_spec_declared,
	.is_shared = true,
	.asked = query_asked,
	.ask = query_ask,
	.judge = query_judge,
};
