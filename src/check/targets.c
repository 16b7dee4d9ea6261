#include "check/targets.h"

#include "base/arena.h"
#include "base/attr.h"
#include "base/fault.h"
#include "base/map.h"
#include "base/nearest.h"
#include "query/resolvconf.h"
#include "query/server.h"
#include "query/server_host.h"

enum { TARGETS_MAX = 256, CANDIDATES_MAX = 128, DNS_PORT = 53 };

/* A declared group with its addresses read. */
struct group {
	struct str name;
	const struct server **servers; /* NULL for an address that is none */
	const struct schema_list *items;
	struct group *next;
};

struct targets {
	struct arena *arena;
	const struct declaration *declaration;
	struct group *groups;
	struct map *known; /* items pointer to plan */
};

/* A list in the making. */
struct listing {
	struct targets *targets;
	struct faults *faults;
	struct target items[TARGETS_MAX];
	size_t count;
	bool has_authoritative;
	bool is_full;
};

static const struct server *read_address(struct targets *targets,
					 const struct schema_text *item,
					 const char **out_why)
{
	const char *host = NULL;
	struct server *server;

	if (server_parse_named(targets->arena, item->text, DNS_PORT, &server, &host,
			       out_why) != ERR_OK)
		return NULL;
	if (host != NULL)
		server = server_host_find(targets->arena, server, host);
	server->name = server->tls_name; /* an address is no name */
	return server;
}

static struct group *read_group(struct targets *targets,
				const struct declared_group *declared,
				struct faults *faults)
{
	struct group *group = arena_alloc(targets->arena, sizeof(*group));
	const char *why = "";

	group->name = declared->name;
	group->items = &declared->servers;
	group->servers = arena_array(targets->arena, declared->servers.count,
				     sizeof(const struct server *));
	for (size_t i = 0; i < declared->servers.count; i++) {
		const struct schema_text *item = &declared->servers.items[i];

		group->servers[i] = read_address(targets, item, &why);
		if (group->servers[i] == NULL) {
			faults_add(faults, item->place,
				   "\"%.*s\" in the group \"%.*s\" is not an address: %s",
				   (int)item->text.len, item->text.data,
				   (int)group->name.len, group->name.data, why);
		}
	}
	return group;
}

struct targets *targets_new(struct arena *arena, const struct declaration *declaration,
			    struct faults *faults)
{
	struct targets *targets = arena_alloc(arena, sizeof(*targets));
	struct group **end = &targets->groups;

	targets->arena = arena;
	targets->declaration = declaration;
	targets->known = map_new(arena);
	for (const struct declared_group *group = declaration->groups; group != NULL;
	     group = group->next) {
		*end = read_group(targets, group, faults);
		end = &(*end)->next;
	}
	return targets;
}

static void add_server(struct listing *listing, const struct server *server,
		       struct place place)
{
	for (size_t i = 0; i < listing->count; i++) {
		if (server_equal(listing->items[i].server, server))
			return;
	}
	if (listing->count < TARGETS_MAX) {
		listing->items[listing->count++].server = server;
		return;
	}
	if (!listing->is_full) {
		faults_add(listing->faults, place, "more than %d servers in one list",
			   (int)TARGETS_MAX);
	}
	listing->is_full = true;
}

static const struct group *group_find(const struct listing *listing, struct str name)
{
	const struct group *group = listing->targets->groups;

	while (group != NULL && !str_equal(group->name, name))
		group = group->next;
	return group;
}

static const char *nearest_group(const struct listing *listing, struct str name)
{
	const char *candidates[CANDIDATES_MAX] = { "authoritative", "system" };
	size_t count = 2;

	for (const struct group *group = listing->targets->groups;
	     group != NULL && count < CANDIDATES_MAX; group = group->next)
		candidates[count++] = str_cstr(listing->targets->arena, group->name);
	return nearest_find(name, candidates, count);
}

static void add_address(struct listing *listing, const struct schema_text *item)
{
	const char *nearest;
	const char *why = "";
	const struct server *server = read_address(listing->targets, item, &why);

	if (server != NULL) {
		add_server(listing, server, item->place);
		return;
	}
	nearest = nearest_group(listing, item->text);
	if (nearest != NULL) {
		faults_add(listing->faults, item->place,
			   "no group of servers is called \"%.*s\"; did you mean \"%s\"",
			   (int)item->text.len, item->text.data, nearest);
	} else {
		faults_add(
			listing->faults, item->place,
			"\"%.*s\" is neither a group under servers: nor an address: %s",
			(int)item->text.len, item->text.data, why);
	}
}

static void add_system(struct listing *listing, struct place place)
{
	struct resolvconf conf;

	if (resolvconf_read(listing->targets->arena, "/etc/resolv.conf", &conf) !=
	    ERR_OK) {
		faults_add(listing->faults, place,
			   "\"system\": /etc/resolv.conf cannot be read");
		return;
	}
	for (size_t i = 0; i < conf.server_count; i++)
		add_server(listing, conf.servers[i], place);
}

/* What is no address was told of when the group was read. */
static void add_group(struct listing *listing, const struct group *group)
{
	for (size_t i = 0; i < group->items->count; i++) {
		if (group->servers[i] != NULL) {
			add_server(listing, group->servers[i],
				   group->items->items[i].place);
		}
	}
}

static void add_item(struct listing *listing, const struct schema_text *item)
{
	const struct group *group = group_find(listing, item->text);

	if (str_equal(item->text, str_of("authoritative"))) {
		listing->has_authoritative = true;
	} else if (group != NULL) {
		add_group(listing, group);
	} else if (str_equal(item->text, str_of("system"))) {
		add_system(listing, item->place);
	} else {
		add_address(listing, item);
	}
}

static struct targets_plan *read_list(struct targets *targets,
				      const struct schema_list *list,
				      struct faults *faults)
{
	struct targets_plan *plan = arena_alloc(targets->arena, sizeof(*plan));
	struct listing listing = { .targets = targets, .faults = faults };
	size_t fault_count = faults->count;

	for (size_t i = 0; i < list->count; i++)
		add_item(&listing, &list->items[i]);
	plan->has_authoritative = listing.has_authoritative || list->count == 0;
	if (!plan->has_authoritative && listing.count == 0 && faults_is_empty(faults) &&
	    listing.faults->count == fault_count) {
		faults_add(faults, list->items[0].place,
			   "\"%.*s\" names no server to ask",
			   (int)list->items[0].text.len, list->items[0].text.data);
	}

	struct target *fixed = arena_array(targets->arena, listing.count, sizeof(*fixed));

	for (size_t i = 0; i < listing.count; i++)
		fixed[i] = listing.items[i];
	plan->fixed = fixed;
	plan->fixed_count = listing.count;
	return plan;
}

const struct targets_plan *targets_read(struct targets *targets,
					const struct schema_list *list,
					struct faults *faults)
{
	const struct schema_list *asked = list != NULL && list->count > 0
						  ? list
						  : &targets->declaration->defaults.ask;
	void **slot =
		map_slot(targets->known, str_make((const char *)&asked->items,
						  sizeof(const struct schema_text *)));

	if (*slot == NULL)
		*slot = read_list(targets, asked, faults);
	return *slot;
}
