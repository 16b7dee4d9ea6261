#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/str.h"

/** A file of a test with @content, made anew; the caller unlinks it and frees the path. */
static inline char *scratch_file(struct str content)
{
	char *path = strdup("/tmp/digdrift-test-XXXXXX");
	const int fd = mkstemp(path);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "w");

	if (file == NULL || fwrite(content.data, 1, content.len, file) != content.len ||
	    fclose(file) != 0)
		abort();
	return path;
}

static inline void scratch_drop(char *path)
{
	unlink(path);
	free(path);
}
