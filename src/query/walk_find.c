#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "dns/type.h"
#include "query/walk_parts.h"

const struct walk_step *walk_find_add_step(struct walk_find *find,
					   const struct walk_step *step)
{
	struct walk_step_node *node = arena_alloc(find->walk->arena, sizeof(*node));

	node->step = *step;
	*find->steps_end = node;
	find->steps_end = &node->next;
	find->result.step_count++;
	return &node->step;
}

static void list_steps(struct walk_find *find)
{
	struct walk_zone *zone = &find->result;
	struct walk_step *steps =
		arena_array(find->walk->arena, zone->step_count, sizeof(*steps));
	size_t count = 0;

	for (struct walk_step_node *node = find->steps; node != NULL; node = node->next)
		steps[count++] = node->step;
	zone->steps = steps;
}

static bool is_unresolved(const struct walk_ref *ref)
{
	return ref->state != WALK_REF_GLUED &&
	       (ref->host == NULL || ref->host->server_count == 0);
}

static void list_unresolved(struct walk_find *find, const struct walk_cut *cut)
{
	struct walk_zone *zone = &find->result;
	struct name *names =
		arena_array(find->walk->arena, cut->ref_count, sizeof(*names));

	for (size_t i = 0; i < cut->ref_count; i++) {
		if (is_unresolved(&cut->refs[i]))
			names[zone->unresolved_count++] = cut->refs[i].name;
	}
	zone->unresolved = names;
}

static void fail(struct walk_find *find, enum walk_failure failure, const char *why)
{
	find->result.failure = failure;
	find->result.why = why;
}

static void describe(struct walk_find *find, const struct walk_cut *cut)
{
	struct walk_zone *zone = &find->result;

	zone->ns = &cut->ns;
	zone->ds = &cut->ds;
	zone->is_from_child = cut->is_from_child;
	zone->is_ds_known = !cut->is_from_child;
	zone->servers = cut->servers;
	zone->server_count = cut->server_count;
	list_unresolved(find, cut);
	if (find->is_short || cut->ns.count > WALK_SERVERS_MAX) {
		fail(find, WALK_LIMIT, walk_words_limit(&find->lookup));
	} else if (cut->server_count == 0) {
		fail(find, walk_want_failure(cut), walk_words_no_address(cut));
	}
}

static void finish(struct walk_find *find)
{
	struct walk_zone *zone = &find->result;
	const struct walk_cut *cut = find->lookup.cut;
	const bool is_found = find->lookup.failure == WALK_OK;
	const struct walk_cut *parent = is_found ? cut->parent : cut;

	find->is_done = true;
	zone->parent = parent->zone;
	zone->parents = parent->servers;
	zone->parent_count = parent->server_count;
	if (is_found) {
		describe(find, cut);
	} else {
		fail(find, find->lookup.failure, find->lookup.why);
	}
	list_steps(find);
	for (struct walk_caller *caller = find->callers; caller != NULL;
	     caller = caller->next)
		caller->done(caller->user, zone);
}

/* The parent's servers are wanted whole too: they are asked by those who compare. */
void walk_find_run(struct walk_find *find)
{
	struct walk_cut *cut = find->lookup.cut;

	if (find->is_done)
		return;
	if (find->lookup.failure == WALK_OK && !find->is_short) {
		if (walk_want_is_open(cut)) {
			walk_want_all(find, cut);
			return;
		}
		if (walk_want_is_open(cut->parent)) {
			walk_want_all(find, cut->parent);
			return;
		}
	}
	finish(find);
}

static void add_caller(struct walk_find *find, walk_done *done, void *user)
{
	struct walk_caller *caller = arena_alloc(find->walk->arena, sizeof(*caller));

	caller->done = done;
	caller->user = user;
	*find->callers_end = caller;
	find->callers_end = &caller->next;
}

static struct walk_find *find_new(struct walk *walk, struct name zone)
{
	struct walk_find *find = arena_alloc(walk->arena, sizeof(*find));
	struct rrset *none = arena_alloc(walk->arena, sizeof(*none));

	none->owner = zone;
	none->type = TYPE_NS;
	none->rr_class = CLASS_IN;
	find->walk = walk;
	find->callers_end = &find->callers;
	find->steps_end = &find->steps;
	find->result.zone = zone;
	find->result.parent = zone;
	find->result.ns = none;
	find->result.ds = none;
	find->lookup.walk = walk;
	find->lookup.payer = find;
	return find;
}

enum err walk_find(struct walk *walk, struct name zone, walk_done *done, void *user)
{
	if (!name_is_valid(zone.wire, zone.size))
		return ERR_SYNTAX;

	const struct name name = name_copy_lower(walk->arena, zone);
	const struct str key = str_make((const char *)name.wire, name.size);
	struct walk_find *find = map_find(walk->finds, key);

	if (find != NULL && find->is_done) {
		done(user, &find->result);
		return ERR_OK;
	}
	if (find == NULL) {
		find = find_new(walk, name);
		*map_slot(walk->finds, key) = find;
		walk_lookup_start(&find->lookup, name, TYPE_NS);
	}
	add_caller(find, done, user);
	walk_turn(walk);
	return ERR_OK;
}
