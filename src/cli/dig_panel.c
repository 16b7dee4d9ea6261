#include "cli/dig_panel.h"

#include "base/arena.h"
#include "cli/dig_asker.h"
#include "cli/dig_outcome.h"
#include "cli/dig_query.h"
#include "cli/dig_save.h"
#include "cli/dig_servers.h"
#include "cli/dig_target.h"
#include "cli/dig_view.h"
#include "dns/type.h"
#include "query/agreement.h"
#include "query/panel.h"
#include "report/lookup_panel.h"

enum { EXIT_DIFFERENCE = 2 };

/* A panel being asked. */
struct asking {
	struct dig_asker *asker;
	const struct dig_lookup *lookup;
	const struct server *const *servers;
	size_t count;
	struct build_query query;
	struct build_query serial;        /* SOA, for its serial */
	struct panel_question *questions; /* of the query, then as many of the serial */
	struct agreement agreement;
};

static bool fail(struct asking *asking, enum err err)
{
	return dig_line_fatal(asking->asker->line, DIG_EXIT_INTERNAL, "couldn't ask: %s",
			      err_text(err));
}

/* The SOA of the zone, or where it is not known of the name: then it may come beside the answer. */
static bool build(struct asking *asking, struct name qname, const struct name *zone)
{
	struct dig_lookup soa = *asking->lookup;
	enum err err = dig_query_build(asking->asker->scratch, asking->lookup, qname,
				       &asking->query);

	soa.type = TYPE_SOA;
	if (err == ERR_OK) {
		err = dig_query_build(asking->asker->scratch, &soa,
				      zone == NULL ? qname : *zone, &asking->serial);
	}
	return err == ERR_OK || fail(asking, err);
}

static bool ask(struct asking *asking)
{
	struct dig_asker *asker = asking->asker;
	struct engine *engine = dig_asker_engine(asker);
	const size_t count = asking->count;
	struct ask_policy policy;
	enum err err;

	if (engine == NULL)
		return false;
	dig_asker_policy(asker, asking->lookup, &policy);
	asking->questions =
		arena_array(asker->scratch, 2 * count, sizeof(*asking->questions));
	for (size_t i = 0; i < count; i++) {
		asking->questions[i].query = &asking->query;
		asking->questions[i].server = asking->servers[i];
		asking->questions[count + i].query = &asking->serial;
		asking->questions[count + i].server = asking->servers[i];
	}
	err = panel_ask(asker->scratch, engine, &policy, asking->questions, 2 * count);
	for (size_t i = 0; i < 2 * count && err == ERR_OK; i++)
		dig_save_answer(asker, asking->questions[i].answer);
	return err == ERR_OK || fail(asking, err);
}

/* What was not had counts more than what all others said; a difference is what was asked for. */
static int exit_code_of(const struct asking *asking, const struct lookup_panel *panel)
{
	const struct agreement *agreement = &asking->agreement;

	if (agreement->group_count > 1 || agreement->has_serial_difference)
		return EXIT_DIFFERENCE;
	if (agreement->group_count == 0 || agreement->silent_count > 0 ||
	    panel->unresolved_count > 0)
		return DIG_EXIT_NO_REPLY;
	return dig_outcome_of_answer(
		asking->lookup, agreement->replies[agreement->groups[0].first].answer);
}

static bool ask_and_show(struct asking *asking, struct lookup_panel *panel,
			 const struct dig_view *view, int *out_exit_code)
{
	const struct dig_asker *asker = asking->asker;
	struct agreement_asked asked = {
		.count = asking->count,
		.qname = panel->qname,
		.qtype = asking->lookup->type,
		.zone = panel->has_zone ? panel->zone : name_root,
		.is_aa_compared = panel->has_zone,
	};

	if (!build(asking, panel->qname, panel->has_zone ? &panel->zone : NULL) ||
	    !ask(asking))
		return false;
	asked.questions = asking->questions;
	asked.serials = asking->questions + asking->count;
	agreement_make(asker->scratch, &asked, &asking->agreement);
	panel->agreement = &asking->agreement;
	asker->format->panel(asker->format_state, &asker->context, &view->shown, panel);
	*out_exit_code = exit_code_of(asking, panel);
	return true;
}

bool dig_panel_run(struct dig_asker *asker, const struct dig_lookup *lookup,
		   struct name qname, const struct dig_target *target,
		   const struct dig_view *view, int *out_exit_code)
{
	struct lookup_panel panel = { .qname = qname };
	struct asking asking = {
		.asker = asker,
		.lookup = lookup,
		.servers = target->servers,
		.count = target->count,
	};
	struct dig_servers servers;

	if (lookup->is_all_ns) {
		if (!dig_servers_find(asker, lookup, qname, &servers))
			return false;
		asking.servers = servers.list;
		asking.count = servers.count;
		panel.has_zone = true;
		panel.zone = servers.zone;
		panel.unresolved = servers.unresolved;
		panel.unresolved_count = servers.unresolved_count;
		panel.left_out = servers.left_out;
		panel.why = servers.why;
	}
	if (asking.count < 2 && !lookup->is_all_ns) {
		return dig_line_fatal(
			asker->line, DIG_EXIT_USAGE,
			"+compare wants two servers or more: @SERVER @SERVER");
	}
	return ask_and_show(&asking, &panel, view, out_exit_code);
}
