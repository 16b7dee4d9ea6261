#include "declare/load.h"

#include <errno.h>
#include <string.h>

#include "base/arena.h"
#include "base/map.h"
#include "declare/directory.h"
#include "declare/loader.h"

static void load_directory(struct loader *loader, const char *path)
{
	struct faults *faults = loader->draft.faults;
	struct place place = { str_cstr(faults->arena, str_of(path)), 0, 0 };
	const char **files = NULL;
	ptrdiff_t count = directory_list(faults->arena, path, &files);

	if (count < 0) {
		faults_add(faults, place, "cannot read this directory: %s",
			   strerror(errno));
	}
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
	if (declaration->expectation_count == 0 && declaration->check_count == 0) {
		faults_add(
			faults, (struct place){ path, 0, 0 },
			"nothing to check is declared here; wanted \"records\" of a zone or "
			"\"checks\"");
	}
}

static void loader_free(struct loader *loader)
{
	arena_free(loader->scratch);
}

/* NOLINTNEXTLINE(readability-function-size): one list and its length are one thing */
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
		if (directory_is(paths[i])) {
			load_directory(&loader, paths[i]);
		} else {
			load_file(
				&loader, NULL, paths[i],
				(struct place){ str_cstr(faults->arena, str_of(paths[i])),
						0, 0 });
		}
	}
	declaration = draft_finish(&loader.draft);
	if (faults_is_empty(faults))
		refuse_nothing(declaration, faults, path_count > 0 ? paths[0] : NULL);
	*out_declaration = declaration;
	faults_sort(faults);
	return faults_is_empty(faults) ? ERR_OK : ERR_FAULTS;
}
