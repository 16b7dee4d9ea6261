#include "declare/yaml.h"

#include <string.h>

#include <yaml.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "declare/source.h"
#include "declare/yaml_reader.h"

enum {
	DIRECTIVES_MAX = 64, /* libyaml compares each %TAG with each */
	PATH_KEY_MAX = 64,   /* bytes of a key that a sentence shows */
};

struct place yaml_place(const struct yaml_node *node)
{
	return (struct place){ node->file, node->line, node->column };
}

const struct yaml_node *yaml_find(const struct yaml_node *mapping, struct str key)
{
	if (mapping->kind != YAML_KIND_MAPPING)
		return NULL;
	for (const struct yaml_node *at = mapping->first; at; at = at->next->next) {
		if (str_equal(at->text, key))
			return at->next;
	}
	return NULL;
}

void yaml_path_print(struct text *text, const struct yaml_path *path)
{
	if (!path) {
		text_add_cstr(text, "the file");
		return;
	}
	if (path->up)
		yaml_path_print(text, path->up);
	if (path->is_item) {
		text_add_format(text, "[%zu]", path->index + 1);
		return;
	}
	if (path->up)
		text_add_char(text, '.');
	if (path->key.len == 0)
		text_add_cstr(text, "''");
	text_add(text, str_upto(path->key, PATH_KEY_MAX));
}

/* Errors: ERR_FAULTS, recorded. */
static enum err read_document(struct yaml_reader *reader, unsigned streams,
			      struct yaml_node **out_root)
{
	const struct yaml_spot spot = { .streams = streams };
	enum err err = yaml_event_next(reader); /* the stream starts */

	if (err == ERR_OK)
		err = yaml_event_next(reader);
	if (err != ERR_OK || reader->event.type == YAML_STREAM_END_EVENT)
		return err;
	err = yaml_event_next(reader);
	if (err == ERR_OK)
		err = yaml_node_read(reader, &spot, out_root);
	if (err == ERR_OK)
		err = yaml_event_next(reader); /* the document ends */
	if (err == ERR_OK)
		err = yaml_event_next(reader);
	if (err == ERR_OK && reader->event.type != YAML_STREAM_END_EVENT) {
		return yaml_event_refuse(
			reader, "a second document begins here; a file holds one");
	}
	return err;
}

static enum err refuse_directives(const struct yaml_reader *reader)
{
	struct str text = reader->source->text;
	size_t count = 0;

	for (const char *at = text.data; text.len > 0 && at; count++) {
		at = memmem(at, (size_t)(text.data + text.len - at), "%TAG", 4);
		at = at ? at + 4 : NULL;
	}
	if (count <= DIRECTIVES_MAX)
		return ERR_OK;
	faults_add(reader->faults, (struct place){ reader->source->path, 1, 1 },
		   "over %d \"%%TAG\" directives", DIRECTIVES_MAX);
	return ERR_FAULTS;
}

static void reader_free(struct yaml_reader *reader)
{
	yaml_event_drop(reader);
	yaml_parser_delete(&reader->parser);
	arena_free(reader->scratch);
}

enum err yaml_read_source(struct yaml_reader *with, unsigned streams,
			  struct yaml_node **out_root)
{
	CLEANUP(reader_free)
	struct yaml_reader reader = {
		.arena = with->arena,
		.scratch = arena_new(),
		.target = with->arena,
		.source = with->source,
		.options = with->options,
		.faults = with->faults,
		.anchors = map_new(with->arena),
		.totals = with->totals,
		.depth = with->depth,
		.deepest = with->depth,
	};
	struct str text = with->source->text;
	enum err err = refuse_directives(&reader);

	if (err != ERR_OK)
		return err;
	if (!yaml_parser_initialize(&reader.parser))
		arena_exhausted();
	yaml_parser_set_input_string(&reader.parser, (const unsigned char *)text.data,
				     text.len);
	*out_root = NULL;
	err = read_document(&reader, streams, out_root);
	with->deepest = reader.deepest;
	return err;
}

enum err yaml_read(struct arena *arena, const struct source *source,
		   const struct yaml_options *options, struct faults *faults,
		   const struct yaml_node **out_root)
{
	struct yaml_totals totals = { 0 };
	struct yaml_reader with = {
		.arena = arena,
		.totals = &totals,
		.source = source,
		.options = options,
		.faults = faults,
	};
	struct yaml_node *root = NULL;
	unsigned streams = (1U << options->stream_count) - 1;
	enum err err = yaml_read_source(&with, streams, &root);

	if (err == ERR_OK)
		*out_root = root;
	return err;
}

const char *yaml_version(void)
{
	return yaml_get_version_string();
}
