#include "declare/source.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"

static void fault_read(struct faults *faults, struct place place, const char *path,
		       enum err err)
{
	int number = errno;

	if (err == ERR_LIMIT) {
		faults_add(faults, place, "\"%s\" is larger than %d MB", path,
			   SOURCE_SIZE_MAX >> 20);
	} else if (err == ERR_NOT_FOUND) {
		faults_add(faults, place, "there is no file \"%s\"", path);
	} else {
		faults_add(faults, place, "cannot read \"%s\": %s", path,
			   strerror(number));
	}
}

bool source_is_above(const struct source *up, const char *path)
{
	struct stat status;

	if (strcmp(path, "-") == 0 || stat(path, &status) != 0)
		return false;
	for (; up; up = up->up) {
		struct stat other;

		if (stat(up->path, &other) == 0 && other.st_ino == status.st_ino &&
		    other.st_dev == status.st_dev)
			return true;
	}
	return false;
}

/* True for a pipe or a device, which a file could make us wait for or read without end. */
static bool is_endless(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && !S_ISREG(status.st_mode) &&
	       !S_ISDIR(status.st_mode);
}

enum err source_read(struct arena *arena, const struct source *up, const char *path,
		     struct place place, struct faults *faults,
		     const struct source **out_source)
{
	struct source *source = arena_alloc(arena, sizeof(*source));

	source->path = str_cstr(faults->arena, str_of(path));
	source->up = up;
	source->depth = up ? up->depth + 1 : 1;
	if (source_is_above(up, path)) {
		faults_add(faults, place, "\"%s\" includes itself", path);
		return ERR_FAULTS;
	}
	if (source->depth > SOURCE_DEPTH_MAX) {
		faults_add(faults, place, "files include each other over %d deep",
			   SOURCE_DEPTH_MAX);
		return ERR_FAULTS;
	}
	if (up && is_endless(path)) {
		faults_add(faults, place, "\"%s\" is no regular file", path);
		return ERR_FAULTS;
	}
	errno = 0;

	enum err err = file_read(arena, path, SOURCE_SIZE_MAX, &source->text);

	if (err != ERR_OK) {
		fault_read(faults, place, path, err);
		return ERR_FAULTS;
	}
	*out_source = source;
	return ERR_OK;
}

const char *source_resolve(struct arena *arena, const char *file, struct str name)
{
	const char *slash = strrchr(file, '/');

	if (str_equal(name, (struct str)STR("-")) && !slash)
		return "./-";
	if (str_has_prefix(name, (struct str)STR("/")) || !slash)
		return str_cstr(arena, name);

	size_t head = (size_t)(slash - file) + 1;
	char *path = arena_bytes(arena, head + name.len + 1);

	memcpy(path, file, head);
	memcpy(path + head, name.data, name.len);
	path[head + name.len] = '\0';
	return path;
}
