#include "declare/load.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/map.h"
#include "base/text.h"
#include "declare/loader.h"

static bool is_directory(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int is_declaration(const struct dirent *entry)
{
	struct str name = str_of(entry->d_name);

	return entry->d_name[0] != '.' &&
	       (str_has_suffix(name, (struct str)STR(".yaml")) ||
		str_has_suffix(name, (struct str)STR(".yml")));
}

static int compare_entries(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static char *join(struct arena *arena, const char *directory, const char *name)
{
	size_t head = strlen(directory);
	size_t tail = strlen(name);
	char *path = arena_bytes(arena, head + tail + 2);

	memcpy(path, directory, head);
	path[head] = '/';
	memcpy(path + head + 1, name, tail + 1);
	return path;
}

static void load_directory(struct loader *loader, const char *path)
{
	struct place place = { str_cstr(loader->draft.faults->arena, str_of(path)), 0,
			       0 };
	struct dirent **entries = NULL;
	int count = scandir(path, &entries, is_declaration, compare_entries);
	size_t files = 0;

	if (count < 0) {
		faults_add(loader->draft.faults, place, "cannot read this directory: %s",
			   strerror(errno));
		return;
	}
	for (int i = 0; i < count; i++) {
		char *file = join(loader->draft.arena, path, entries[i]->d_name);

		if (!is_directory(file)) {
			load_file(loader, NULL, file, (struct place){ file, 0, 0 });
			files++;
		}
		free(entries[i]);
	}
	free(entries);
	if (files == 0)
		faults_add(loader->draft.faults, place,
			   "this directory holds no *.yaml and no *.yml");
}

/* A run that asks nothing would look like one that found all well. */
static void refuse_nothing(const struct declaration *declaration, struct faults *faults,
			   const char *path)
{
	for (const struct declared_zone *zone = declaration->zones; zone;
	     zone = zone->next) {
		if (zone->is_exclusive)
			return;
	}
	if (declaration->expectation_count == 0 && declaration->check_count == 0)
		faults_add(
			faults, (struct place){ path, 0, 0 },
			"nothing to check is declared here; wanted \"records\" of a zone or "
			"\"checks\"");
}

static void loader_free(struct loader *loader)
{
	arena_free(loader->scratch);
}

enum err load_files(struct arena *arena, const char *const *paths, size_t path_count,
		    const struct declared_kind *const *kinds, size_t kind_count,
		    struct faults *faults, const struct declaration **out_declaration)
{
	CLEANUP(loader_free)
	struct loader loader = {
		.scratch = arena_new(),
		.seen = map_new(arena),
	};
	const struct declaration *declaration = NULL;

	draft_init(&loader.draft, arena, faults);
	loader.draft.kinds = kinds;
	loader.draft.kind_count = kind_count;
	load_zone_init(&loader);
	for (size_t i = 0; i < path_count; i++) {
		if (is_directory(paths[i]))
			load_directory(&loader, paths[i]);
		else
			load_file(
				&loader, NULL, paths[i],
				(struct place){ str_cstr(faults->arena, str_of(paths[i])),
						0, 0 });
	}
	declaration = draft_finish(&loader.draft);
	if (faults_is_empty(faults))
		refuse_nothing(declaration, faults, path_count > 0 ? paths[0] : NULL);
	if (!faults_is_empty(faults)) {
		faults_sort(faults);
		return ERR_FAULTS;
	}
	*out_declaration = declaration;
	return ERR_OK;
}
