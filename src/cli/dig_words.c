#include "cli/dig_words.h"

#include "base/arena.h"
#include "base/str.h"
#include "base/text.h"

enum { LINE_SIZE_MAX = 16 * 1024 };

/* A line without its end; false when there is none. */
static bool read_line(FILE *file, struct text *line)
{
	int c = getc(file);

	text_clear(line);
	if (c == EOF)
		return false;
	for (; c != EOF && c != '\n'; c = getc(file)) {
		if (c != '\0' && c != '\r')
			text_add_char(line, (char)c);
	}
	return true;
}

bool dig_words_read(struct arena *arena, FILE *file, char *argv0, char **out_argv,
		    int *out_argc, char *out_first)
{
	struct text line;
	struct str rest;
	int argc = 1;
	bool has_line;

	text_init_growing(&line, LINE_SIZE_MAX);
	has_line = read_line(file, &line);
	rest = text_str(&line);
	*out_first = '\0';
	if (rest.len > 0)
		*out_first = rest.data[0];
	out_argv[0] = argv0;
	for (struct str word = str_word(&rest); word.len > 0 && argc < DIG_WORDS_MAX - 1;
	     word = str_word(&rest))
		out_argv[argc++] = str_cstr(arena, word);
	out_argv[argc] = NULL;
	*out_argc = argc;
	text_free(&line);
	return has_line;
}
