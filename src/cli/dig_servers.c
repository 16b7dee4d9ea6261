#include "cli/dig_servers.h"

#include "base/arena.h"
#include "cli/dig_asker.h"
#include "dns/type.h"
#include "query/hints.h"
#include "query/route.h"
#include "query/walk.h"

enum { MS_A_SECOND = 1000 };

/* For who asks the servers of the root one by one. */
static void keep_roots(struct dig_asker *asker, const struct walk_options *options)
{
	asker->roots = options->roots;
	asker->root_count = options->root_count;
}

/* False when the hints cannot be read, which was said. */
static bool read_roots(struct dig_asker *asker, struct walk_options *options)
{
	const struct dig_globals *globals = &asker->line->globals;
	const struct server **roots = NULL;
	const char *why = "";
	enum err err;

	if (asker->root_count > 0) {
		options->roots = asker->roots;
		options->root_count = asker->root_count;
		return true;
	}
	if (globals->root_hints == NULL) {
		options->root_count = hints_builtin(asker->arena, globals->port, &roots);
		options->roots = roots;
		keep_roots(asker, options);
		return true;
	}
	err = hints_read(asker->arena, globals->root_hints, globals->port, &roots,
			 &options->root_count, &why);
	options->roots = roots;
	keep_roots(asker, options);
	return err == ERR_OK || dig_line_fatal(asker->line, DIG_EXIT_USAGE,
					       "couldn't read the root hints: %s", why);
}

const struct ask_policy *dig_servers_policy(struct dig_asker *asker,
					    const struct dig_lookup *lookup)
{
	struct ask_policy *policy = arena_alloc(asker->arena, sizeof(*policy));
	const unsigned timeout_s = asker->line->globals.timeout_s;

	*policy = engine_policy_default;
	if (timeout_s > 0) {
		policy->timeout_ms =
			(timeout_s < DIG_TIMEOUT_S_MAX ? timeout_s : DIG_TIMEOUT_S_MAX) *
			MS_A_SECOND;
	}
	if (lookup->tries > 0) {
		policy->tries =
			lookup->tries < DIG_TRIES_MAX ? lookup->tries : DIG_TRIES_MAX;
	}
	return policy;
}

bool dig_servers_has_no_v6(const struct dig_asker *asker)
{
	return !asker->line->globals.is_v6_only && !route_has_v6();
}

struct walk *dig_servers_walk(struct dig_asker *asker, const struct dig_lookup *lookup)
{
	const struct dig_globals *globals = &asker->line->globals;
	struct engine *engine = dig_asker_engine(asker);
	struct walk_options options = {
		.port = globals->port,
		.has_v4 = !globals->is_v6_only,
		.has_v6 = !globals->is_v4_only,
		.is_v6_last = dig_servers_has_no_v6(asker),
	};
	enum err err;

	if (asker->walk != NULL || engine == NULL || !read_roots(asker, &options))
		return asker->walk;
	options.policy = dig_servers_policy(asker, lookup);
	err = walk_new(asker->arena, engine, &options, &asker->walk);
	if (err != ERR_OK) {
		dig_line_fatal(asker->line, DIG_EXIT_INTERNAL,
			       "couldn't go down from the root: %s", err_text(err));
	}
	return asker->walk;
}

static void keep(void *user, const struct walk_zone *zone)
{
	const struct walk_zone **found = user;

	*found = zone;
}

static void add(struct dig_asker *asker, const struct walk_server *servers, size_t count,
		struct dig_servers *out_servers)
{
	const struct server **list =
		arena_array(asker->scratch, count, sizeof(struct server *));
	bool is_left_out = dig_servers_has_no_v6(asker);

	for (size_t i = 0; i < count; i++) {
		if (is_left_out && server_is_global_v6(servers[i].server)) {
			out_servers->left_out++;
		} else {
			list[out_servers->count++] = servers[i].server;
		}
	}
	out_servers->list = list;
}

static void take(struct dig_asker *asker, const struct walk_zone *zone, bool is_parent,
		 struct dig_servers *out_servers)
{
	*out_servers = (struct dig_servers){ .zone = zone->zone };
	if (!is_parent) {
		out_servers->unresolved = zone->unresolved;
		out_servers->unresolved_count = zone->unresolved_count;
		add(asker, zone->servers, zone->server_count, out_servers);
		return;
	}
	out_servers->zone = zone->parent;
	add(asker, zone->parents, zone->parent_count, out_servers);
}

/* A name inside a zone is "not delegated", or does not exist: that is no failure. */
static bool is_inside(const struct walk_zone *zone)
{
	return zone->failure == WALK_NOT_DELEGATED || zone->failure == WALK_NXDOMAIN;
}

const struct walk_zone *dig_servers_find_zone(struct dig_asker *asker,
					      const struct dig_lookup *lookup,
					      struct name zone)
{
	struct walk *walk = dig_servers_walk(asker, lookup);
	const struct walk_zone *found = NULL;
	enum err err;

	if (walk == NULL)
		return NULL;
	err = walk_find(walk, zone, keep, &found);
	if (err == ERR_OK && found == NULL)
		err = engine_run(asker->engine);
	if (err != ERR_OK || found == NULL) {
		dig_line_fatal(asker->line, DIG_EXIT_INTERNAL,
			       "couldn't find the servers: %s", err_text(err));
	}
	return err == ERR_OK ? found : NULL;
}

bool dig_servers_find(struct dig_asker *asker, const struct dig_lookup *lookup,
		      struct name qname, struct dig_servers *out_servers)
{
	const struct walk_zone *found = dig_servers_find_zone(asker, lookup, qname);
	bool is_parent;

	if (found == NULL)
		return false;
	is_parent = found->failure != WALK_OK && found->server_count == 0;
	if (lookup->type == TYPE_DS && !name_is_root(qname))
		is_parent = true;
	/* The servers of a zone inside another are known once that zone itself was looked for. */
	if (is_parent && is_inside(found) && !name_is_root(found->parent)) {
		const struct walk_zone *parent =
			dig_servers_find_zone(asker, lookup, found->parent);

		if (parent == NULL)
			return false;
		if (parent->server_count > 0) {
			take(asker, parent, false, out_servers);
			return true;
		}
	}
	take(asker, found, is_parent, out_servers);
	if (found->failure != WALK_OK && !is_inside(found))
		out_servers->why = found->why;
	return true;
}
