#include <string.h>

#include "base/text.h"
#include "declare/yaml_reader.h"

static bool is_step(const char *wanted, const struct yaml_node *key)
{
	if (strcmp(wanted, "*") == 0)
		return true;
	return key && str_equal(str_of(wanted), key->text);
}

struct yaml_spot yaml_stream_step(const struct yaml_options *options,
				  const struct yaml_spot *spot,
				  const struct yaml_node *key, size_t index,
				  struct yaml_path *path)
{
	struct yaml_spot step = { .path = path, .depth = spot->depth + 1 };

	*path = (struct yaml_path){
		.up = spot->path,
		.key = key ? key->text : (struct str){ 0 },
		.index = index,
		.is_item = !key,
	};
	for (size_t i = 0; spot->streams >> i != 0; i++) {
		const char *wanted = options->streams[i].keys[spot->depth];

		if (spot->streams >> i & 1 && wanted && is_step(wanted, key))
			step.streams |= UINT32_C(1) << i;
	}
	return step;
}

int yaml_stream_find(const struct yaml_options *options, const struct yaml_spot *spot,
		     enum yaml_kind kind)
{
	for (int i = 0; spot->streams >> i != 0; i++) {
		const struct yaml_stream *stream = &options->streams[i];

		if (spot->streams >> i & 1 && !stream->keys[spot->depth] &&
		    stream->kind == kind)
			return i;
	}
	return -1;
}

static void replay_entries(const struct yaml_options *options,
			   const struct yaml_spot *spot, const struct yaml_node *node,
			   size_t stream)
{
	size_t index = 0;

	for (const struct yaml_node *at = node->first; at; at = at->next) {
		struct yaml_entry entry = {
			.path = spot->path,
			.value = at,
			.index = index,
			.stream = stream,
		};

		if (node->kind == YAML_KIND_MAPPING) {
			entry.key = at;
			entry.value = at = at->next;
		}
		options->on_entry(options->user, &entry);
		index++;
	}
}

void yaml_stream_replay(const struct yaml_options *options, const struct yaml_spot *spot,
			const struct yaml_node *node)
{
	int stream = yaml_stream_find(options, spot, node->kind);

	if (stream >= 0) {
		replay_entries(options, spot, node, (size_t)stream);
		return;
	}
	if (spot->streams == 0 || node->kind == YAML_KIND_SCALAR)
		return;

	size_t index = 0;

	for (const struct yaml_node *at = node->first; at; at = at->next) {
		struct yaml_path path;
		const struct yaml_node *key = NULL;

		if (node->kind == YAML_KIND_MAPPING) {
			key = at;
			at = at->next;
		}

		struct yaml_spot step =
			yaml_stream_step(options, spot, key, index++, &path);

		yaml_stream_replay(options, &step, at);
	}
}
