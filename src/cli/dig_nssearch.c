#include "cli/dig_nssearch.h"

#include "base/arena.h"
#include "cli/dig_asker.h"
#include "cli/dig_outcome.h"
#include "cli/dig_query.h"
#include "cli/dig_referral.h"
#include "cli/dig_save.h"
#include "cli/dig_view.h"
#include "dns/type.h"

/* The servers' answers, as they come. */
struct search {
	struct dig_asker *asker;
	const struct dig_lookup *soa;
	const struct dig_view *view;
	int exit_code;
};

static void take(void *user, const struct answer *answer)
{
	struct search *search = user;
	struct dig_asker *asker = search->asker;
	int code = dig_outcome_of_answer(search->soa, answer);

	dig_save_answer(asker, answer);
	asker->format->attempts(asker->format_state, &asker->context,
				&search->view->shown, answer);
	if (answer->wire != NULL) {
		asker->format->message(asker->format_state, &asker->context,
				       &search->view->shown, answer);
	}
	if (!asker->line->is_dig)
		search->exit_code = dig_outcome_join(false, search->exit_code, code);
}

static bool ask_all(struct search *search, struct name qname,
		    const struct dig_target *target)
{
	struct dig_asker *asker = search->asker;
	struct engine *engine = dig_asker_engine(asker);
	struct build_query query;
	struct ask_policy policy;
	enum err err = dig_query_build(asker->scratch, search->soa, qname, &query);

	if (engine == NULL)
		return false;
	dig_asker_policy(asker, search->soa, &policy);
	for (size_t i = 0; i < target->count && err == ERR_OK; i++) {
		const struct ask ask = {
			.query = &query,
			.servers = &target->servers[i],
			.server_count = 1,
			.policy = &policy,
			.done = take,
			.user = search,
		};

		err = engine_ask(engine, &ask);
	}
	if (err == ERR_OK)
		err = engine_run(engine);
	return err == ERR_OK || dig_line_fatal(asker->line, DIG_EXIT_INTERNAL,
					       "couldn't ask: %s", err_text(err));
}

/* The name servers, which are not shown; what went wrong with them is. */
static const struct answer *find_servers(struct search *search,
					 const struct dig_lookup *lookup,
					 struct name qname,
					 const struct dig_target *target)
{
	struct dig_asker *asker = search->asker;
	const struct answer *answer;
	struct build_query query;
	struct ask_policy policy;

	if (dig_query_build(asker->scratch, lookup, qname, &query) != ERR_OK) {
		dig_line_fatal(asker->line, DIG_EXIT_INTERNAL,
			       "the EDNS options are too long");
		return NULL;
	}
	dig_asker_policy(asker, lookup, &policy);
	answer = dig_asker_ask(asker, &query, target->servers, target->count, &policy);
	if (answer != NULL)
		dig_view_report(search->view, asker, answer, false);
	return answer;
}

bool dig_nssearch_run(struct dig_asker *asker, const struct dig_lookup *lookup,
		      struct name qname, const struct dig_target *target,
		      const struct dig_view *view, int *out_exit_code)
{
	struct dig_lookup soa = *lookup;
	struct dig_referral referral = { .is_found = false };

	soa.type = TYPE_SOA;
	soa.has_rd = false;

	struct search search = { .asker = asker, .soa = &soa, .view = view };
	const struct answer *answer = find_servers(&search, lookup, qname, target);

	if (answer == NULL ||
	    (answer->wire != NULL &&
	     !dig_referral_read(asker, answer, SECTION_ANSWER,
				dig_referral_resolver(answer), false, &referral)))
		return false;
	if (referral.is_found && !ask_all(&search, qname, &referral.target))
		return false;
	if (!referral.is_found && !asker->line->is_dig) {
		search.exit_code = dig_outcome_of_answer(lookup, answer);
	} else if (answer->wire == NULL) {
		search.exit_code = DIG_EXIT_NO_REPLY;
	}
	*out_exit_code = search.exit_code;
	return true;
}
