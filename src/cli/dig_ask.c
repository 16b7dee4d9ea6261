#include "cli/dig_ask.h"

#include "base/arena.h"
#include "base/text.h"
#include "cli/dig_asker.h"
#include "cli/dig_clash.h"
#include "cli/dig_idn.h"
#include "cli/dig_key.h"
#include "cli/dig_outcome.h"
#include "cli/dig_query.h"
#include "cli/dig_search.h"
#include "cli/dig_target.h"
#include "cli/dig_transfer.h"
#include "cli/dig_validate.h"
#include "cli/dig_view.h"
#include "cli/dig_way.h"
#include "cli/stop.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"
#include "query/validate.h"

enum { FAULT_SIZE = 4096 };

/* A lookup on its way. */
struct asking {
	struct dig_asker *asker;
	const struct dig_lookup *lookup;
	struct dig_view view;
	struct dig_target target;
	int exit_code;
};

/* A fault of one lookup: dig ends the run, digdrift goes on to the next. */
static bool fail(struct asking *asking, const char *format, const char *name,
		 const char *why)
{
	struct dig_asker *asker = asking->asker;
	struct text text;

	if (asker->line->is_dig) {
		return dig_line_fatal(asker->line, DIG_EXIT_INTERNAL, "'%s' %s (%s)",
				      name, format, why);
	}
	text_init_growing(&text, FAULT_SIZE);
	text_add_format(&text, "'%s' %s (%s)", name, format, why);
	asker->format->fault(asker->format_state, &asker->context, &asking->view.shown,
			     text.data);
	text_free(&text);
	asking->exit_code = DIG_EXIT_USAGE;
	return true;
}

static uint16_t rcode_of(const struct answer *answer)
{
	struct message_header header;
	struct edns edns;

	if (answer->wire == NULL ||
	    message_read_header(answer->wire, answer->size, &header) != ERR_OK)
		return RCODE_NOERROR;
	edns_find(answer->wire, answer->size, &edns);
	return edns_rcode(header.flags, &edns);
}

/* An interrupt must not lose what --save is to keep; the real network alone knows signals. */
static const struct answer *ask_saved(struct dig_asker *asker,
				      const struct build_query *query,
				      const struct dig_target *target,
				      const struct ask_policy *policy)
{
	const bool is_caught = asker->save != NULL && asker->net == NULL &&
			       dig_asker_engine(asker) != NULL;
	const struct answer *answer;

	if (is_caught)
		stop_catch(asker->engine);
	answer = dig_asker_ask(asker, query, target->servers, target->count, policy);
	if (is_caught)
		stop_hold();
	return answer;
}

/* With +showbadvers and +showbadcookie such a reply is shown before it is asked again. */
static const struct answer *ask(struct asking *asking, const struct build_query *query)
{
	const struct dig_lookup *lookup = asking->lookup;
	struct dig_asker *asker = asking->asker;
	const struct dig_target *target = &asking->target;
	const struct answer *answer;
	struct ask_policy policy;
	struct ask_policy first;
	uint16_t rcode;

	dig_asker_policy(asker, lookup, &policy);
	first = policy;
	first.has_badvers_fallback &= !lookup->is_badvers_shown;
	first.has_badcookie_retry &= !lookup->is_badcookie_shown;
	answer = ask_saved(asker, query, target, &first);
	rcode = answer == NULL ? RCODE_NOERROR : rcode_of(answer);
	if ((rcode != RCODE_BADVERS || !lookup->is_badvers_shown) &&
	    (rcode != RCODE_BADCOOKIE || !lookup->is_badcookie_shown))
		return answer;
	dig_view_report(&asking->view, asker, answer, true);
	return ask_saved(asker, query, target, &policy);
}

/* To dig nothing came when what was tried after a reply brought none: TCP after a truncated one. */
static const struct answer *forget_early_reply(struct arena *arena,
					       const struct answer *answer)
{
	struct answer *last;

	if (answer->attempt_count == 0 ||
	    answer->attempts[answer->attempt_count - 1].outcome == OUTCOME_REPLY)
		return answer;
	last = arena_alloc(arena, sizeof(*last));
	*last = *answer;
	last->wire = NULL;
	last->size = 0;
	return last;
}

/* A reply that is not signed as it must be is shown, and said to be worth nothing. */
static void hold_to_key(struct asking *asking, const struct answer *answer)
{
	const struct dig_line *line = asking->asker->line;
	const char *why;

	if (line->is_dig)
		return;
	why = dig_key_judge(line, answer);
	if (why == NULL)
		return;
	(void)fprintf(line->err, ";; WARNING -- Some TSIG could not be validated: %s\n",
		      why);
	asking->exit_code = DIG_OUTCOME_TSIG;
}

/* False when the run is over. */
static bool validate(struct asking *asking, struct name qname,
		     const struct answer *answer)
{
	if (!asking->lookup->is_validated || answer->wire == NULL)
		return true;
	return dig_validate_answer(asking->asker, asking->lookup, qname, answer,
				   &asking->view.shown.validation);
}

/* Bogus data has its own exit code, whatever the rcode. */
static void hold_to_validation(struct asking *asking)
{
	const struct validate_result *result = asking->view.shown.validation;

	if (result != NULL && result->status == VALIDATE_BOGUS)
		asking->exit_code = DIG_OUTCOME_BOGUS;
}

/* Asks for one name of the search list; @has_more others are left. */
static bool ask_name(struct asking *asking, struct name qname, bool has_more,
		     bool *out_goes_on)
{
	struct dig_asker *asker = asking->asker;
	const struct answer *answer;
	struct build_query query;
	bool is_passed;

	if (dig_query_build(asker->scratch, asking->lookup, qname, &query) != ERR_OK) {
		return fail(asking, "cannot be asked", asking->lookup->name,
			    "its EDNS options are too long");
	}
	if (query.qtype == TYPE_AXFR ||
	    (query.qtype == TYPE_IXFR && asking->lookup->is_tcp)) {
		return dig_transfer_run(asker, asking->lookup, &query, &asking->target,
					&asking->view, &asking->exit_code);
	}
	answer = ask(asking, &query);
	if (answer == NULL)
		return false;
	if (asker->line->is_dig)
		answer = forget_early_reply(asker->scratch, answer);
	if (asker->line->is_dig)
		asking->view.shown.signature_fault = dig_key_judge(asker->line, answer);
	is_passed = has_more && rcode_of(answer) == RCODE_NXDOMAIN;
	if (!is_passed && !validate(asking, qname, answer))
		return false;
	dig_view_report(&asking->view, asker, answer,
			!is_passed || asker->line->globals.is_search_shown);
	*out_goes_on = is_passed;
	if (asker->line->is_dig) {
		asking->exit_code = dig_outcome_of_dig(answer);
	} else {
		asking->exit_code = dig_outcome_of_answer(asking->lookup, answer);
	}
	hold_to_validation(asking);
	hold_to_key(asking, answer);
	return true;
}

/* What +domain gave. */
static bool is_domain_good(struct dig_asker *asker)
{
	const char *domain = asker->line->globals.domain;
	struct name_buffer buffer;
	const char *why = "";

	if (domain == NULL || name_parse(str_of(domain), NULL, &buffer, &why) == ERR_OK)
		return true;
	return dig_line_fatal(asker->line, DIG_EXIT_USAGE,
			      "'%s' is not in legal name syntax (%s)", domain, why);
}

/* The names to ask for, in ASCII. */
static bool find_names(struct asking *asking, struct dig_search *out_search,
		       bool *out_has_names)
{
	struct dig_asker *asker = asking->asker;
	const char *name = asking->lookup->name;
	const char *why = "";

	*out_has_names = false;
	if (!is_domain_good(asker))
		return false;
	if (asking->lookup->has_idn_in &&
	    dig_idn_to_ascii(asker->scratch, name, &name, &why) != ERR_OK) {
		return fail(asking, "is not a legal IDNA2008 name, use +noidnin", name,
			    why);
	}
	if (dig_search_init(out_search, asker, name, &why) != ERR_OK)
		return fail(asking, "is not a legal name", name, why);
	*out_has_names = true;
	return true;
}

/* Lookups that are more than one question; they do not search. */
static bool ask_more(struct asking *asking, struct dig_search *search, dig_way *way)
{
	struct name qname;

	if (!dig_search_next(search, &qname))
		return true;
	if (asking->lookup->is_validated) {
		dig_asker_say(asking->asker,
			      ";; +validate judges the reply to one question: it is "
			      "passed over here");
	}
	return way(asking->asker, asking->lookup, qname, &asking->target, &asking->view,
		   &asking->exit_code);
}

static bool ask_names(struct asking *asking)
{
	dig_way *way = dig_way_find(asking->asker, asking->lookup);
	struct dig_search search;
	struct name qname;
	bool has_names;
	bool goes_on = true;

	if (!find_names(asking, &search, &has_names) || !has_names)
		return has_names || asking->exit_code != DIG_EXIT_OK;
	if (way != NULL)
		return ask_more(asking, &search, way);
	while (goes_on && dig_search_next(&search, &qname)) {
		if (asking->asker->line->globals.is_search_shown)
			asking->view.shown.number = ++asking->asker->number;
		goes_on = false;
		if (!ask_name(asking, qname, dig_search_has_more(&search), &goes_on))
			return false;
	}
	return true;
}

static bool has_servers(struct asking *asking)
{
	if (asking->target.count > 0)
		return true;
	dig_asker_say(asking->asker, ";; No acceptable nameservers");
	asking->exit_code = asking->asker->line->is_dig ? DIG_EXIT_OK : DIG_EXIT_USAGE;
	return false;
}

bool dig_ask_lookup(struct dig_asker *asker, struct dig_lookup *lookup)
{
	struct asking asking = { .asker = asker, .lookup = lookup };

	if (dig_asker_conf(asker) == NULL ||
	    !dig_view_init(&asking.view, asker, lookup) ||
	    !dig_target_of(asker, lookup, &asking.target) ||
	    (lookup->is_validated && !dig_validate_begin(asker)))
		return false;
	if (!asker->line->is_dig)
		dig_clash_say(asker, lookup);
	if ((dig_way_needs_no_target(asker, lookup) || has_servers(&asking)) &&
	    !ask_names(&asking))
		return false;
	asker->exit_code =
		dig_outcome_join(asker->line->is_dig, asker->exit_code, asking.exit_code);
	return true;
}
