#include "base/arena.h"
#include "base/map.h"
#include "declare/yaml_reader.h"

struct yaml_anchor {
	const struct yaml_node *node; /* NULL while it is being read */
	unsigned start;               /* depth at which it was written */
	unsigned height;              /* levels below it, aliases resolved */
	unsigned deepest_before;
};

struct yaml_anchor *yaml_anchor_begin(struct yaml_reader *reader, const char *name)
{
	struct yaml_anchor *anchor = arena_alloc(reader->arena, sizeof(*anchor));

	*map_slot(reader->anchors, str_copy(reader->arena, str_of(name))) = anchor;
	anchor->start = reader->depth;
	anchor->deepest_before = reader->deepest;
	reader->deepest = reader->depth;
	return anchor;
}

void yaml_anchor_end(struct yaml_reader *reader, struct yaml_anchor *anchor,
		     const struct yaml_node *node)
{
	anchor->node = node;
	anchor->height = reader->deepest - anchor->start;
	if (anchor->deepest_before > reader->deepest)
		reader->deepest = anchor->deepest_before;
}

/* Nodes of @node as a reader would meet them, or more than @max. */
static size_t count_nodes(const struct yaml_node *node, size_t max)
{
	size_t count = 1;

	for (const struct yaml_node *at = node->first; at && count <= max; at = at->next)
		count += count_nodes(at, max - count);
	return count;
}

static bool is_within_budget(struct yaml_reader *reader, const struct yaml_node *node)
{
	size_t max = YAML_ALIAS_NODES_MAX + YAML_ALIAS_RATIO * reader->totals->nodes_read;

	if (reader->totals->nodes_aliased <= max) {
		reader->totals->nodes_aliased +=
			count_nodes(node, max - reader->totals->nodes_aliased);
	}
	return reader->totals->nodes_aliased <= max;
}

enum err yaml_anchor_find(struct yaml_reader *reader, const char *name,
			  struct yaml_node **out_node)
{
	const struct yaml_anchor *anchor = map_find(reader->anchors, str_of(name));
	struct place place = yaml_event_place(reader);

	if (!anchor) {
		faults_add(reader->faults, place,
			   "there is no anchor \"&%s\" above; quote a text that begins "
			   "with \"*\"",
			   name);
		return ERR_FAULTS;
	}
	if (!anchor->node) {
		faults_add(reader->faults, place, "the anchor \"&%s\" contains itself",
			   name);
		return ERR_FAULTS;
	}
	if (!is_within_budget(reader, anchor->node)) {
		faults_add(reader->faults, place,
			   "aliases repeat too much: over %d nodes and %d for each one "
			   "written",
			   YAML_ALIAS_NODES_MAX, YAML_ALIAS_RATIO);
		return ERR_FAULTS;
	}

	if (reader->depth + anchor->height > YAML_DEPTH_MAX) {
		faults_add(reader->faults, place, "aliases nest over %d deep",
			   YAML_DEPTH_MAX);
		return ERR_FAULTS;
	}
	if (reader->depth + anchor->height > reader->deepest)
		reader->deepest = reader->depth + anchor->height;

	struct yaml_node *copy = arena_alloc(reader->target, sizeof(*copy));

	*copy = *anchor->node;
	copy->next = NULL;
	*out_node = copy;
	return ERR_OK;
}
