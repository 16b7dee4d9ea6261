#include "declare/octodns.h"

#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/attr.h"
#include "declare/directory.h"
#include "declare/draft.h"
#include "declare/octodns_record.h"
#include "declare/schema.h"
#include "declare/source.h"
#include "declare/yaml.h"

/* A zone that is being read. */
struct reading {
	struct draft *draft;
	struct draft_zone *zone;
	struct arena *scratch; /* of one entry */
};

static void on_entry(void *user, const struct yaml_entry *entry)
{
	struct reading *reading = user;

	octodns_record_read(reading->draft, reading->zone, reading->scratch, entry);
	arena_reset(reading->scratch);
}

static void arena_drop(struct arena **arena)
{
	arena_free(*arena);
}

static void read_source(struct reading *reading, struct arena *arena,
			const struct source *source)
{
	static const char *const top[] = { NULL };
	static const struct yaml_stream stream = { top, YAML_KIND_MAPPING };
	const struct yaml_options options = {
		.streams = &stream,
		.stream_count = 1,
		.on_entry = on_entry,
		.user = reading,
		.has_includes = true,
	};
	const struct schema schema = { arena, reading->draft->faults };
	const struct yaml_node *root = NULL;

	reading->draft->origin++;
	if (yaml_read(arena, source, &options, schema.faults, &root) != ERR_OK)
		return;
	if (root && root->kind != YAML_KIND_MAPPING && !root->is_null) {
		schema_fault_wanted(&schema, root, NULL,
				    "a mapping from owners to records");
	}
}

static void read_file(struct reading *reading, const struct source *up, const char *path,
		      struct place place)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	const struct source *source = NULL;

	if (source_read(arena, up, path, place, reading->draft->faults, &source) ==
	    ERR_OK)
		read_source(reading, arena, source);
}

static void read_directory(struct reading *reading, const struct source *up,
			   const char *path, struct place place)
{
	struct arena *arena = reading->draft->faults->arena;
	const char **files = NULL;
	ptrdiff_t count = directory_list(arena, path, &files);

	if (count <= 0) {
		faults_add(reading->draft->faults, place,
			   "the directory \"%.400s\" holds no zone file of octoDNS",
			   path);
	}
	for (ptrdiff_t i = 0; i < count; i++)
		read_file(reading, up, files[i], place);
}

/* The zone's own file or directory within @path, or NULL. */
static const char *find_within(const struct reading *reading, const char *path,
			       const char *suffix)
{
	struct arena *arena = reading->draft->arena;
	struct str zone = reading->zone->text;
	char *name = NULL;
	struct stat status;

	if (str_has_suffix(zone, (struct str)STR(".")))
		zone = str_upto(zone, zone.len - 1);
	name = arena_bytes(arena, zone.len + strlen(suffix) + 1);
	memcpy(name, zone.data, zone.len);
	memcpy(name + zone.len, suffix, strlen(suffix) + 1);
	name = directory_join(arena, path, name);
	return stat(name, &status) == 0 ? name : NULL;
}

void octodns_read(struct draft *draft, struct draft_zone *zone, const struct source *up,
		  const char *path, struct place place)
{
	CLEANUP(arena_drop) struct arena *scratch = arena_new();
	struct reading reading = { draft, zone, scratch };
	const char *file = NULL;
	const char *directory = NULL;

	if (!directory_is(path)) {
		read_file(&reading, up, path, place);
		return;
	}
	file = find_within(&reading, path, ".yaml");
	directory = find_within(&reading, path, ".");
	if (file)
		read_file(&reading, up, file, place);
	if (directory)
		read_directory(&reading, up, directory, place);
	if (!file && !directory)
		read_directory(&reading, up, path, place);
}
