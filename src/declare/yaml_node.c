#include <string.h>

#include "base/arena.h"
#include "declare/source.h"
#include "declare/yaml_reader.h"

static bool is_null_text(struct str text)
{
	return text.len == 0 || (text.len == 1 && text.data[0] == '~') ||
	       (text.len == 4 &&
		(memcmp(text.data, "null", 4) == 0 || memcmp(text.data, "Null", 4) == 0 ||
		 memcmp(text.data, "NULL", 4) == 0));
}

struct yaml_node *yaml_node_new(struct yaml_reader *reader, enum yaml_kind kind)
{
	struct yaml_node *node = arena_alloc(reader->target, sizeof(*node));

	node->kind = kind;
	node->line = (uint32_t)reader->event.start_mark.line + 1;
	node->column = (uint32_t)reader->event.start_mark.column + 1;
	node->file = reader->source->path;
	reader->totals->nodes_read++;
	reader->totals->nodes_kept += reader->target == reader->arena;
	return node;
}

static void scalar_fill(struct yaml_reader *reader, struct yaml_node *node)
{
	const yaml_event_t *event = &reader->event;
	struct str text = str_make((const char *)event->data.scalar.value,
				   event->data.scalar.length);

	node->text = str_copy(reader->target, text);
	node->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
			 event->data.scalar.plain_implicit;
	node->is_null = node->is_plain && is_null_text(text);
}

static enum err read_content(struct yaml_reader *reader, const struct yaml_spot *spot,
			     struct yaml_node **out_node)
{
	const char *tag = yaml_event_tag(&reader->event);

	if (tag && strcmp(tag, "!include") == 0 && reader->options->has_includes)
		return yaml_include(reader, out_node);
	if (tag && !yaml_event_is_known_tag(tag)) {
		faults_add(reader->faults, yaml_event_place(reader),
			   "the tag \"%.100s\" is not known here; quote a text that "
			   "begins with \"!\"",
			   tag);
	}
	switch (reader->event.type) {
	case YAML_SCALAR_EVENT:
		*out_node = yaml_node_new(reader, YAML_KIND_SCALAR);
		scalar_fill(reader, *out_node);
		return ERR_OK;
	case YAML_SEQUENCE_START_EVENT:
		return yaml_container_read(reader, spot, YAML_KIND_SEQUENCE, out_node);
	case YAML_MAPPING_START_EVENT:
		return yaml_container_read(reader, spot, YAML_KIND_MAPPING, out_node);
	default:
		return yaml_event_refuse(reader, "a value was wanted here");
	}
}

/* An anchored node must outlive the entry that it stands in. */
static enum err read_anchored(struct yaml_reader *reader, const struct yaml_spot *spot,
			      const char *name, struct yaml_node **out_node)
{
	const struct yaml_spot whole = { .path = spot->path, .depth = spot->depth };
	struct yaml_anchor *anchor = yaml_anchor_begin(reader, name);
	struct arena *target = reader->target;
	enum err err = ERR_OK;

	reader->target = reader->arena;
	err = read_content(reader, &whole, out_node);
	reader->target = target;
	if (err != ERR_OK)
		return err;
	yaml_anchor_end(reader, anchor, *out_node);

	/* What is hung into a list gets a "next", which the anchored one must not have. */
	struct yaml_node *copy = arena_alloc(target, sizeof(*copy));

	*copy = **out_node;
	*out_node = copy;
	return ERR_OK;
}

enum err yaml_node_read(struct yaml_reader *reader, const struct yaml_spot *spot,
			struct yaml_node **out_node)
{
	const yaml_event_t *event = &reader->event;
	const char *anchor = yaml_event_anchor(event);
	enum err err = ERR_OK;

	if (reader->totals->nodes_kept > YAML_NODES_MAX)
		return yaml_event_refuse(reader, "the file holds too many nodes");
	if (event->type == YAML_ALIAS_EVENT) {
		err = yaml_anchor_find(reader, (const char *)event->data.alias.anchor,
				       out_node);
	} else if (anchor) {
		err = read_anchored(reader, spot, anchor, out_node);
	} else {
		return read_content(reader, spot, out_node);
	}
	if (err == ERR_OK)
		yaml_stream_replay(reader->options, spot, *out_node);
	return err;
}
