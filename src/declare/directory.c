#include "declare/directory.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/str.h"

bool directory_is(const char *path)
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

char *directory_join(struct arena *arena, const char *directory, const char *name)
{
	size_t head = strlen(directory);
	size_t tail = strlen(name);
	char *path = arena_bytes(arena, head + tail + 2);

	snprintf(path, head + tail + 2, "%s/%s", directory, name);
	return path;
}

static void directory_close(DIR **directory)
{
	if (*directory)
		closedir(*directory);
}

ptrdiff_t directory_list(struct arena *arena, const char *path, const char ***out_files)
{
	CLEANUP(directory_close) DIR *directory = opendir(path);
	size_t count = 0;
	size_t room = 64;
	const char **files = arena_array(arena, room, sizeof(*files));
	const struct dirent *entry = NULL;

	if (!directory)
		return -1;
	while ((entry = readdir(directory))) {
		char *file = directory_join(arena, path, entry->d_name);

		if (!is_declaration(entry->d_name) || directory_is(file))
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
