#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "declare/yaml_reader.h"

enum { KEYS_FEW = 12 }; /* up to here comparing each with each is the fastest */

/* The keys that a mapping has so far. */
struct keys {
	struct arena *arena;
	const struct yaml_node *few[KEYS_FEW];
	size_t count;
	struct map *map; /* of all, once they are more than few */
};

static const struct yaml_node *keys_find(const struct keys *keys,
					 const struct yaml_node *key)
{
	if (keys->map)
		return map_find(keys->map, key->text);
	for (size_t i = 0; i < keys->count; i++) {
		if (str_equal(keys->few[i]->text, key->text))
			return keys->few[i];
	}
	return NULL;
}

/* The map holds pointers that are not const; nothing is written through them. */
static void map_add(struct map *map, const struct yaml_node *key)
{
	memcpy(map_slot(map, key->text), &key, sizeof(const void *));
}

static void keys_add(struct keys *keys, const struct yaml_node *key)
{
	if (keys->count < KEYS_FEW) {
		keys->few[keys->count++] = key;
		return;
	}
	if (!keys->map) {
		keys->map = map_new(keys->arena);
		for (size_t i = 0; i < keys->count; i++)
			map_add(keys->map, keys->few[i]);
	}
	map_add(keys->map, key);
}

bool yaml_merge_is_key(const struct yaml_node *key)
{
	return key->is_plain && key->text.len == 2 && key->text.data[0] == '<' &&
	       key->text.data[1] == '<';
}

struct walk {
	struct yaml_reader *reader;
	yaml_merge_on_pair *on_pair;
	void *user;
};

static void walk_value(const struct walk *walk, const struct yaml_node *value,
		       bool is_in_list)
{
	if (value->kind == YAML_KIND_MAPPING) {
		for (const struct yaml_node *at = value->first; at; at = at->next->next)
			walk->on_pair(walk->user, at, at->next);
		return;
	}
	if (value->kind == YAML_KIND_SCALAR || is_in_list) {
		faults_add(walk->reader->faults, yaml_place(value),
			   "\"<<\" wants a mapping or a list of mappings");
		return;
	}
	for (const struct yaml_node *at = value->first; at; at = at->next)
		walk_value(walk, at, true);
}

void yaml_merge_walk(struct yaml_reader *reader, const struct yaml_node *mapping,
		     yaml_merge_on_pair *on_pair, void *user)
{
	const struct walk walk = { reader, on_pair, user };
	const struct yaml_node **values = NULL;
	size_t count = 0;

	for (const struct yaml_node *at = mapping->first; at; at = at->next->next)
		count += yaml_merge_is_key(at);
	values = arena_array(reader->scratch, count, sizeof(struct yaml_node *));
	count = 0;
	for (const struct yaml_node *at = mapping->first; at; at = at->next->next) {
		if (yaml_merge_is_key(at))
			values[count++] = at->next;
	}
	while (count > 0) /* a later one wins */
		walk_value(&walk, values[--count], false);
}

/* A mapping that is being put together again. */
struct resolution {
	struct yaml_reader *reader;
	struct keys *keys;
	const struct yaml_node **end; /* where the next node is hung */
	const struct yaml_node *merged;
};

static const struct yaml_node *append(struct resolution *to, const struct yaml_node *node)
{
	struct yaml_node *copy = arena_alloc(to->reader->target, sizeof(*copy));

	*copy = *node;
	copy->next = NULL;
	*to->end = copy;
	to->end = &copy->next;
	return copy;
}

static void on_merged_pair(void *user, const struct yaml_node *key,
			   const struct yaml_node *value)
{
	struct resolution *to = user;

	if (keys_find(to->keys, key))
		return;

	const struct yaml_node *copy = append(to, key);

	append(to, value);
	keys_add(to->keys, copy);
	if (!to->merged)
		to->merged = copy;
}

static void fault_repeated(struct yaml_reader *reader, const struct yaml_node *key,
			   const struct yaml_node *before)
{
	faults_add(reader->faults, yaml_place(key),
		   "the key \"%.*s\" is repeated; it stands in line %u already",
		   (int)(key->text.len < 200 ? key->text.len : 200), key->text.data,
		   before->line);
}

const struct yaml_node *yaml_merge_finish(struct yaml_reader *reader,
					  struct yaml_node *mapping)
{
	struct keys keys = { .arena = reader->scratch };
	bool has_merges = false;

	for (const struct yaml_node *at = mapping->first; at; at = at->next->next) {
		const struct yaml_node *before = NULL;

		if (yaml_merge_is_key(at)) {
			has_merges = true;
			continue;
		}
		before = keys_find(&keys, at);
		if (before) {
			fault_repeated(reader, at, before);
		} else {
			keys_add(&keys, at);
		}
	}
	if (!has_merges)
		return NULL;

	const struct yaml_node own = *mapping;
	struct resolution to = { reader, &keys, &mapping->first, NULL };

	mapping->first = NULL;
	for (const struct yaml_node *at = own.first; at; at = at->next->next) {
		if (yaml_merge_is_key(at))
			continue;
		append(&to, at);
		append(&to, at->next);
	}
	yaml_merge_walk(reader, &own, on_merged_pair, &to);
	return to.merged;
}
