#include "declare/octodns_values.h"

#include "base/arena.h"
#include "declare/pyyaml.h"
#include "declare/yaml.h"

void octodns_values_note(struct faults *notes, const struct yaml_node *node)
{
	const char *reads = node->is_plain ? pyyaml_reads_as(node->text) : NULL;

	if (reads) {
		faults_add(notes, yaml_place(node),
			   "octoDNS reads the plain \"%.50s\" as %s; quote it",
			   node->text.data, reads);
	}
}

static const struct yaml_node *find(const struct yaml_node *node, const char *key)
{
	return node ? yaml_find(node, str_of(key)) : NULL;
}

/* A list that collects values from several places. */
struct collection {
	struct arena *arena;
	struct faults *notes;
	const struct yaml_node **end;
};

static void collect(struct collection *to, const struct yaml_node *node)
{
	struct yaml_node *copy = NULL;

	if (!node || node->is_null)
		return;
	if (node->kind == YAML_KIND_SEQUENCE) {
		for (const struct yaml_node *at = node->first; at; at = at->next)
			collect(to, at);
		return;
	}
	octodns_values_note(to->notes, node);
	copy = arena_alloc(to->arena, sizeof(*copy));
	*copy = *node;
	copy->next = NULL;
	*to->end = copy;
	to->end = &copy->next;
}

static void collect_geo(struct collection *to, const struct yaml_node *geo)
{
	if (!geo || geo->kind != YAML_KIND_MAPPING)
		return;
	for (const struct yaml_node *key = geo->first; key; key = key->next->next)
		collect(to, key->next);
}

static void collect_pools(struct collection *to, const struct yaml_node *dynamic)
{
	const struct yaml_node *pools = find(dynamic, "pools");

	if (!pools || pools->kind != YAML_KIND_MAPPING)
		return;
	for (const struct yaml_node *key = pools->first; key; key = key->next->next) {
		const struct yaml_node *values = find(key->next, "values");

		if (!values || values->kind != YAML_KIND_SEQUENCE)
			continue;
		for (const struct yaml_node *at = values->first; at; at = at->next)
			collect(to, find(at, "value"));
	}
}

const struct yaml_node *octodns_values_collect(struct arena *arena,
					       const struct octodns_values *values,
					       struct faults *notes)
{
	struct yaml_node *list = arena_alloc(arena, sizeof(*list));
	struct collection to = { arena, notes, &list->first };

	list->kind = YAML_KIND_SEQUENCE;
	collect(&to, values->values);
	collect(&to, values->value);
	collect_geo(&to, values->geo);
	collect_pools(&to, values->dynamic);
	return list;
}
