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

static bool is_declaration(const char *name)
{
	return name[0] != '.' &&
	       (str_has_suffix(str_of(name), (struct str)STR(".yaml")) ||
		str_has_suffix(str_of(name), (struct str)STR(".yml")));
}

static int compare_paths(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
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

static void directory_close(DIR **directory)
{
	if (*directory)
		closedir(*directory);
}

/* The declarations of a directory, sorted.  Returns how many, or -1 with errno. */
static ptrdiff_t list_directory(struct arena *arena, const char *path,
				const char ***out_files)
{
	CLEANUP(directory_close) DIR *directory = opendir(path);
	size_t count = 0;
	size_t room = 64;
	const char **files = arena_array(arena, room, sizeof(*files));
	const struct dirent *entry = NULL;

	if (!directory)
		return -1;
	while ((entry = readdir(directory))) {
		char *file = join(arena, path, entry->d_name);

		if (!is_declaration(entry->d_name) || is_directory(file))
			continue;
		if (count == room) {
			const char **larger =
				arena_array(arena, room * 2, sizeof(*larger));

			memcpy(larger, files, room * sizeof(*files));
			files = larger;
			room *= 2;
		}
		files[count++] = file;
	}
	qsort(files, count, sizeof(*files), compare_paths);
	*out_files = files;
	return (ptrdiff_t)count;
}

static void load_directory(struct loader *loader, const char *path)
{
	struct faults *faults = loader->draft.faults;
	struct place place = { str_cstr(faults->arena, str_of(path)), 0, 0 };
	const char **files = NULL;
	ptrdiff_t count = list_directory(faults->arena, path, &files);

	if (count < 0)
		faults_add(faults, place, "cannot read this directory: %s",
			   strerror(errno));
	if (count == 0)
		faults_add(faults, place, "this directory holds no *.yaml and no *.yml");
	for (ptrdiff_t i = 0; i < count; i++)
		load_file(loader, NULL, files[i], (struct place){ files[i], 0, 0 });
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
