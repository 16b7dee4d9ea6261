#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "dns/type.h"
#include "query/walk_parts.h"

static struct walk_gate *gate_at(struct walk_lookup *lookup, struct name below)
{
	const struct name zone = lookup->cut->zone;
	struct arena *arena = lookup->walk->arena;
	char key[2 * NAME_SIZE_MAX];
	const struct str wire = { key, zone.size + below.size };

	memcpy(key, zone.wire, zone.size);
	memcpy(key + zone.size, below.wire, below.size);

	struct walk_gate *gate = map_find(lookup->walk->gates, wire);

	if (gate == NULL) {
		gate = arena_alloc(arena, sizeof(*gate));
		*map_slot(lookup->walk->gates, str_copy(arena, wire)) = gate;
	}
	return gate;
}

/*
 * Gates stand at every name between the cut and the name looked for.  At that name itself only who
 * looks for a delegation needs the gate: for an address it leads no further.  NULL: none is in the way.
 */
static struct walk_gate *next_gate(struct walk_lookup *lookup)
{
	const unsigned whole = name_label_count(lookup->qname);
	const unsigned last = lookup->qtype == TYPE_NS || whole == 0 ? whole : whole - 1;

	if (!lookup->cut->is_proven)
		return &lookup->cut->probe;
	for (unsigned labels = name_label_count(lookup->cut->zone) + 1; labels <= last;
	     labels++) {
		struct walk_gate *gate =
			gate_at(lookup, name_suffix(lookup->qname, labels));

		if (!gate->is_passed)
			return gate;
	}
	return NULL;
}

bool walk_gate_enter(struct walk_lookup *lookup)
{
	struct walk_gate *gate = lookup->gate == NULL ? next_gate(lookup) : NULL;

	if (gate == NULL)
		return true;
	if (gate->is_busy) {
		lookup->state = WALK_AT_GATE;
		lookup->next = gate->waiters;
		gate->waiters = lookup;
		return false;
	}
	gate->is_busy = true;
	lookup->gate = gate;
	return true;
}

void walk_gate_leave(struct walk_lookup *lookup)
{
	struct walk_gate *gate = lookup->gate;

	if (gate == NULL)
		return;

	struct walk_lookup *waiter = gate->waiters;

	lookup->gate = NULL;
	gate->is_busy = false;
	gate->waiters = NULL;
	while (waiter != NULL) {
		struct walk_lookup *next = waiter->next;

		waiter->cut = NULL;
		walk_push(waiter);
		waiter = next;
	}
}

void walk_gate_pass(struct walk_lookup *lookup, unsigned labels)
{
	for (unsigned at = name_label_count(lookup->cut->zone) + 1; at <= labels; at++)
		gate_at(lookup, name_suffix(lookup->qname, at))->is_passed = true;
}
