#include "cli/dig_descent_step.h"

#include "base/arena.h"
#include "cli/dig_asker.h"
#include "cli/dig_query.h"
#include "cli/dig_servers.h"
#include "dns/type.h"
#include "query/answer.h"
#include "query/descent_cut.h"
#include "query/panel.h"
#include "query/walk.h"

/* Two address types for each name server, and the keys. */
enum { OWN_QUESTIONS_MAX = 2 * WALK_SERVERS_MAX + 1 };

static bool fail(const struct dig_descent_step_asking *asking, enum err err)
{
	return dig_line_fatal(asking->asker->line, DIG_EXIT_INTERNAL, "couldn't ask: %s",
			      err_text(err));
}

/* A question as the lookup's options have it, but for what an authoritative server has. */
static struct build_query *build(const struct dig_descent_step_asking *asking,
				 struct name qname, uint16_t qtype)
{
	struct arena *arena = asking->asker->scratch;
	struct build_query *query = arena_alloc(arena, sizeof(*query));
	struct dig_lookup lookup = *asking->lookup;
	enum err err;

	lookup.type = qtype;
	lookup.has_rd = false;
	err = dig_query_build(arena, &lookup, qname, query);
	if (err == ERR_OK)
		return query;
	fail(asking, err);
	return NULL;
}

/* Each server of the zone twice: the question, and for a cut the zone's NS. */
static bool ask_servers(const struct dig_descent_step_asking *asking,
			struct descent_step *step, const struct walk_zone *found,
			struct descent_cut_asked *cut)
{
	struct arena *arena = asking->asker->scratch;
	const bool has_no_v6 = dig_servers_has_no_v6(asking->asker);
	const struct build_query *query =
		build(asking, step->qname, asking->lookup->type);
	const struct build_query *ns = build(asking, step->zone, TYPE_NS);
	struct panel_question *questions =
		arena_array(arena, 2 * found->server_count, sizeof(*questions));
	struct agreement_asked asked = {
		.questions = questions,
		.qname = step->qname,
		.qtype = asking->lookup->type,
		.zone = step->zone,
		.is_aa_compared = true,
	};
	size_t count = 0;
	enum err err;

	if (query == NULL || ns == NULL)
		return false;
	for (size_t i = 0; i < found->server_count; i++) {
		const struct server *server = found->servers[i].server;

		if (!has_no_v6 || !server_is_global_v6(server)) {
			questions[count++] =
				(struct panel_question){ query, server, NULL };
		}
	}
	for (size_t i = 0; i < count; i++) {
		questions[count + i] =
			(struct panel_question){ ns, questions[i].server, NULL };
	}
	err = panel_ask(arena, asking->asker->engine, asking->policy, questions,
			step->has_cut ? 2 * count : count);
	if (err != ERR_OK)
		return fail(asking, err);
	asked.count = count;
	agreement_make(arena, &asked, &step->agreement);
	cut->ns = questions + count;
	cut->ns_count = count;
	return true;
}

static bool add(const struct dig_descent_step_asking *asking, struct name qname,
		uint16_t qtype, struct panel_question *questions, size_t *count,
		const struct server *server)
{
	const struct build_query *query = build(asking, qname, qtype);

	if (query == NULL)
		return false;
	questions[(*count)++] = (struct panel_question){ query, server, NULL };
	return true;
}

/* The keys, and the addresses of name servers inside the zone, of one server that has authority. */
static bool ask_own(const struct dig_descent_step_asking *asking,
		    struct descent_step *step, struct descent_cut_asked *cut)
{
	struct arena *arena = asking->asker->scratch;
	struct panel_question *questions =
		arena_array(arena, OWN_QUESTIONS_MAX, sizeof(*questions));
	const struct server *server = step->cut.own->server;
	const struct rrset *ns = step->cut.found->ns;
	size_t count = 0;
	enum err err;

	if (!add(asking, step->zone, TYPE_DNSKEY, questions, &count, server))
		return false;
	for (uint16_t i = 0; i < ns->count; i++) {
		struct name name = { ns->rdata[i].wire, ns->rdata[i].wire_size };

		if (!name_is_valid(name.wire, name.size) ||
		    !descent_cut_is_own(step, name) || count + 2 > OWN_QUESTIONS_MAX)
			continue;
		if (!add(asking, name, TYPE_A, questions, &count, server) ||
		    !add(asking, name, TYPE_AAAA, questions, &count, server))
			return false;
	}
	err = panel_ask(arena, asking->asker->engine, asking->policy, questions, count);
	if (err != ERR_OK)
		return fail(asking, err);
	cut->keys = questions[0].answer;
	cut->glue = questions + 1;
	cut->glue_count = count - 1;
	return true;
}

static bool is_family_wanted(const struct dig_globals *globals,
			     const struct server *server)
{
	const bool is_v6 = server->address.any.sa_family == AF_INET6;

	return is_v6 ? !globals->is_v4_only : !globals->is_v6_only;
}

/* The root itself could not be found: those that the walk began with are asked one by one. */
static const struct walk_zone *use_hints(struct dig_asker *asker,
					 const struct walk_zone *root)
{
	struct walk_zone *zone = arena_alloc(asker->scratch, sizeof(*zone));
	struct walk_server *servers =
		arena_array(asker->scratch, asker->root_count, sizeof(*servers));

	*zone = *root;
	zone->servers = servers;
	for (size_t i = 0; i < asker->root_count; i++) {
		if (is_family_wanted(&asker->line->globals, asker->roots[i]))
			servers[zone->server_count++].server = asker->roots[i];
	}
	return zone;
}

bool dig_descent_step_ask(const struct dig_descent_step_asking *asking,
			  struct descent_step *step, const struct answer *referral)
{
	struct arena *arena = asking->asker->scratch;
	struct descent_cut_asked cut = { .referral = referral };
	const struct walk_zone *found =
		dig_servers_find_zone(asking->asker, asking->lookup, step->zone);

	if (found == NULL)
		return false;
	step->is_hinted = name_is_root(step->zone) && found->server_count == 0;
	if (step->is_hinted)
		found = use_hints(asking->asker, found);
	step->cut.found = found;
	if (!ask_servers(asking, step, found, &cut))
		return false;
	if (step->has_cut) {
		descent_cut_read(arena, step, &cut);
		if (step->cut.own != NULL && !ask_own(asking, step, &cut))
			return false;
		descent_cut_judge(arena, asking->descent, step, &cut);
	}
	descent_judge_step(arena, asking->descent, step);
	return true;
}
