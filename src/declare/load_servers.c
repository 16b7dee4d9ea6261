#include "base/arena.h"
#include "declare/loader.h"
#include "declare/yaml.h"

static bool is_reserved(struct str name)
{
	return str_equal(name, (struct str)STR("authoritative")) ||
	       str_equal(name, (struct str)STR("system"));
}

static const struct declared_group *find_group(const struct draft *draft, struct str name)
{
	const struct declared_group *group = draft->declaration.groups;

	while (group && !str_equal(group->name, name))
		group = group->next;
	return group;
}

static void read_group(struct draft *draft, const struct yaml_node *key,
		       const struct yaml_path *path)
{
	static const struct field servers = {
		.name = "servers",
		.type = FIELD_STR_LIST,
		.offset = offsetof(struct declared_group, servers),
	};
	const struct schema schema = { draft->arena, draft->faults };
	const struct yaml_path step = { .up = path, .key = key->text };
	struct declared_group *group = arena_alloc(draft->arena, sizeof(*group));
	size_t count = draft->faults->count;

	if (is_reserved(key->text) || key->text.len == 0) {
		faults_add(draft->faults, yaml_place(key),
			   "a group of servers cannot be called \"%s\"", key->text.data);
		return;
	}
	if (find_group(draft, key->text)) {
		faults_add(draft->faults, yaml_place(key),
			   "the group \"%.100s\" is declared in another file already",
			   key->text.data);
		return;
	}
	schema_value_read(&schema, key->next, &step, &servers, group);
	if (draft->faults->count != count)
		return;
	if (group->servers.count == 0)
		schema_fault_wanted(&schema, key->next, &step, "at least one server");
	group->name = str_copy(draft->arena, key->text);
	*draft->groups = group;
	draft->groups = &group->next;
}

void load_servers(struct loader *loader, const struct yaml_node *node,
		  const struct yaml_path *path)
{
	struct draft *draft = &loader->draft;
	const struct schema schema = { draft->arena, draft->faults };

	if (node->kind != YAML_KIND_MAPPING) {
		schema_fault_wanted(&schema, node, path, "a mapping of groups");
		return;
	}
	for (const struct yaml_node *key = node->first; key; key = key->next->next)
		read_group(draft, key, path);
}
