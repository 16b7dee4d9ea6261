/* digdrift bulk: names in, one row out for each, always. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/log.h"
#include "cli/bulk_settings.h"
#include "cli/command.h"
#include "cli/lines.h"
#include "cli/option.h"
#include "cli/stop.h"
#include "query/resolvconf.h"
#include "report/row.h"

enum {
	EXIT_USAGE = 1,
	EXIT_NO_FILE = 8,
	EXIT_UNASKED = 9,
	EXIT_INTERNAL = 10,
	HELP_MAX = 16384
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

static void say_totals(const struct bulk_settings *settings,
		       const struct bulk_totals *totals, uint64_t elapsed_us)
{
	double seconds = (double)(elapsed_us > 0 ? elapsed_us : 1) / 1e6;

	if (settings->is_quiet)
		return;
	(void)fprintf(stderr,
		      "%" PRIu64 " rows: %" PRIu64 " replies, %" PRIu64
		      " without, %" PRIu64
		      " of them no question; %.1f s, %.0f a second\n",
		      totals->rows, totals->replies, totals->failures, totals->invalid,
		      seconds, (double)totals->rows / seconds);
}

static int run_engine(struct bulk_settings *settings, struct engine *engine,
		      struct lines *lines, FILE *output)
{
	struct bulk *bulk =
		bulk_new(settings->arena, engine, lines, output, &settings->bulk);
	uint64_t start_us = clock_mono_us();
	struct bulk_totals totals;
	enum err err;

	stop_catch(engine);
	err = bulk_run(bulk, &totals);
	stop_release();
	if (err == ERR_OK && lines_has_error(lines))
		err = ERR_IO;
	if (err != ERR_OK) {
		log_error("bulk: %s: %s", err_text(err), strerror(errno));
		return EXIT_INTERNAL;
	}
	say_totals(settings, &totals, clock_mono_us() - start_us);
	return totals.failures > totals.invalid ? EXIT_UNASKED
	       : totals.invalid > 0             ? EXIT_USAGE
						: EXIT_SUCCESS;
}

static int run_lines(struct bulk_settings *settings, struct lines *lines)
{
	FILE *output = settings->output != NULL ? fopen(settings->output, "we") : stdout;
	struct engine *engine;
	int code;

	if (output == NULL) {
		log_error("bulk: \"%s\" cannot be written: %s", settings->output,
			  strerror(errno));
		return EXIT_INTERNAL;
	}
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
	int code;

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
