/* allocates: a closed struct with its buffer */
#include "cli/lines.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER_SIZE = 64 * 1024 };

struct lines {
	int fd;
	bool is_ended;
	int error;
	uint64_t count;
	uint64_t bytes;
	uint64_t total;
	size_t start, end;        /* of what is not given out */
	char cut[LINES_LINE_MAX]; /* the start of a line that is too long */
	char buffer[BUFFER_SIZE];
};

enum err lines_new(const char *path, struct lines **out_lines)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	struct lines *lines;
	struct stat status;

	if (fd < 0)
		return errno == ENOENT ? ERR_NOT_FOUND : ERR_IO;
	lines = calloc(1, sizeof(*lines));
	if (lines == NULL)
		return ERR_SYSTEM;
	lines->fd = fd;
	if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode))
		lines->total = (uint64_t)status.st_size;
	*out_lines = lines;
	return ERR_OK;
}

void lines_free(struct lines *lines)
{
	if (lines == NULL)
		return;
	if (lines->fd != STDIN_FILENO)
		(void)close(lines->fd);
	free(lines);
}

static bool fill(struct lines *lines)
{
	ssize_t got;

	if (lines->is_ended)
		return false;
	memmove(lines->buffer, lines->buffer + lines->start, lines->end - lines->start);
	lines->end -= lines->start;
	lines->start = 0;
	do {
		got = read(lines->fd, lines->buffer + lines->end,
			   BUFFER_SIZE - lines->end);
	} while (got < 0 && errno == EINTR);
	if (got <= 0) {
		lines->error = got < 0 ? errno : 0;
		lines->is_ended = true;
		return false;
	}
	lines->end += (size_t)got;
	lines->bytes += (uint64_t)got;
	return true;
}

/* Passes over what is left of a line that is too long. */
static void skip_rest(struct lines *lines)
{
	for (;;) {
		char *start = lines->buffer + lines->start;
		char *newline = memchr(start, '\n', lines->end - lines->start);

		if (newline != NULL) {
			lines->start += (size_t)(newline - start) + 1;
			return;
		}
		lines->start = lines->end;
		if (!fill(lines))
			return;
	}
}

static bool give(struct lines *lines, struct str line, struct str *out_line)
{
	if (line.len > 0 && line.data[line.len - 1] == '\r')
		line.len--;
	lines->count++;
	*out_line = line;
	return true;
}

bool lines_next(struct lines *lines, struct str *out_line, bool *out_is_cut)
{
	*out_is_cut = false;
	for (;;) {
		char *start = lines->buffer + lines->start;
		size_t left = lines->end - lines->start;
		char *newline = memchr(start, '\n', left);

		if (newline != NULL && newline - start <= LINES_LINE_MAX) {
			lines->start += (size_t)(newline - start) + 1;
			return give(lines, str_make(start, (size_t)(newline - start)),
				    out_line);
		}
		if (left > LINES_LINE_MAX) {
			memcpy(lines->cut, start, sizeof(lines->cut));
			skip_rest(lines);
			*out_is_cut = true;
			return give(lines, str_make(lines->cut, sizeof(lines->cut)),
				    out_line);
		}
		if (fill(lines))
			continue;
		if (left == 0)
			return false;
		start = lines->buffer + lines->start; /* fill may have moved it */
		lines->start = lines->end;
		return give(lines, str_make(start, left), out_line);
	}
}

uint64_t lines_count(const struct lines *lines)
{
	return lines->count;
}

uint64_t lines_read_bytes(const struct lines *lines)
{
	return lines->bytes - (lines->end - lines->start);
}

uint64_t lines_total_bytes(const struct lines *lines)
{
	return lines->total;
}

bool lines_has_error(const struct lines *lines)
{
	errno = lines->error;
	return lines->error != 0;
}
