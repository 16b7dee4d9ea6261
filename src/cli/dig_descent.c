#include "cli/dig_descent.h"

#include "base/arena.h"
#include "base/text.h"
#include "cli/dig_asker.h"
#include "cli/dig_descent_step.h"
#include "cli/dig_outcome.h"
#include "cli/dig_query.h"
#include "cli/dig_referral.h"
#include "cli/dig_servers.h"
#include "cli/dig_target.h"
#include "cli/dig_view.h"
#include "dns/type.h"
#include "query/answer.h"
#include "query/descent.h"
#include "query/walk.h"

enum { EXIT_FAULT = 2, STEPS_MAX = 64, ALIASES_MAX = 8, ADDRESS_MAX = 128 };

static bool fail_roots(struct dig_asker *asker, const struct server *server)
{
	char buffer[ADDRESS_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	server_print_address(&text, server);
	return dig_line_fatal(asker->line, DIG_EXIT_NO_REPLY,
			      "%s does not tell the servers of the root; name a server "
			      "that does, or a file of them with +roothints=FILE",
			      buffer);
}

/* The servers of the root as the one that was named knows them. */
static bool ask_for_roots(struct dig_asker *asker, const struct dig_lookup *lookup,
			  const struct dig_target *target)
{
	struct dig_lookup first = *lookup;
	struct dig_referral referral;
	const struct answer *answer;
	struct build_query query;
	struct ask_policy policy;

	first.type = TYPE_NS;
	first.has_rd = true;
	if (dig_query_build(asker->arena, &first, name_root, &query) != ERR_OK) {
		return dig_line_fatal(asker->line, DIG_EXIT_INTERNAL,
				      "the EDNS options are too long");
	}
	dig_asker_policy(asker, &first, &policy);
	answer = dig_asker_ask(asker, &query, target->servers, target->count, &policy);
	if (answer == NULL)
		return false;
	if (answer->wire == NULL) {
		return dig_line_fatal(asker->line, DIG_EXIT_NO_REPLY,
				      "couldn't get the servers of the root: %s",
				      answer_outcome_text(answer->outcome));
	}
	if (!dig_referral_read(asker, answer, SECTION_ANSWER,
			       dig_referral_resolver(answer), false, &referral))
		return false;
	if (!referral.is_found)
		return fail_roots(asker, answer->server);
	asker->root_count = referral.target.count;
	asker->roots = arena_copy(asker->arena, referral.target.servers,
				  referral.target.count * sizeof(struct server *));
	return true;
}

/* Where the aliases of an answer lead, when it does not hold what is there; else false. */
static bool find_alias(const struct descent *descent, const struct descent_step *step,
		       struct name *out_target)
{
	const struct agreement_reply *reply = step->reply;
	struct name name = step->qname;
	bool has_moved = false;

	if (descent->qtype == TYPE_CNAME || descent->qtype == TYPE_ANY)
		return false;
	for (size_t i = 0; i <= reply->rrset_count; i++) {
		const struct rrset data = { .owner = name,
					    .type = descent->qtype,
					    .rr_class = CLASS_IN };
		const struct rrset alias = { .owner = name,
					     .type = TYPE_CNAME,
					     .rr_class = CLASS_IN };
		const struct rrset *found = agreement_find(reply, &alias);

		if (agreement_find(reply, &data) != NULL)
			return false;
		if (found == NULL ||
		    !name_is_valid(found->rdata[0].wire, found->rdata[0].wire_size))
			break;
		name = (struct name){ found->rdata[0].wire, found->rdata[0].wire_size };
		has_moved = true;
	}
	*out_target = name;
	return has_moved;
}

/* No server led on; when none could even be asked, that is not known to be well. */
static void explain_end(struct dig_asker *asker, struct descent *descent,
			struct descent_step *step)
{
	const char *why = step->cut.found->why;

	descent->why = step->is_hinted
			       ? "no server of the root is of use; name others with "
				 "+roothints=FILE"
			       : "none of its servers is of use";
	if (descent->counts[DESCENT_BAD] + descent->counts[DESCENT_UNKNOWN] == 0) {
		descent_find(asker->scratch, descent, step, DESCENT_NO_REPLY,
			     "none of its servers could be asked%s%s",
			     why == NULL ? "" : ": ", why == NULL ? "" : why);
	}
}

/* Where the way goes on; false at its end. */
static bool go_on(struct dig_asker *asker, struct descent *descent,
		  struct descent_step *step, struct name *zone, struct name *qname)
{
	const struct agreement_reply *reply = step->reply;

	if (reply == NULL) {
		explain_end(asker, descent, step);
		return false;
	}
	if (reply->kind == AGREEMENT_REFERRAL) {
		*zone = reply->rrsets[0].owner;
		return true;
	}
	if (reply->kind != AGREEMENT_DATA || !find_alias(descent, step, qname))
		return false;
	if (descent->alias_count == ALIASES_MAX) {
		descent_find(asker->scratch, descent, step, DESCENT_ALIAS_LOOP,
			     "the aliases do not end");
		return false;
	}
	descent->alias_count++;
	*zone = descent_above(descent, *qname)->zone;
	return true;
}

static bool is_met(const struct descent *descent, struct name zone)
{
	for (const struct descent_step *step = descent->steps; step != NULL;
	     step = step->next) {
		if (name_equal(step->zone, zone))
			return true;
	}
	return false;
}

static bool descend(struct dig_asker *asker, const struct dig_lookup *lookup,
		    struct descent *descent)
{
	const struct dig_descent_step_asking asking = {
		.asker = asker,
		.lookup = lookup,
		.descent = descent,
		.policy = dig_servers_policy(asker, lookup),
	};
	const struct answer *referral = NULL;
	struct name zone = name_root;
	struct name qname = descent->qname;
	struct descent_step *step;

	do {
		bool has_cut = !is_met(descent, zone);

		if (descent->step_count == STEPS_MAX) {
			descent->why = "it takes too many steps";
			return true;
		}
		step = descent_add(asker->scratch, descent, zone, qname);
		step->has_cut = has_cut && !name_is_root(zone);
		if (!dig_descent_step_ask(&asking, step, referral))
			return false;
		referral = step->reply == NULL ? NULL : step->reply->answer;
	} while (go_on(asker, descent, step, &zone, &qname));
	return true;
}

static const struct descent_step *last_step(const struct descent *descent)
{
	const struct descent_step *step = descent->steps;

	while (step->next != NULL)
		step = step->next;
	return step;
}

static int exit_code_of(const struct dig_lookup *lookup, const struct descent *descent)
{
	const struct descent_step *last = last_step(descent);

	if (descent->counts[DESCENT_BAD] > 0)
		return EXIT_FAULT;
	if (descent->counts[DESCENT_UNKNOWN] > 0 || last->reply == NULL)
		return DIG_EXIT_NO_REPLY;
	return dig_outcome_of_answer(lookup, last->reply->answer);
}

bool dig_descent_run(struct dig_asker *asker, const struct dig_lookup *lookup,
		     struct name qname, const struct dig_target *target,
		     const struct dig_view *view, int *out_exit_code)
{
	struct descent descent;

	if (lookup->servers != NULL && asker->line->globals.root_hints == NULL &&
	    asker->root_count == 0 && !ask_for_roots(asker, lookup, target))
		return false;
	descent_init(&descent, qname, lookup->type);
	if (!descend(asker, lookup, &descent))
		return false;
	asker->format->descent(asker->format_state, &asker->context, &view->shown,
			       &descent);
	*out_exit_code = exit_code_of(lookup, &descent);
	return true;
}
