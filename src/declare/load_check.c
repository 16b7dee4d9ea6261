#include "base/arena.h"
#include "base/text.h"
#include "declare/loader.h"
#include "declare/yaml.h"

enum { SENTENCE_SIZE = 512 };

static const struct str name_key = STR("name");

/* Reads a spec by its kind's table.  Returns NULL with faults. */
static const void *read_spec(struct loader *loader, const struct declared_kind *kind,
			     const struct yaml_node *node, const struct yaml_path *path)
{
	struct draft *draft = &loader->draft;
	const struct schema schema = {
		.arena = kind->finish ? loader->scratch : draft->arena,
		.faults = draft->faults,
	};
	void *spec = arena_alloc(schema.arena, kind->spec_size);
	size_t count = schema.faults->count;

	schema_read(&schema, node, path, kind->fields, spec);
	if (schema.faults->count != count)
		return NULL;
	if (kind->finish)
		return kind->finish(draft->arena, spec, yaml_place(node), draft->faults);
	return spec;
}

static struct declared_check *read_check(struct loader *loader,
					 const struct declared_kind *kind,
					 const struct yaml_node *node,
					 const struct yaml_path *path)
{
	const void *spec = read_spec(loader, kind, node, path);
	struct declared_check *check = NULL;

	if (spec) {
		check = arena_alloc(loader->draft.arena, sizeof(*check));
		check->kind = kind;
		check->spec = spec;
		check->place = yaml_place(node);
	}
	return check;
}

static struct yaml_node *copy_node(struct arena *arena, const struct yaml_node *node)
{
	struct yaml_node *copy = arena_alloc(arena, sizeof(*copy));

	*copy = *node;
	return copy;
}

/* The pairs of an entry without its name, which is the reader's own. */
static const struct yaml_node *without_name(struct arena *arena,
					    const struct yaml_node *entry)
{
	struct yaml_node *copy = copy_node(arena, entry);
	const struct yaml_node **end = &copy->first;

	*end = NULL;
	for (const struct yaml_node *key = entry->first; key; key = key->next->next) {
		struct yaml_node *pair[2];

		if (str_equal(key->text, name_key))
			continue;
		pair[0] = copy_node(arena, key);
		pair[1] = copy_node(arena, key->next);
		pair[0]->next = pair[1];
		pair[1]->next = NULL;
		*end = pair[0];
		end = &pair[1]->next;
	}
	return copy;
}

static const struct declared_kind *find_kind(const struct loader *loader,
					     const struct yaml_node *entry)
{
	const struct draft *draft = &loader->draft;

	for (const struct yaml_node *key = entry->first; key; key = key->next->next) {
		for (size_t i = 0; i < draft->kind_count; i++) {
			const struct declared_kind *kind = draft->kinds[i];

			if (!kind->is_of_zone && str_equal(key->text, str_of(kind->key)))
				return kind;
		}
	}
	return NULL;
}

static void fault_no_kind(const struct loader *loader, const struct yaml_node *entry,
			  const struct yaml_path *path)
{
	const struct draft *draft = &loader->draft;
	const struct schema schema = { draft->arena, draft->faults };
	char buffer[SENTENCE_SIZE];
	struct text text;
	size_t count = 0;

	text_init(&text, buffer, sizeof(buffer));
	text_add_cstr(&text, "an entry with one of the keys ");
	for (size_t i = 0; i < draft->kind_count; i++) {
		if (!draft->kinds[i]->is_of_zone) {
			text_add_format(&text, "%s\"%s\"", count++ > 0 ? ", " : "",
					draft->kinds[i]->key);
		}
	}
	schema_fault_wanted(&schema, entry, path, buffer);
}

static const char *read_name(struct loader *loader, const struct yaml_node *entry,
			     const struct yaml_path *path)
{
	const struct draft *draft = &loader->draft;
	const struct schema schema = { draft->arena, draft->faults };
	const struct yaml_path step = { .up = path, .key = name_key };
	const struct yaml_node *name = yaml_find(entry, name_key);

	if (!name)
		return NULL;
	if (name->kind != YAML_KIND_SCALAR || name->is_null) {
		schema_fault_wanted(&schema, name, &step, "text");
		return NULL;
	}
	return str_cstr(draft->arena, name->text);
}

void load_check_entry(struct loader *loader, const struct yaml_entry *entry)
{
	const struct yaml_path path = {
		.up = entry->path,
		.index = entry->index,
		.is_item = true,
	};
	const struct declared_kind *kind = NULL;
	struct declared_check *check = NULL;
	const char *name = NULL;

	if (entry->value->kind == YAML_KIND_MAPPING)
		kind = find_kind(loader, entry->value);
	if (!kind) {
		fault_no_kind(loader, entry->value, &path);
		return;
	}
	name = read_name(loader, entry->value, &path);
	check = read_check(loader, kind, without_name(loader->scratch, entry->value),
			   &path);
	arena_reset(loader->scratch);
	if (!check)
		return;
	check->name = name;
	*loader->draft.checks = check;
	loader->draft.checks = &check->next;
}

void load_check_of_zone(struct loader *loader, struct draft_zone *zone,
			const struct declared_kind *kind, const struct yaml_node *node,
			const struct yaml_path *path)
{
	struct declared_check *check = NULL;

	for (const struct declared_check *at = zone->zone.checks; at; at = at->next) {
		if (at->kind != kind)
			continue;
		faults_add(loader->draft.faults, yaml_place(node),
			   "\"%s\" of this zone is declared already at %s:%u", kind->key,
			   at->place.file, at->place.line);
		return;
	}
	check = read_check(loader, kind, node, path);
	arena_reset(loader->scratch);
	if (!check)
		return;
	*zone->checks = check;
	zone->checks = &check->next;
}
