/* digdrift bulk: names in, one row out for each, always. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "cli/bulk_file.h"
#include "cli/bulk_settings.h"
#include "cli/command.h"
#include "cli/lines.h"
#include "cli/option.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "query/resolvconf.h"
#include "report/row.h"

enum {
	EXIT_USAGE = 1,
	EXIT_NO_FILE = 8,
	EXIT_UNASKED = 9,
	EXIT_INTERNAL = 10,
	TICK_MS = 250, /* between flushes of rows */
};

static int take_operand(struct bulk_settings *settings, const char *operand)
{
	struct server *server;
	const char *why = "";

	if (operand[0] != '@') {
		if (settings->input != NULL) {
			log_error("bulk: one file of names, not both \"%s\" and \"%s\"",
				  settings->input, operand);
			return EXIT_USAGE;
		}
		settings->input = operand;
		return -1;
	}
	if (settings->bulk.server_count == BULK_SERVERS_MAX) {
		log_error("bulk: more than %d servers", (int)BULK_SERVERS_MAX);
		return EXIT_USAGE;
	}
	if (server_parse(settings->arena, str_of(operand + 1), settings->bulk.port,
			 &server, &why) != ERR_OK) {
		log_error("bulk: \"%s\": %s", operand, why);
		return EXIT_USAGE;
	}
	settings->servers[settings->bulk.server_count++] = server;
	return -1;
}

static enum err use_system_servers(struct bulk_settings *settings)
{
	struct resolvconf conf;
	enum err err = resolvconf_read(settings->arena, "/etc/resolv.conf", &conf);

	for (size_t i = 0; err == ERR_OK && i < conf.server_count; i++)
		settings->servers[settings->bulk.server_count++] = conf.servers[i];
	return err;
}

static const char *plural(uint64_t count)
{
	return count == 1 ? "" : "s";
}

static void say_totals(const struct bulk_settings *settings,
		       const struct bulk_totals *totals, uint64_t elapsed_us)
{
	double seconds = (double)(elapsed_us > 0 ? elapsed_us : 1) / 1e6;

	if (settings->is_quiet)
		return;
	(void)fprintf(stderr,
		      "%" PRIu64 " line%s, %" PRIu64 " row%s: %" PRIu64
		      " repl%s, %" PRIu64 " failure%s, %" PRIu64 " invalid",
		      totals->lines, plural(totals->lines), totals->rows,
		      plural(totals->rows), totals->replies,
		      totals->replies == 1 ? "y" : "ies", totals->failures,
		      plural(totals->failures), totals->invalid);
	if (settings->is_resumed)
		(void)fprintf(stderr, ", %" PRIu64 " kept", totals->kept);
	(void)fprintf(stderr, "; %.1f s, %.0f a second", seconds,
		      (double)(totals->rows - totals->kept) / seconds);
	if (totals->is_stopped)
		(void)fputs("; stopped before the end", stderr);
	if (totals->is_stopped && bulk_file_tells_lines(settings)) {
		(void)fprintf(stderr, "; the same line with --resume -o %s goes on",
			      settings->output);
	}
	(void)fputc('\n', stderr);
}

/* What the engine's tick sees. */
struct watch {
	const struct bulk_settings *settings;
	struct bulk *bulk;
	const struct lines *lines;
	struct progress progress;
	bool is_seen;
};

static void on_tick(void *user)
{
	struct watch *watch = user;
	const struct bulk_totals *totals = bulk_so_far(watch->bulk);

	bulk_flush(watch->bulk);
	if (watch->is_seen) {
		const struct progress_rows now = {
			.rows = totals->rows,
			.failures = totals->failures,
			.read_bytes = lines_read_bytes(watch->lines),
			.total_bytes = lines_total_bytes(watch->lines),
		};

		progress_show_rows(&watch->progress, &now);
	}
}

static void watch_begin(struct watch *watch, struct engine *engine)
{
	bool is_terminal = progress_begin(&watch->progress);

	watch->progress.is_line_each = !is_terminal;
	watch->is_seen = !watch->settings->is_quiet &&
			 (is_terminal || watch->settings->has_progress);
	engine_set_tick(engine, TICK_MS, on_tick, watch);
}

static int code_of(const struct bulk_totals *totals)
{
	if (totals->failures > 0 || totals->is_stopped)
		return EXIT_UNASKED;
	return totals->invalid > 0 ? EXIT_USAGE : EXIT_SUCCESS;
}

static int run_engine(struct bulk_settings *settings, struct engine *engine,
		      struct lines *lines, FILE *output)
{
	struct watch watch = {
		.settings = settings,
		.bulk = bulk_new(settings->arena, engine, lines, output, &settings->bulk),
		.lines = lines,
	};
	struct bulk_totals totals;
	enum err err;

	stop_catch(engine);
	watch_begin(&watch, engine);
	err = bulk_run(watch.bulk, &totals);
	progress_end(&watch.progress);
	stop_release();
	if (err == ERR_SYNTAX) {
		log_error("bulk: the rows of \"%s\" are not of the lines of \"%s\"",
			  settings->output, settings->input);
		return EXIT_USAGE;
	}
	if (err == ERR_OK && lines_has_error(lines))
		err = ERR_IO;
	if (err != ERR_OK) {
		log_error("bulk: %s: %s", err_text(err), strerror(errno));
		return EXIT_INTERNAL;
	}
	say_totals(settings, &totals, clock_mono_us() - watch.progress.start_us);
	return code_of(&totals);
}

static int run_lines(struct bulk_settings *settings, struct lines *lines)
{
	FILE *output;
	struct engine *engine;
	int code = bulk_file_open(settings, &output);

	if (code >= 0)
		return code;
	if (engine_new(&settings->engine, NULL, &engine) != ERR_OK) {
		log_error("bulk: the network cannot be used: %s", strerror(errno));
		code = EXIT_INTERNAL;
	} else {
		code = run_engine(settings, engine, lines, output);
		engine_free(engine);
	}
	if (output != stdout && fclose(output) != 0 && code == EXIT_SUCCESS) {
		log_error("bulk: \"%s\" cannot be written: %s", settings->output,
			  strerror(errno));
		code = EXIT_INTERNAL;
	}
	return code;
}

static int run_settings(struct bulk_settings *settings)
{
	struct lines *lines;
	int code = bulk_file_check(settings);

	if (code >= 0)
		return code;
	settings->bulk.servers = settings->servers;
	if (settings->bulk.server_count == 0 && use_system_servers(settings) != ERR_OK) {
		log_error(
			"bulk: no @server was named and /etc/resolv.conf cannot be read");
		return EXIT_USAGE;
	}
	if (settings->input == NULL)
		settings->input = "-";
	if (lines_new(settings->input, &lines) != ERR_OK) {
		log_error("bulk: \"%s\" cannot be read: %s", settings->input,
			  strerror(errno));
		return EXIT_NO_FILE;
	}
	code = run_lines(settings, lines);
	lines_free(lines);
	return code;
}

static int bulk_command(int argc, char **argv)
{
	struct bulk_settings settings;
	struct option_operands operands;
	int code;

	bulk_settings_init(&settings, arena_new());
	code = option_read(&command_bulk, argc, argv, EXIT_USAGE, &settings, &operands);
	if (code < 0 && !bulk_settings_finish(&settings))
		code = EXIT_USAGE;
	for (int i = 0; code < 0 && i < operands.count; i++)
		code = take_operand(&settings, operands.list[i]);
	if (code < 0)
		code = run_settings(&settings);
	arena_free(settings.arena);
	return code;
}

const struct command command_bulk = {
	.entry = { "bulk", "ask many names; one row out for each, always" },
	.usage = "[options] [@server ...] [FILE]",
	.options = bulk_settings_rows,
	.run = bulk_command,
};
