#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "dns/message.h"
#include "dns/type.h"
#include "query/walk_parts.h"

enum { DEMERITS_OF_LAST = 128 }; /* more than those that fail now and then have */

static struct str key_of(struct name name)
{
	return str_make((const char *)name.wire, name.size);
}

struct walk_cut *walk_cut_above(const struct walk *walk, struct name name)
{
	struct walk_cut *cut = NULL;

	while (!name_is_root(name)) {
		cut = map_find(walk->cuts, key_of(name));
		if (cut != NULL)
			return cut;
		name = name_parent(name);
	}
	return walk->root;
}

static bool has_server(const struct walk_cut *cut, const struct server *server)
{
	for (size_t i = 0; i < cut->server_count; i++) {
		if (server_equal(cut->servers[i].server, server))
			return true;
	}
	return false;
}

bool walk_cut_add_server(struct walk_cut *cut, struct walk_server server)
{
	if (cut->server_count == WALK_SERVERS_MAX || has_server(cut, server.server))
		return false;
	if (cut->walk->options.is_v6_last && server_is_global_v6(server.server))
		cut->demerits[cut->server_count] = DEMERITS_OF_LAST;
	walk_add_server(cut->walk, &cut->servers, &cut->server_count, &cut->server_room,
			server);
	return true;
}

static struct walk_cut *cut_new(struct walk *walk, struct name zone)
{
	struct walk_cut *cut = arena_alloc(walk->arena, sizeof(*cut));

	cut->walk = walk;
	cut->zone = zone;
	cut->ns.owner = zone;
	cut->ds.owner = zone;
	cut->demerits = arena_alloc(walk->arena, WALK_SERVERS_MAX);
	return cut;
}

void walk_cut_add_root(struct walk *walk)
{
	struct walk_cut *root = cut_new(walk, name_root);

	root->parent = root;
	for (size_t i = 0; i < walk->options.root_count; i++) {
		const struct walk_server server = { walk->options.roots[i], false };
		const unsigned family = server_family(server.server);

		if (family == 4 ? walk->options.has_v4 : walk->options.has_v6)
			walk_cut_add_server(root, server);
	}
	walk->root = root;
}

/* Whether the reference has an address in the message; only such glue is wanted. */
static bool add_glue(struct walk_cut *cut, struct name name, const uint8_t *wire,
		     size_t size)
{
	struct message_cursor cursor;
	struct message_rr rr;
	bool has_glue = false;

	message_begin(&cursor, wire, size);
	while (message_next(&cursor, &rr)) {
		if (rr.section != SECTION_ADDITIONAL || rr.rr_class != CLASS_IN ||
		    !name_equal_wire(wire, size, rr.offset, name))
			continue;

		const struct walk_server server = { walk_server_of(cut->walk, rr.type,
								   wire + rr.rdata,
								   rr.rdata_size, name),
						    true };

		if (server.server != NULL) {
			walk_cut_add_server(cut, server);
			has_glue = true;
		}
	}
	return has_glue;
}

static void add_refs(struct walk_cut *cut, const uint8_t *wire, size_t size)
{
	struct arena *arena = cut->walk->arena;

	cut->refs = arena_array(arena, cut->ns.count, sizeof(*cut->refs));
	for (unsigned i = 0; i < cut->ns.count && cut->ref_count < WALK_SERVERS_MAX;
	     i++) {
		const struct rrset_rdata *rdata = &cut->ns.rdata[i];

		if (!name_is_valid(rdata->normal, rdata->normal_size))
			continue;

		struct walk_ref *ref = &cut->refs[cut->ref_count++];

		ref->name = (struct name){ rdata->normal, rdata->normal_size };
		if (name_is_below(ref->name, cut->parent->zone) &&
		    add_glue(cut, ref->name, wire, size))
			ref->state = WALK_REF_GLUED;
	}
}

/* The root is found again under itself and does not replace what the hints say. */
struct walk_cut *walk_cut_learn(struct walk_cut *parent, struct name zone,
				unsigned section, const uint8_t *wire, size_t size)
{
	struct walk *walk = parent->walk;
	struct walk_cut *cut = walk_cut_above(walk, zone);

	if (name_equal(cut->zone, zone) && !name_is_root(zone))
		return cut;
	cut = cut_new(walk, name_copy_lower(walk->arena, zone));
	cut->parent = parent;
	cut->is_from_child = section == SECTION_ANSWER;
	rrset_collect(walk->arena, wire, size, section, cut->zone, TYPE_NS, CLASS_IN,
		      &cut->ns);
	if (!cut->is_from_child) {
		rrset_collect(walk->arena, wire, size, SECTION_AUTHORITY, cut->zone,
			      TYPE_DS, CLASS_IN, &cut->ds);
	}
	add_refs(cut, wire, size);
	if (!name_is_root(zone))
		*map_slot(walk->cuts, key_of(cut->zone)) = cut;
	return cut;
}

int walk_cut_pick(struct walk_cut *cut, uint64_t tried)
{
	int best = -1;

	for (size_t i = 0; i < cut->server_count; i++) {
		const size_t at = (i + cut->turn) % cut->server_count;

		if ((tried >> at & 1) == 0 &&
		    (best < 0 || cut->demerits[at] < cut->demerits[best]))
			best = (int)at;
	}
	cut->turn++;
	return best;
}
