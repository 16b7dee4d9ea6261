#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/text.h"

enum {
	READ_MIN = 4096,  /* bytes of the first buffer */
	SUFFIX_SIZE = 32, /* bytes of ".tmp." and a process id */
	FILE_MODE = 0644,
};

/* allocates: a writer may outlive any arena; commit and abandon free it */
struct file_writer {
	FILE *stream;
	int directory; /* open for its fsync, or -1 */
	char *path;
	char *temporary; /* NULL when the target itself is written, being no regular file */
};

static void fd_close(const int *fd)
{
	int saved = errno;

	if (*fd > STDIN_FILENO)
		close(*fd);
	errno = saved;
}

static enum err file_open(const char *path, int *out_fd)
{
	int fd = STDIN_FILENO;

	if (strcmp(path, "-") != 0)
		fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
	*out_fd = fd;
	return ERR_OK;
}

/* Bytes worth having at first: all of a regular file with one to see its end. */
static size_t size_guess(int fd, size_t max)
{
	struct stat status;
	size_t size = READ_MIN;

	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode) &&
	    status.st_size >= READ_MIN)
		size = (size_t)status.st_size + 1;
	return size <= max ? size : max + 1;
}

/* Fills @data up to @size bytes or the end of the file. */
static enum err fill(int fd, char *data, size_t size, size_t *len)
{
	while (*len < size) {
		ssize_t got = read(fd, data + *len, size - *len);

		if (got == 0)
			return ERR_OK;
		if (got < 0 && errno != EINTR)
			return ERR_IO;
		if (got > 0)
			*len += (size_t)got;
	}
	return ERR_OK;
}

enum err file_read(struct arena *arena, const char *path, size_t max,
		   struct str *out_data)
{
	CLEANUP(fd_close) int fd = -1;
	enum err err = file_open(path, &fd);

	if (err != ERR_OK)
		return err;

	size_t size = size_guess(fd, max);
	size_t len = 0;
	char *data = arena_bytes(arena, size + 1);

	for (;;) {
		err = fill(fd, data, size, &len);
		if (err != ERR_OK)
			return err;
		if (len > max)
			return ERR_LIMIT;
		if (len < size)
			break;

		size_t larger = size < max / 2 ? size * 2 : max + 1;
		char *copy = arena_bytes(arena, larger + 1);

		memcpy(copy, data, len);
		data = copy;
		size = larger;
	}
	data[len] = '\0';
	*out_data = str_make(data, len);
	return ERR_OK;
}

static char *path_copy(const char *path, const char *suffix)
{
	char *copy = NULL;

	if (asprintf(&copy, "%s%s", path, suffix) < 0)
		arena_exhausted();
	return copy;
}

static int directory_open(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *directory = path_copy(slash ? path : ".", "");

	if (slash)
		directory[slash > path ? slash - path : 1] = '\0';

	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int saved = errno;

	free(directory);
	errno = saved;
	return fd;
}

/* A new empty file; one left by a killed run that had our process id is removed first. */
static int temporary_open(const char *path)
{
	int fd = -1;

	unlink(path);
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, FILE_MODE);
	if (fd >= 0 && fchmod(fd, FILE_MODE) != 0) {
		fd_close(&fd);
		unlink(path);
		return -1;
	}
	return fd;
}

static void writer_free(struct file_writer *writer)
{
	int saved = errno;

	if (writer->stream)
		fclose(writer->stream);
	if (writer->directory >= 0)
		close(writer->directory);
	free(writer->path);
	free(writer->temporary);
	free(writer);
	errno = saved;
}

/* The file to write to: the target where it cannot be replaced, else a temporary one. */
static int target_open(struct file_writer *writer)
{
	char suffix[SUFFIX_SIZE];
	struct stat status;

	if (stat(writer->path, &status) == 0 && !S_ISREG(status.st_mode)) {
		/* A pipe, a terminal, /dev/null; a directory fails here with its errno. */
		return open(writer->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	}
	snprintf(suffix, sizeof(suffix), ".tmp.%ld", (long)getpid());
	writer->temporary = path_copy(writer->path, suffix);
	writer->directory = directory_open(writer->path);
	return writer->directory >= 0 ? temporary_open(writer->temporary) : -1;
}

enum err file_writer_new(const char *path, struct file_writer **out_writer)
{
	struct file_writer *writer = calloc(1, sizeof(*writer));

	if (!writer)
		arena_exhausted();
	writer->path = path_copy(path, "");
	writer->directory = -1;

	int fd = target_open(writer);

	if (fd >= 0)
		writer->stream = fdopen(fd, "w");
	if (!writer->stream) {
		fd_close(&fd);
		writer_free(writer);
		return ERR_IO;
	}
	*out_writer = writer;
	return ERR_OK;
}

FILE *file_writer_stream(struct file_writer *writer)
{
	return writer->stream;
}

/* False when another writer of the same path took the temporary name over. */
static bool is_ours(const struct file_writer *writer)
{
	struct stat opened;
	struct stat named;

	return fstat(fileno(writer->stream), &opened) == 0 &&
	       lstat(writer->temporary, &named) == 0 && opened.st_ino == named.st_ino &&
	       opened.st_dev == named.st_dev;
}

/* Everything on disk under the temporary name.  Errors: ERR_IO with errno. */
static enum err stream_finish(struct file_writer *writer)
{
	bool has_failed = ferror(writer->stream) != 0;

	if (fflush(writer->stream) != 0)
		return ERR_IO;
	if (has_failed) {
		errno = EIO;
		return ERR_IO;
	}
	if (!writer->temporary)
		return ERR_OK;
	if (fsync(fileno(writer->stream)) != 0)
		return ERR_IO;
	if (!is_ours(writer)) {
		errno = EBUSY;
		return ERR_IO;
	}
	return ERR_OK;
}

enum err file_writer_commit(struct file_writer *writer)
{
	enum err err = stream_finish(writer);

	if (err == ERR_OK && writer->temporary &&
	    rename(writer->temporary, writer->path) != 0)
		err = ERR_IO;
	if (err != ERR_OK) {
		file_writer_abandon(writer);
		return err;
	}
	/* The file is there and whole; were this to fail, only a power cut could undo it. */
	if (writer->directory >= 0)
		fsync(writer->directory);
	writer_free(writer);
	return ERR_OK;
}

void file_writer_abandon(struct file_writer *writer)
{
	int saved = errno;

	if (!writer)
		return;
	if (writer->temporary && is_ours(writer))
		unlink(writer->temporary);
	errno = saved;
	writer_free(writer);
}
