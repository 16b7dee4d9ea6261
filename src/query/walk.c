#include "query/walk.h"

#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/walk_parts.h"

enum { SERVERS_FIRST = 4 }; /* room in a list that begins */

enum err walk_new(struct arena *arena, struct engine *engine,
		  const struct walk_options *options, struct walk **out_walk)
{
	if (options->root_count == 0 || (!options->has_v4 && !options->has_v6))
		return ERR_RANGE;

	struct walk *walk = arena_alloc(arena, sizeof(*walk));

	walk->arena = arena;
	walk->engine = engine;
	walk->options = *options;
	walk->policy = *options->policy;
	walk->rounds = walk->policy.tries;
	walk->policy.tries = 1;
	walk->policy.transport = TRANSPORT_UDP;
	walk->policy.is_tc_ignored = false;
	walk->policy.is_servfail_passed_on = false;
	walk->policy.has_id = false;
	walk->cuts = map_new(arena);
	walk->hosts = map_new(arena);
	walk->gates = map_new(arena);
	walk->finds = map_new(arena);
	walk->lookups_end = &walk->lookups;
	walk_cut_add_root(walk);
	*out_walk = walk;
	return ERR_OK;
}

void walk_push(struct walk_lookup *lookup)
{
	struct walk *walk = lookup->walk;

	lookup->state = WALK_READY;
	lookup->next = NULL;
	*walk->lookups_end = lookup;
	walk->lookups_end = &lookup->next;
}

void walk_push_find(struct walk_find *find)
{
	find->next = find->walk->ready_finds;
	find->walk->ready_finds = find;
}

static bool run_lookup(struct walk *walk)
{
	struct walk_lookup *lookup = walk->lookups;

	if (lookup == NULL)
		return false;
	walk->lookups = lookup->next;
	if (walk->lookups == NULL)
		walk->lookups_end = &walk->lookups;
	lookup->next = NULL;
	walk_lookup_run(lookup);
	return true;
}

static bool run_find(struct walk *walk)
{
	struct walk_find *find = walk->ready_finds;

	if (find == NULL)
		return false;
	walk->ready_finds = find->next;
	find->next = NULL;
	walk_find_run(find);
	return true;
}

void walk_turn(struct walk *walk)
{
	bool has_work = true;

	if (walk->is_turning)
		return;
	walk->is_turning = true;
	while (has_work)
		has_work = run_lookup(walk) || run_find(walk);
	walk->is_turning = false;
}

void walk_add_server(struct walk *walk, struct walk_server **servers, size_t *count,
		     size_t *room, struct walk_server server)
{
	if (*count == *room) {
		const size_t larger = *room == 0 ? SERVERS_FIRST : 2 * *room;
		struct walk_server *list =
			arena_array(walk->arena, larger, sizeof(*list));

		if (*count > 0)
			memcpy(list, *servers, *count * sizeof(*list));
		*servers = list;
		*room = larger;
	}
	(*servers)[(*count)++] = server;
}

const struct server *walk_server_of(struct walk *walk, uint16_t type,
				    const uint8_t *rdata, size_t rdata_size,
				    struct name name)
{
	const bool is_v4 = type == TYPE_A && walk->options.has_v4 &&
			   rdata_size == sizeof(struct in_addr);
	const bool is_v6 = type == TYPE_AAAA && walk->options.has_v6 &&
			   rdata_size == sizeof(struct in6_addr);
	char buffer[NAME_TEXT_MAX];
	struct text text;

	if (!is_v4 && !is_v6)
		return NULL;
	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, name);
	return server_new(walk->arena, rdata, rdata_size, walk->options.port,
			  str_cstr(walk->arena, text_str(&text)));
}
