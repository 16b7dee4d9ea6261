#include "base/arena.h"
#include "declare/yaml_reader.h"

/* Errors: ERR_FAULTS, recorded. */
static enum err enter(struct yaml_reader *reader)
{
	if (reader->depth == YAML_DEPTH_MAX) {
		faults_add(reader->faults, yaml_event_place(reader),
			   "lists and mappings nest over %d deep", YAML_DEPTH_MAX);
		return ERR_FAULTS;
	}
	reader->depth++;
	if (reader->depth > reader->deepest)
		reader->deepest = reader->depth;
	return ERR_OK;
}

/* A list or mapping that is being read. */
struct container {
	struct yaml_reader *reader;
	const struct yaml_spot *spot;
	struct yaml_node *node;
	const struct yaml_node **end; /* where the next child is hung */
	int stream;                   /* -1: a tree is built */
	size_t index;
};

static void hang(struct container *to, struct yaml_node *child)
{
	*to->end = child;
	to->end = &child->next;
}

static void hand_over(const struct container *from, const struct yaml_node *key,
		      const struct yaml_node *value, bool is_merged)
{
	const struct yaml_options *options = from->reader->options;
	const struct yaml_entry entry = {
		.path = from->spot->path,
		.key = key,
		.value = value,
		.index = from->index,
		.stream = (size_t)from->stream,
		.is_merged = is_merged,
	};

	options->on_entry(options->user, &entry);
}

/* Reads the value of @key, or an item when it is NULL. */
static enum err read_value(struct container *to, const struct yaml_node *key,
			   struct yaml_node **out_value)
{
	struct yaml_path path;
	struct yaml_spot spot =
		yaml_stream_step(to->reader->options, to->spot, key, to->index, &path);

	if (to->stream >= 0 || (key && yaml_merge_is_key(key)))
		spot.streams = 0;
	return yaml_node_read(to->reader, &spot, out_value);
}

static enum err read_item(struct container *to)
{
	struct yaml_reader *reader = to->reader;
	struct yaml_node *item = NULL;
	enum err err = ERR_OK;

	if (to->stream >= 0)
		reader->target = reader->scratch;
	err = read_value(to, NULL, &item);
	if (err != ERR_OK)
		return err;
	if (to->stream < 0) {
		hang(to, item);
	} else {
		hand_over(to, NULL, item, false);
		arena_reset(reader->scratch);
		reader->target = reader->arena;
	}
	to->index++;
	return ERR_OK;
}

static enum err read_key(struct yaml_reader *reader, struct yaml_node **out_key)
{
	const struct yaml_spot spot = { 0 };
	struct place place = yaml_event_place(reader);
	enum err err = yaml_node_read(reader, &spot, out_key);

	if (err != ERR_OK)
		return err;
	if ((*out_key)->kind != YAML_KIND_SCALAR) {
		faults_add(reader->faults, place,
			   "a key must be text, not a list or mapping; quote a text that "
			   "begins with \"{\" or \"[\"");
	}
	return yaml_event_next(reader);
}

/* A "<<" of a stream: kept until the end, when it is known which keys it may add. */
static void keep_merge(struct container *to, const struct yaml_node *key,
		       struct yaml_node *value)
{
	struct yaml_node *copy = arena_alloc(to->reader->arena, sizeof(*copy));

	*copy = (struct yaml_node){ .is_plain = true, .text = STR("<<") };
	copy->line = key->line;
	copy->column = key->column;
	copy->file = key->file;
	hang(to, copy);
	hang(to, value);
}

static enum err read_streamed_pair(struct container *to)
{
	struct yaml_reader *reader = to->reader;
	struct yaml_node *key = NULL;
	struct yaml_node *value = NULL;
	enum err err = ERR_OK;

	reader->target = reader->scratch;
	err = read_key(reader, &key);
	if (err != ERR_OK)
		return err;

	bool is_merge = yaml_merge_is_key(key);

	if (is_merge)
		reader->target = reader->arena;
	err = read_value(to, key, &value);
	if (err != ERR_OK)
		return err;
	if (is_merge) {
		keep_merge(to, key, value);
	} else if (key->kind == YAML_KIND_SCALAR) {
		hand_over(to, key, value, false);
	}
	arena_reset(reader->scratch);
	reader->target = reader->arena;
	return ERR_OK;
}

static enum err read_pair(struct container *to)
{
	struct yaml_node *key = NULL;
	struct yaml_node *value = NULL;
	enum err err = read_key(to->reader, &key);

	if (err == ERR_OK)
		err = read_value(to, key, &value);
	if (err != ERR_OK)
		return err;
	if (key->kind == YAML_KIND_SCALAR) {
		hang(to, key);
		hang(to, value);
	}
	return ERR_OK;
}

static void on_streamed_merge(void *user, const struct yaml_node *key,
			      const struct yaml_node *value)
{
	hand_over(user, key, value, true);
}

/* Resolves "<<", and hands over what they brought into streams. */
static void finish_mapping(struct container *to)
{
	const struct yaml_options *options = to->reader->options;

	if (to->stream >= 0) {
		yaml_merge_walk(to->reader, to->node, on_streamed_merge, to);
		to->node->first = NULL;
		return;
	}
	for (const struct yaml_node *at = yaml_merge_finish(to->reader, to->node); at;
	     at = at->next->next) {
		struct yaml_path path;
		struct yaml_spot spot = yaml_stream_step(options, to->spot, at, 0, &path);

		yaml_stream_replay(options, &spot, at->next);
	}
}

static enum err read_children(struct container *to, yaml_event_type_t last)
{
	for (;;) {
		enum err err = yaml_event_next(to->reader);

		if (err != ERR_OK)
			return err;
		if (to->reader->event.type == last)
			return ERR_OK;
		if (last == YAML_SEQUENCE_END_EVENT) {
			err = read_item(to);
		} else if (to->stream >= 0) {
			err = read_streamed_pair(to);
		} else {
			err = read_pair(to);
		}
		if (err != ERR_OK)
			return err;
	}
}

enum err yaml_container_read(struct yaml_reader *reader, const struct yaml_spot *spot,
			     enum yaml_kind kind, struct yaml_node **out_node)
{
	struct yaml_node *node = yaml_node_new(reader, kind);
	struct container to = {
		.reader = reader,
		.spot = spot,
		.node = node,
		.end = &node->first,
	};
	enum err err = enter(reader);

	if (err != ERR_OK)
		return err;
	to.stream = yaml_stream_find(reader->options, spot, kind);
	if (kind == YAML_KIND_MAPPING) {
		err = read_children(&to, YAML_MAPPING_END_EVENT);
	} else {
		err = read_children(&to, YAML_SEQUENCE_END_EVENT);
	}
	if (err != ERR_OK)
		return err;
	if (kind == YAML_KIND_MAPPING)
		finish_mapping(&to);
	reader->depth--;
	*out_node = node;
	return ERR_OK;
}
