#include <glob.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/map.h"
#include "declare/loader.h"
#include "declare/yaml.h"

/* Which file a path leads to. */
struct identity {
	dev_t device;
	ino_t inode;
};

/* The keys at the top of a file. */
struct file_keys {
	const struct yaml_node *version;
	struct schema_list include;
	const struct yaml_node *defaults, *servers, *zones, *checks;
	struct str trust_anchors, root_hints;
};

/* One of those that are paths, and where it goes. */
struct path_key {
	const char *name;
	struct place *place;
	const char **path;
};

enum stream { STREAM_RECORDS, STREAM_CHECKS };

static const char *const records_keys[] = { "zones", "*", "records", NULL };
static const char *const checks_keys[] = { "checks", NULL };
static const struct yaml_stream streams[] = {
	[STREAM_RECORDS] = { records_keys, YAML_KIND_MAPPING },
	[STREAM_CHECKS] = { checks_keys, YAML_KIND_SEQUENCE },
};

/* clang-format off */
#define AT(member) offsetof(struct file_keys, member)
static const struct field fields[] = {
	{ .name = "version", .type = FIELD_NODE, .offset = AT(version),
	  .summary = "of this vocabulary: 1" },
	{ .name = "include", .type = FIELD_STR_LIST, .offset = AT(include),
	  .summary = "more files, relative to this one; globs are allowed" },
	{ .name = "defaults", .type = FIELD_NODE, .offset = AT(defaults),
	  .summary = "what holds where nothing else is said" },
	{ .name = "servers", .type = FIELD_NODE, .offset = AT(servers),
	  .summary = "groups of servers" },
	{ .name = "trust_anchors", .type = FIELD_STR, .offset = AT(trust_anchors),
	  .summary = "a file of DS or DNSKEY records of the root" },
	{ .name = "root_hints", .type = FIELD_STR, .offset = AT(root_hints),
	  .summary = "a file of the root's servers" },
	{ .name = "zones", .type = FIELD_NODE, .offset = AT(zones),
	  .summary = "zones of ours and what they are to serve" },
	{ .name = "checks", .type = FIELD_NODE, .offset = AT(checks),
	  .summary = "anything that is not about a zone of ours" },
	{ 0 },
};
#undef AT
/* clang-format on */

static void on_entry(void *user, const struct yaml_entry *entry)
{
	struct loader *loader = user;

	if (entry->stream == STREAM_RECORDS) {
		load_zone_entry(loader, entry);
	} else {
		load_check_entry(loader, entry);
	}
}

/* True for a record of octoDNS, or a list of them: a mapping with a type. */
static bool is_record(const struct yaml_node *node)
{
	if (node->kind == YAML_KIND_SEQUENCE)
		node = node->first;
	return node && node->kind == YAML_KIND_MAPPING &&
	       yaml_find(node, (struct str)STR("type")) != NULL;
}

static bool is_known_key(const struct yaml_node *key)
{
	for (size_t i = 0; fields[i].name; i++) {
		if (str_equal(key->text, str_of(fields[i].name)))
			return true;
	}
	return false;
}

static bool is_octodns(const struct yaml_node *root)
{
	bool has_record = false;

	for (const struct yaml_node *key = root->first; key; key = key->next->next) {
		if (is_known_key(key) && !is_record(key->next))
			return false;
		has_record = has_record || is_record(key->next);
	}
	return has_record;
}

/* The zone that an octoDNS file is named after: the last part of its path without "yaml". */
static struct str zone_of_path(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct str name = str_of(slash ? slash + 1 : path);

	if (str_has_suffix(name, (struct str)STR(".yaml")))
		name = str_upto(name, name.len - 5);
	return name;
}

static void fault_octodns(struct loader *loader, const struct source *source)
{
	struct str zone = zone_of_path(source->path);

	faults_add(loader->draft.faults, (struct place){ source->path, 1, 1 },
		   "this is a zone file of octoDNS; name it in a declaration: "
		   "zones: {%.*s: {records_from: {octodns: %s}}}",
		   (int)zone.len, zone.data, source->path);
}

/* A path that is the same in all files that say it, resolved against its own. */
static void read_path(struct loader *loader, const struct source *source,
		      const struct path_key *key, const struct yaml_node *node)
{
	const char *found = source_resolve(loader->draft.arena, source->path, node->text);

	if (key->place->line == 0) {
		*key->place = yaml_place(node);
		*key->path = found;
	} else if (strcmp(*key->path, found) != 0) {
		faults_add(loader->draft.faults, yaml_place(node),
			   "\"%s\" differs from what %s:%u says; move it to one file and "
			   "include that",
			   key->name, key->place->file, key->place->line);
	}
}

static void read_paths(struct loader *loader, const struct source *source,
		       const struct yaml_node *root, const struct file_keys *keys)
{
	struct declaration *declaration = &loader->draft.declaration;

	const struct path_key hints = { "root_hints", &loader->root_hints_place,
					&declaration->root_hints };
	const struct path_key anchors = { "trust_anchors", &loader->trust_anchors_place,
					  &declaration->trust_anchors };

	if (keys->root_hints.data) {
		read_path(loader, source, &hints, yaml_find(root, str_of(hints.name)));
		declaration->root_hints_place = loader->root_hints_place;
	}
	if (keys->trust_anchors.data) {
		read_path(loader, source, &anchors,
			  yaml_find(root, str_of(anchors.name)));
	}
}

static bool has_magic(struct str pattern)
{
	return str_find(pattern, '*') >= 0 || str_find(pattern, '?') >= 0 ||
	       str_find(pattern, '[') >= 0;
}

static void include(struct loader *loader, const struct source *source,
		    const struct schema_text *item)
{
	char *pattern = str_cstr(
		loader->draft.arena,
		str_of(source_resolve(loader->draft.arena, source->path, item->text)));
	CLEANUP(globfree) glob_t found = { 0 };

	if (!has_magic(item->text)) {
		load_file(loader, source, pattern, item->place);
		return;
	}
	if (glob(pattern, GLOB_ERR, NULL, &found) != 0 || found.gl_pathc == 0) {
		faults_add(loader->draft.faults, item->place,
			   "\"%.400s\" matches no file", pattern);
		return;
	}
	for (size_t i = 0; i < found.gl_pathc; i++)
		load_file(loader, source, found.gl_pathv[i], item->place);
}

static void read_version(struct loader *loader, const struct yaml_node *version)
{
	if (version->kind != YAML_KIND_SCALAR ||
	    !str_equal(version->text, (struct str)STR("1"))) {
		faults_add(loader->draft.faults, yaml_place(version),
			   "this program reads version 1 of declarations, not \"%.20s\"",
			   version->kind == YAML_KIND_SCALAR ? version->text.data
							     : "...");
	}
}

static void read_keys(struct loader *loader, const struct source *source,
		      const struct yaml_node *root)
{
	const struct schema schema = { loader->draft.arena, loader->draft.faults };
	const struct yaml_path defaults = { .key = STR("defaults") };
	const struct yaml_path servers = { .key = STR("servers") };
	const struct yaml_path zones = { .key = STR("zones") };
	const struct yaml_path checks = { .key = STR("checks") };
	struct file_keys keys = { 0 };

	schema_read(&schema, root, NULL, fields, &keys);
	if (keys.version)
		read_version(loader, keys.version);
	if (keys.defaults)
		load_defaults(loader, keys.defaults, &defaults);
	if (keys.servers)
		load_servers(loader, keys.servers, &servers);
	if (keys.zones)
		load_zones(loader, source, keys.zones, &zones);
	if (keys.checks && keys.checks->kind != YAML_KIND_SEQUENCE)
		schema_fault_wanted(&schema, keys.checks, &checks, "a list of checks");
	read_paths(loader, source, root, &keys);
	for (size_t i = 0; i < keys.include.count; i++)
		include(loader, source, &keys.include.items[i]);
}

static void read_source(struct loader *loader, struct arena *arena,
			const struct source *source)
{
	const struct yaml_options options = {
		.streams = streams,
		.stream_count = ARRAY_LEN(streams),
		.on_entry = on_entry,
		.user = loader,
	};
	const struct yaml_node *root = NULL;

	loader->zone_key = NULL;
	loader->draft.origin++;
	if (yaml_read(arena, source, &options, loader->draft.faults, &root) != ERR_OK)
		return;
	if (!root) {
		faults_add(loader->draft.faults, (struct place){ source->path, 1, 1 },
			   "the file is empty; it wants \"zones\" or \"checks\"");
	} else if (root->kind == YAML_KIND_MAPPING && is_octodns(root)) {
		fault_octodns(loader, source);
	} else {
		read_keys(loader, source, root);
	}
}

/* True for a file that was not read before; then it is noted. */
static bool is_new(struct loader *loader, const char *path)
{
	struct identity *identity = NULL;
	struct stat status;
	void **slot = NULL;

	if (strcmp(path, "-") == 0 || stat(path, &status) != 0)
		return true;
	identity = arena_alloc(loader->draft.arena, sizeof(*identity));
	identity->device = status.st_dev;
	identity->inode = status.st_ino;
	slot = map_slot(loader->seen,
			str_make((const char *)identity, sizeof(*identity)));
	if (*slot)
		return false;
	*slot = loader;
	return true;
}

static void arena_drop(struct arena **arena)
{
	arena_free(*arena);
}

void load_file(struct loader *loader, const struct source *up, const char *path,
	       struct place place)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	const struct source *source = NULL;

	if (!is_new(loader, path) && !source_is_above(up, path))
		return;
	if (source_read(arena, up, path, place, loader->draft.faults, &source) == ERR_OK)
		read_source(loader, arena, source);
}
