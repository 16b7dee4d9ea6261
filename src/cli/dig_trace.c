#include "cli/dig_trace.h"

#include "base/arena.h"
#include "cli/dig_asker.h"
#include "cli/dig_query.h"
#include "cli/dig_referral.h"
#include "cli/dig_view.h"
#include "dns/type.h"

enum { STEPS_MAX = 30 };

/* A trace on its way down. */
struct trace {
	struct dig_asker *asker;
	const struct dig_lookup *lookup;
	const struct dig_view *view;
	struct name zone; /* whose servers are asked */
	const struct server *resolver;
	const struct answer *answer;
	int exit_code;
};

static bool ask(struct trace *trace, const struct dig_lookup *step, struct name qname,
		const struct dig_target *target)
{
	struct dig_asker *asker = trace->asker;
	struct build_query query;
	struct ask_policy policy;

	if (dig_query_build(asker->scratch, step, qname, &query) != ERR_OK) {
		dig_line_fatal(asker->line, DIG_EXIT_INTERNAL,
			       "the EDNS options are too long");
		return false;
	}
	dig_asker_policy(asker, step, &policy);
	trace->answer =
		dig_asker_ask(asker, &query, target->servers, target->count, &policy);
	if (trace->answer == NULL)
		return false;
	dig_view_report(trace->view, asker, trace->answer, true);
	trace->exit_code = trace->answer->wire == NULL ? DIG_EXIT_NO_REPLY : DIG_EXIT_OK;
	return true;
}

static bool has_answers(const struct answer *answer)
{
	struct message_header header;

	return answer->wire == NULL ||
	       message_read_header(answer->wire, answer->size, &header) != ERR_OK ||
	       header.counts[SECTION_ANSWER] > 0;
}

/* Delegations go down, towards the name. */
static bool is_downwards(struct trace *trace, const struct dig_referral *referral,
			 struct name qname)
{
	if (name_equal(referral->zone, trace->zone)) {
		dig_asker_say(trace->asker, ";; BAD (HORIZONTAL) REFERRAL");
		return true;
	}
	if (name_is_below(referral->zone, trace->zone) &&
	    name_is_below(qname, referral->zone))
		return true;
	dig_asker_say(trace->asker, ";; BAD REFERRAL");
	return false;
}

static bool follow(struct trace *trace, struct name qname, struct dig_referral *referral)
{
	struct dig_lookup step = *trace->lookup;

	step.has_rd = false;
	for (unsigned i = 0; i < STEPS_MAX && referral->is_found; i++) {
		trace->zone = referral->zone;
		if (!ask(trace, &step, qname, &referral->target))
			return false;
		if (has_answers(trace->answer))
			return true;
		if (!dig_referral_read(trace->asker, trace->answer, SECTION_AUTHORITY,
				       trace->resolver, true, referral))
			return false;
		if (referral->is_found && !is_downwards(trace, referral, qname))
			return true;
	}
	return true;
}

bool dig_trace_run(struct dig_asker *asker, const struct dig_lookup *lookup,
		   struct name qname, const struct dig_target *target,
		   const struct dig_view *view, int *out_exit_code)
{
	struct trace trace = {
		.asker = asker,
		.lookup = lookup,
		.view = view,
		.zone = name_root,
	};
	struct dig_lookup first = *lookup;
	struct dig_referral referral;

	first.type = TYPE_NS;
	first.has_rd = true;
	if (!ask(&trace, &first, name_root, target))
		return false;
	trace.resolver = dig_referral_resolver(trace.answer);
	if (trace.answer->wire != NULL &&
	    (!dig_referral_read(asker, trace.answer, SECTION_ANSWER, trace.resolver, true,
				&referral) ||
	     !follow(&trace, qname, &referral)))
		return false;
	*out_exit_code = trace.exit_code;
	return true;
}
