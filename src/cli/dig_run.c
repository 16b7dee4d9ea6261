#include "cli/dig_run.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/attr.h"
#include "cli/dig_asker.h"
#include "cli/dig_batch.h"
#include "cli/dig_explain.h"
#include "cli/dig_from.h"
#include "cli/dig_idn.h"
#include "cli/dig_outcome.h"
#include "cli/dig_save.h"

static void arena_end(struct arena **arena)
{
	arena_free(*arena);
}

/* Names in Unicode are shown to people only. */
static void choose_idn(struct dig_line *line)
{
	bool is_on = getenv("IDN_DISABLE") == NULL && dig_idn_is_built_in();

	line->defaults.has_idn_in = is_on;
	line->defaults.style.has_idn_out = is_on && isatty(fileno(line->out)) == 1;
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

static bool run(struct dig_asker *asker, char *argv0)
{
	if (asker->line->globals.from_path != NULL)
		return dig_from_show(asker);
	return dig_batch_ask(asker, argv0);
}

int dig_run(const struct dig_run_options *options, int argc, char **argv)
{
	CLEANUP(arena_end) struct arena *arena = arena_new();
	CLEANUP(dig_asker_end) struct dig_asker asker = { 0 };
	const bool is_dig = options->is_dig;
	struct dig_line line;

	dig_line_init(&line, arena, is_dig ? argv[0] : "digdrift", is_dig);
	line.out = options->out;
	line.err = options->err;
	choose_idn(&line);
	if (!dig_line_read_ahead(&line, argc, argv) ||
	    !dig_batch_read_rc(&line, argv[0]) || !dig_line_parse(&line, argc, argv))
		return finish(&line, line.exit_code);
	dig_asker_init(&asker, &line, arena);
	asker.net = options->net;
	asker.conf_path = options->conf_path;
	if (line.globals.is_explained)
		return finish(&line, dig_explain_line(&asker, argc, argv));
	if (!dig_save_begin(&asker) || !run(&asker, argv[0])) {
		if (!dig_save_end(&asker))
			asker.exit_code = DIG_EXIT_USAGE;
		return finish(&line,
			      dig_outcome_join(is_dig, asker.exit_code, line.exit_code));
	}
	if (!dig_save_end(&asker)) {
		asker.exit_code =
			dig_outcome_join(is_dig, asker.exit_code, line.exit_code);
	}
	return finish(&line, asker.exit_code);
}

int dig_run_here(int argc, char **argv, bool is_dig)
{
	const struct dig_run_options options = {
		.is_dig = is_dig,
		.out = stdout,
		.err = stderr,
		.conf_path = "/etc/resolv.conf",
	};

	return dig_run(&options, argc, argv);
}
