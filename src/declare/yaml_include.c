#include <assert.h>

#include "base/arena.h"
#include "declare/source.h"
#include "declare/yaml_reader.h"

enum { INCLUDES_MAX = 1000 }; /* "!include" of one file and all it includes */

/* The content of one file; nothing for an empty one. */
static enum err include_file(struct yaml_reader *reader, const struct yaml_node *name,
			     struct yaml_node **out_node)
{
	struct yaml_reader with = *reader;
	const char *path = NULL;
	enum err err = ERR_OK;

	if (name->kind != YAML_KIND_SCALAR || name->text.len == 0) {
		return yaml_event_refuse(
			reader,
			"\"!include\" wants the name of a file, or a list of such");
	}
	if (reader->totals->includes++ == INCLUDES_MAX)
		return yaml_event_refuse(reader, "too many \"!include\"");
	path = source_resolve(reader->arena, reader->source->path, name->text);
	err = source_read(reader->arena, reader->source, path, yaml_place(name),
			  reader->faults, &with.source);
	if (err == ERR_OK)
		err = yaml_read_source(&with, 0, out_node);
	if (with.deepest > reader->deepest)
		reader->deepest = with.deepest;
	if (err == ERR_OK && !*out_node) {
		*out_node = yaml_node_new(reader, YAML_KIND_SCALAR);
		(*out_node)->is_plain = true;
		(*out_node)->is_null = true;
	}
	return err;
}

/* Several files as one: lists behind each other, mappings merged, the later ones winning. */
struct joined {
	struct yaml_reader *reader;
	struct yaml_node *node;
	const struct yaml_node **end;
};

static void hang(struct joined *to, const struct yaml_node *node)
{
	struct yaml_node *copy = arena_alloc(to->reader->target, sizeof(*copy));

	*copy = *node;
	copy->next = NULL;
	*to->end = copy;
	to->end = &copy->next;
}

static void join(struct joined *to, const struct yaml_node *part)
{
	static const struct yaml_node merge = { .is_plain = true, .text = STR("<<") };

	if (part->kind == YAML_KIND_MAPPING) {
		hang(to, &merge);
		hang(to, part);
		return;
	}
	for (const struct yaml_node *at = part->first; at; at = at->next)
		hang(to, at);
}

static enum err include_list(struct yaml_reader *reader, const struct yaml_node *names,
			     struct yaml_node **out_node)
{
	struct joined joined = { .reader = reader };
	struct yaml_node *part = NULL;

	for (const struct yaml_node *name = names->first; name; name = name->next) {
		enum err err = include_file(reader, name, &part);

		if (err != ERR_OK)
			return err;
		assert(part); /* of every file that was read */
		if (!joined.node) {
			joined.node = arena_alloc(reader->target, sizeof(*joined.node));
			*joined.node = *part;
			joined.node->first = NULL;
			joined.end = &joined.node->first;
		}
		if (part->kind == YAML_KIND_SCALAR || part->kind != joined.node->kind) {
			return yaml_event_refuse(
				reader, "\"!include\" of several files wants all "
					"of them lists, or all of them mappings");
		}
		join(&joined, part);
	}
	if (!joined.node)
		return yaml_event_refuse(reader, "\"!include\" names no file");
	if (joined.node->kind == YAML_KIND_MAPPING)
		yaml_merge_finish(reader, joined.node);
	*out_node = joined.node;
	return ERR_OK;
}

enum err yaml_include(struct yaml_reader *reader, struct yaml_node **out_node)
{
	const struct yaml_spot spot = { 0 };
	struct yaml_node *names = NULL;

	if (reader->event.type == YAML_SEQUENCE_START_EVENT) {
		enum err err =
			yaml_container_read(reader, &spot, YAML_KIND_SEQUENCE, &names);

		return err == ERR_OK ? include_list(reader, names, out_node) : err;
	}
	names = yaml_node_new(reader, YAML_KIND_SCALAR);
	if (reader->event.type == YAML_SCALAR_EVENT) {
		names->text =
			str_copy(reader->target,
				 str_make((const char *)reader->event.data.scalar.value,
					  reader->event.data.scalar.length));
	}
	return include_file(reader, names, out_node);
}
