#include "cli/dig_batch.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "cli/dig_ask.h"
#include "cli/dig_asker.h"
#include "cli/dig_key.h"
#include "cli/dig_outcome.h"
#include "cli/dig_refusal.h"
#include "cli/dig_target.h"
#include "cli/dig_words.h"

enum { PATH_SIZE = 4096, DIG_WORDS = 13 /* that dig takes of a line */ };

/* A line of the file. */
struct words {
	char *argv[DIG_WORDS_MAX];
	int argc;
	char first;
};

static void file_close(FILE **file)
{
	if (*file != NULL && *file != stdin)
		(void)fclose(*file);
}

static void arena_end(struct arena **arena)
{
	arena_free(*arena);
}

bool dig_batch_read_rc(struct dig_line *line, char *argv0)
{
	CLEANUP(file_close) FILE *file = NULL;
	const char *home = getenv("HOME");
	char *argv[DIG_WORDS_MAX];
	char path[PATH_SIZE];
	struct text text;
	bool goes_on = true;
	char first;
	int argc;

	if (home == NULL || line->globals.is_rc_unread)
		return true;
	text_init(&text, path, sizeof(path));
	text_add_format(&text, "%s/.digrc", home);
	if (text.err != ERR_OK)
		return true;
	file = fopen(path, "r");
	line->file = path;
	line->file_line = 0;
	while (goes_on && file != NULL &&
	       dig_words_read(line->arena, file, argv0, argv, &argc, &first)) {
		line->file_line++;
		goes_on = dig_line_parse_rc(line, argc, argv);
	}
	line->file = NULL;
	return goes_on;
}

static bool ask_all(struct dig_asker *asker)
{
	struct dig_lookup *lookup;

	if (!dig_key_read(asker->line) || !dig_refusal_check(asker->line) ||
	    !dig_target_find_all(asker))
		return false;
	while ((lookup = dig_line_take(asker->line)) != NULL) {
		bool goes_on = dig_ask_lookup(asker, lookup);

		arena_reset(asker->scratch);
		if (!goes_on)
			return false;
	}
	return true;
}

/*
 * Lines without a lookup.  Behind the first query dig takes even a comment for names, and before it a line
 * that begins with a blank.
 */
static bool is_passed_over(const struct dig_line *line, const struct words *words,
			   bool has_asked)
{
	if (line->is_dig) {
		return !has_asked && (words->first == '\0' || words->first == '#' ||
				      words->first == ';');
	}
	return words->argc == 1 || words->argv[1][0] == '#' || words->argv[1][0] == ';';
}

static FILE *open_file(struct dig_line *line)
{
	const char *path = line->globals.batch;
	FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");

	if (file == NULL) {
		(void)fprintf(line->err, "%s: %s\n", path, strerror(errno));
		dig_line_fatal(line, DIG_EXIT_BATCH,
			       "couldn't open specified batch file");
	}
	return file;
}

/* Text that a line of the file made global outlives the line. */
static void keep(struct arena *arena, const char **text, const char *before)
{
	if (*text != before && *text != NULL)
		*text = str_cstr(arena, str_of(*text));
}

/* dig ends the run where a line is wrong; digdrift goes on to the next line. */
static bool ask_line(struct dig_asker *asker, int argc, char **argv)
{
	struct dig_line *line = asker->line;

	if (dig_line_parse_batch(line, argc, argv) && ask_all(asker))
		return true;
	line->first = NULL;
	line->last = NULL;
	if (line->exit_code == DIG_EXIT_OK) {
		line->exit_code = DIG_EXIT_USAGE; /* a server without address */
	} else if (line->is_dig) {
		return false;
	}
	if (!line->is_dig) {
		asker->exit_code =
			dig_outcome_join(false, asker->exit_code, line->exit_code);
	}
	line->exit_code = DIG_EXIT_OK;
	return true;
}

/* Everything that belongs to the line dies with it. */
static bool ask_line_alone(struct dig_asker *asker, struct arena *arena, int argc,
			   char **argv)
{
	struct dig_line *line = asker->line;
	struct dig_globals *globals = &line->globals;
	const struct dig_globals before = *globals;
	const struct dig_found *found = asker->found;
	bool goes_on = ask_line(asker, argc, argv);

	asker->found = found;
	keep(asker->arena, &globals->domain, before.domain);
	keep(asker->arena, &globals->source, before.source);
	keep(asker->arena, &globals->keyfile, before.keyfile);
	keep(asker->arena, &globals->key, before.key);
	globals->batch = before.batch;
	arena_reset(arena);
	return goes_on;
}

bool dig_batch_ask(struct dig_asker *asker, char *argv0)
{
	struct dig_line *line = asker->line;
	CLEANUP(file_close) FILE *file = NULL;
	CLEANUP(arena_end) struct arena *arena = NULL;
	bool has_asked = line->first != NULL;
	struct words words;
	bool goes_on = true;

	if (!ask_all(asker))
		return false;
	if (line->globals.batch == NULL)
		return true;
	file = open_file(line);
	if (file == NULL)
		return false;
	arena = arena_new();
	line->arena = arena;
	asker->is_batch = true;
	line->file = line->globals.batch;
	line->file_line = 0;
	while (goes_on && dig_words_read(arena, file, argv0, words.argv, &words.argc,
					 &words.first)) {
		line->file_line++;
		if (is_passed_over(line, &words, has_asked))
			continue;
		has_asked = true;
		if (line->is_dig && words.argc > DIG_WORDS + 1)
			words.argc = DIG_WORDS + 1;
		goes_on = ask_line_alone(asker, arena, words.argc, words.argv);
	}
	line->file = NULL;
	line->arena = asker->arena;
	return goes_on;
}
