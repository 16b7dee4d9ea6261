#include "cli/dig_run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "cli/dig_ask.h"
#include "cli/dig_asker.h"
#include "cli/dig_idn.h"
#include "cli/dig_outcome.h"
#include "cli/dig_words.h"

static void file_close(FILE **file)
{
	if (*file != NULL && *file != stdin)
		(void)fclose(*file);
}

static void arena_end(struct arena **arena)
{
	arena_free(*arena);
}

/* ~/.digrc: a missing one is none. */
static bool read_rc(struct dig_line *line, char *argv0)
{
	CLEANUP(file_close) FILE *file = NULL;
	const char *home = getenv("HOME");
	char *argv[DIG_WORDS_MAX];
	char path[4096];
	struct text text;
	int argc;

	if (home == NULL || line->globals.is_rc_unread)
		return true;
	text_init(&text, path, sizeof(path));
	text_add_format(&text, "%s/.digrc", home);
	if (text.err != ERR_OK)
		return true;
	file = fopen(path, "r");
	while (file != NULL && dig_words_read(line->arena, file, argv0, argv, &argc)) {
		if (!dig_line_parse_rc(line, argc, argv))
			return false;
	}
	return true;
}

/* What dig's grammar has and this program has not; nothing is asked then. */
static const char *find_refused(const struct dig_line *line,
				const struct dig_lookup *lookup)
{
	const struct {
		bool is_on;
		const char *name;
	} features[] = {
		{ line->globals.keyfile != NULL, "TSIG (-k)" },
		{ line->globals.key != NULL, "TSIG (-y)" },
		{ lookup->refused.has_tls, "DNS over TLS (+tls)" },
		{ lookup->refused.has_https, "DNS over HTTPS (+https)" },
		{ lookup->refused.has_http, "DNS over HTTP (+http-plain)" },
		{ lookup->refused.has_proxy, "PROXYv2 (+proxy)" },
		{ lookup->is_trace, "+trace" },
		{ lookup->is_nssearch, "+nssearch" },
		{ lookup->style.is_dns64_prefix, "+dns64prefix" },
	};

	for (size_t i = 0; i < ARRAY_LEN(features); i++) {
		if (features[i].is_on)
			return features[i].name;
	}
	return NULL;
}

static bool check_refused(struct dig_line *line)
{
	for (const struct dig_lookup *at = line->first; at != NULL; at = at->next) {
		const char *name = find_refused(line, at);

		if (name != NULL)
			return dig_line_fatal(line, DIG_EXIT_USAGE, "%s is not available",
					      name);
	}
	return true;
}

static bool ask_all(struct dig_asker *asker)
{
	struct dig_lookup *lookup;

	if (!check_refused(asker->line))
		return false;
	while ((lookup = dig_line_take(asker->line)) != NULL) {
		bool goes_on = dig_ask_lookup(asker, lookup);

		arena_reset(asker->scratch);
		if (!goes_on)
			return false;
	}
	return true;
}

/* Lines without a lookup: dig takes a comment behind the first query for names. */
static bool is_passed_over(const struct dig_line *line, int argc, char **argv,
			   bool has_asked)
{
	if (argc > 1 && argv[1][0] != '#' && argv[1][0] != ';')
		return false;
	return !line->is_dig || !has_asked;
}

static FILE *open_batch(struct dig_line *line)
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

static bool ask_batch(struct dig_asker *asker, char *argv0)
{
	struct dig_line *line = asker->line;
	CLEANUP(file_close) FILE *file = NULL;
	bool has_asked = line->first != NULL;
	int argc;

	if (!ask_all(asker))
		return false;
	if (line->globals.batch == NULL)
		return true;
	file = open_batch(line);
	if (file == NULL)
		return false;
	for (;;) {
		char **argv = arena_array(line->arena, DIG_WORDS_MAX, sizeof(*argv));

		if (!dig_words_read(line->arena, file, argv0, argv, &argc))
			return true;
		if (is_passed_over(line, argc, argv, has_asked))
			continue;
		has_asked = true;
		if (!dig_line_parse_batch(line, argc, argv) || !ask_all(asker))
			return false;
	}
}

/* Names in Unicode are shown to people only. */
static void choose_idn(struct dig_line *line)
{
	bool is_on = getenv("IDN_DISABLE") == NULL && dig_idn_is_built_in();

	line->defaults.has_idn_in = is_on;
	line->defaults.style.has_idn_out = is_on && isatty(STDOUT_FILENO) == 1;
}

/* What was written must have reached its reader. */
static int finish(struct dig_line *line, int exit_code)
{
	if (fflush(line->out) == 0 && ferror(line->out) == 0)
		return exit_code;
	(void)fprintf(line->err, "%s: couldn't write the output: %s\n", line->program,
		      strerror(errno));
	return dig_outcome_join(false, exit_code, DIG_EXIT_USAGE);
}

int dig_run(int argc, char **argv, bool is_dig)
{
	CLEANUP(arena_end) struct arena *arena = arena_new();
	CLEANUP(dig_asker_end) struct dig_asker asker = { 0 };
	struct dig_line line;

	dig_line_init(&line, arena, is_dig ? argv[0] : "digdrift", is_dig);
	choose_idn(&line);
	if (!dig_line_read_ahead(&line, argc, argv) || !read_rc(&line, argv[0]) ||
	    !dig_line_parse(&line, argc, argv))
		return finish(&line, line.exit_code);
	dig_asker_init(&asker, &line, arena);
	if (!ask_batch(&asker, argv[0]))
		return finish(&line,
			      dig_outcome_join(is_dig, asker.exit_code, line.exit_code));
	return finish(&line, asker.exit_code);
}
