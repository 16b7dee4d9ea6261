/* digdrift check: read declarations, ask, judge, report. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/log.h"
#include "base/num.h"
#include "check/kind.h"
#include "check/plan.h"
#include "check/run.h"
#include "cli/command.h"
#include "cli/faultlist.h"
#include "cli/option.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "declare/declaration.h"
#include "declare/load.h"
#include "query/engine.h"
#include "report/report.h"

enum { EXIT_TROUBLE = 3, FORMATS_MAX = 16, IN_FLIGHT_MAX = 100000 };

struct settings {
	struct report_options report;
	const char *formats[FORMATS_MAX];
	size_t format_count;
	uint32_t in_flight;
	bool is_v4_only, is_v6_only;
	bool is_dry;
	char **paths;
	int path_count;
};

static bool set_format(void *user, const char *value)
{
	struct settings *settings = user;

	if (settings->format_count == FORMATS_MAX)
		return false;
	settings->formats[settings->format_count++] = value;
	return true;
}

static bool set_quiet(void *user, const char *value)
{
	struct settings *settings = user;

	(void)value;
	return settings->report.is_quiet = true;
}

static bool set_verbose(void *user, const char *value)
{
	struct settings *settings = user;

	(void)value;
	return settings->report.is_verbose = true;
}

static bool set_colour(void *user, const char *value)
{
	struct settings *settings = user;

	static const char *const words[] = {
		[REPORT_COLOUR_AUTO] = "auto",
		[REPORT_COLOUR_ALWAYS] = "always",
		[REPORT_COLOUR_NEVER] = "never",
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (strcmp(words[i], value) == 0) {
			settings->report.colour = (enum report_colour)i;
			return true;
		}
	}
	return false;
}

static bool set_in_flight(void *user, const char *value)
{
	struct settings *settings = user;

	return num_parse_u32(str_of(value), 1, IN_FLIGHT_MAX, &settings->in_flight) ==
	       ERR_OK;
}

static bool set_v4(void *user, const char *value)
{
	struct settings *settings = user;

	(void)value;
	return settings->is_v4_only = true;
}

static bool set_v6(void *user, const char *value)
{
	struct settings *settings = user;

	(void)value;
	return settings->is_v6_only = true;
}

static bool set_dry(void *user, const char *value)
{
	struct settings *settings = user;

	(void)value;
	return settings->is_dry = true;
}

/* clang-format off */
static const struct option_row rows[] = {
	{ "format",    'f', "FORMAT[:FILE]", "how to report: text, json, jsonl, junit, nagios, prometheus; to FILE, which is replaced as a whole; may be repeated", "-f text -f prometheus:/var/lib/prometheus/node-exporter/dns.prom", set_format },
	{ "quiet",     'q', NULL,            "print nothing when all is as declared", NULL, set_quiet },
	{ "verbose",   'v', NULL,            "print what is as declared, and what was skipped, too", NULL, set_verbose },
	{ "colour",    0,   "WHEN",          "auto, always or never; auto heeds NO_COLOR", NULL, set_colour },
	{ "in-flight", 0,   "COUNT",         "questions on their way at once; default: what the socket buffers hold", NULL, set_in_flight },
	{ "ipv4",      '4', NULL,            "ask name servers by their IPv4 addresses only", NULL, set_v4 },
	{ "ipv6",      '6', NULL,            "ask name servers by their IPv6 addresses only", NULL, set_v6 },
	{ "dry-run",   'n', NULL,            "read the declarations, say what would be asked, ask nothing", NULL, set_dry },
	{ 0 },
};
/* clang-format on */

static enum err read_plan(struct arena *arena, const struct settings *settings,
			  struct faults *faults, const struct plan **out_plan)
{
	const struct declared_kind *const *tables;
	size_t table_count = kind_tables(&tables);
	const struct declaration *declaration;
	enum err err = load_files(arena, (const char *const *)settings->paths,
				  (size_t)settings->path_count, tables, table_count,
				  faults, &declaration);

	if (err != ERR_OK)
		return err;
	return plan_new(arena, declaration, faults, out_plan);
}

static enum err open_report(struct arena *arena, const struct settings *settings,
			    const struct declaration *declaration,
			    struct report **out_report)
{
	struct report_options options = settings->report;
	const char **labels = arena_array(arena, declaration->defaults.labels.count + 1,
					  sizeof(*labels));
	const char *why = "";
	struct report *report;
	enum err err;

	for (size_t i = 0; i < declaration->defaults.labels.count; i++)
		labels[i] = str_cstr(arena, declaration->defaults.labels.items[i].text);
	options.labels = labels;
	options.source = settings->paths[0];
	err = report_new(arena, &options, &report);
	for (size_t i = 0; err == ERR_OK && i < settings->format_count; i++)
		err = report_add(report, str_of(settings->formats[i]), &why);
	if (err == ERR_OK && settings->format_count == 0)
		err = report_add(report, str_of("text"), &why);
	if (err != ERR_OK) {
		log_error("check: %s", why);
		report_free(report);
		return err;
	}
	report_begin(report);
	*out_report = report;
	return ERR_OK;
}

static enum err ask(struct arena *arena, const struct settings *settings,
		    const struct plan *plan, struct report *report,
		    struct verdict_summary *out_summary)
{
	const struct engine_options engine_options = {
		.in_flight_max = settings->in_flight,
		.per_server_rate = plan->declaration->defaults.rate_per_server,
	};
	struct progress progress;
	const struct run_options options = {
		.is_detailed = report_wants_ok(report),
		.has_v4 = !settings->is_v6_only,
		.has_v6 = !settings->is_v4_only,
		.sink = report_verdict,
		.sink_user = report,
		.progress = progress_begin(&progress) ? progress_show : NULL,
		.progress_user = &progress,
	};
	struct engine *engine;
	enum err err = engine_new(&engine_options, NULL, &engine);

	if (err != ERR_OK)
		return err;
	stop_catch(engine);
	err = run_plan(arena, engine, plan, &options, out_summary);
	stop_release();
	progress_end(&progress);
	engine_free(engine);
	return err;
}

static int check_plan(struct arena *arena, const struct settings *settings,
		      const struct plan *plan)
{
	struct verdict_summary summary;
	struct report *report;
	const char *why = "";
	enum err err;

	if (open_report(arena, settings, plan->declaration, &report) != ERR_OK)
		return EXIT_TROUBLE;
	err = ask(arena, settings, plan, report, &summary);
	if (err != ERR_OK) {
		log_error("check: the network cannot be used: %s (%s)", err_text(err),
			  strerror(errno));
		report_free(report);
		return EXIT_TROUBLE;
	}
	err = report_end(report, &summary, &why);
	report_free(report);
	if (err != ERR_OK) {
		log_error("check: %s", why);
		return EXIT_TROUBLE;
	}
	return state_exit_code(summary.worst);
}

static int check_paths(struct arena *arena, const struct settings *settings)
{
	const struct plan *plan;
	struct faults faults;
	enum err err;

	faults_init(&faults, arena);
	err = read_plan(arena, settings, &faults, &plan);
	if (err == ERR_FAULTS) {
		faultlist_say(&faults);
		return EXIT_TROUBLE;
	}
	if (err != ERR_OK) {
		log_error("check: %s", err_text(err));
		return EXIT_TROUBLE;
	}
	if (settings->is_dry) {
		(void)printf(
			"%zu expectations in %zu zones, %zu checks; nothing was asked\n",
			plan->declaration->expectation_count,
			plan->declaration->zone_count, plan->declaration->check_count);
		return EXIT_SUCCESS;
	}
	return check_plan(arena, settings, plan);
}

static int check_run(int argc, char **argv)
{
	struct settings settings = { .in_flight = 0 };
	struct option_operands operands;
	struct arena *arena;
	int code = option_read(&command_check, argc, argv, EXIT_TROUBLE, &settings,
			       &operands);

	if (code >= 0)
		return code;
	if (operands.count == 0) {
		log_error("check: no declaration was named; usage: digdrift check %s",
			  command_check.usage);
		return EXIT_TROUBLE;
	}
	settings.paths = operands.list;
	settings.path_count = operands.count;
	arena = arena_new();
	code = check_paths(arena, &settings);
	arena_free(arena);
	return code;
}

const struct command command_check = {
	.entry = { "check", "judge declarations against what is served; report drift" },
	.usage = "[options] FILE|DIR ...",
	.options = rows,
	.run = check_run,
};
