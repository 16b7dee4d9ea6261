#pragma once

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/** What is written to stderr (or stdout) between caught_begin and caught_end. */
struct caught {
	FILE *stream;
	FILE *file;
	int kept; /* where the stream went before */
	char text[8192];
};

static inline void caught_begin(struct caught *caught, FILE *stream)
{
	(void)fflush(stream);
	caught->stream = stream;
	caught->file = tmpfile();
	caught->kept = dup(fileno(stream));
	assert_non_null(caught->file);
	assert_true(dup2(fileno(caught->file), fileno(stream)) >= 0);
}

/** Puts the stream back; the text is in @caught. */
static inline void caught_end(struct caught *caught)
{
	size_t size;

	(void)fflush(caught->stream);
	(void)dup2(caught->kept, fileno(caught->stream));
	(void)close(caught->kept);
	rewind(caught->file);
	size = fread(caught->text, 1, sizeof(caught->text) - 1, caught->file);
	caught->text[size] = '\0';
	(void)fclose(caught->file);
}
