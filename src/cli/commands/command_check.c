/* digdrift check: read declarations, ask, judge, report. */
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/fault.h"
#include "base/log.h"
#include "base/text.h"
#include "check/kind.h"
#include "check/plan.h"
#include "check/run.h"
#include "cli/check_settings.h"
#include "cli/command.h"
#include "cli/faultlist.h"
#include "cli/option.h"
#include "cli/planlist.h"
#include "cli/progress.h"
#include "cli/stop.h"
#include "declare/declaration.h"
#include "declare/load.h"
#include "query/engine.h"
#include "query/route.h"
#include "report/report.h"

enum { EXIT_TROUBLE = 3, EXIT_DRIFT = 2, WHY_MAX = 1024 };

/* Nothing will be judged: on stderr for people, on stdout for who reads only that. */
static int give_up(const struct check_settings *settings, const char *format, ...)
	PRINTF(2, 3);

static int give_up(const struct check_settings *settings, const char *format, ...)
{
	char buffer[WHY_MAX];
	struct text text;
	va_list args;

	text_init(&text, buffer, sizeof(buffer));
	va_start(args, format);
	text_add_format_list(&text, format, args);
	va_end(args);
	log_error("check: %s", text.data);
	report_fault(settings->formats, settings->format_count, text.data);
	return EXIT_TROUBLE;
}

/* All of them on stderr, the first and how many there are where a report was wanted. */
static int give_up_faults(const struct check_settings *settings, struct faults *faults)
{
	char buffer[WHY_MAX];
	struct text text;

	faultlist_say(faults);
	text_init(&text, buffer, sizeof(buffer));
	faultlist_sum(faults, &text);
	report_fault(settings->formats, settings->format_count, text.data);
	return EXIT_TROUBLE;
}

static enum err read_plan(struct arena *arena, const struct check_settings *settings,
			  struct faults *faults, const struct plan **out_plan)
{
	const struct declared_kind *const *tables;
	size_t table_count = kind_tables(arena, &tables);
	const struct declaration *declaration;
	enum err err = load_files(arena, (const char *const *)settings->paths,
				  (size_t)settings->path_count, tables, table_count,
				  faults, &declaration);

	if (err != ERR_OK && err != ERR_FAULTS)
		return err;
	/* All faults at once: those of servers and patterns beside those of the text. */
	return plan_new(arena, declaration, faults, out_plan);
}

static enum err open_report(struct arena *arena, const struct check_settings *settings,
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
		(void)give_up(settings, "%s", why);
		report_free(report);
		return err;
	}
	report_begin(report);
	*out_report = report;
	return ERR_OK;
}

/* Who is told how far a run has come: the terminal, and who reads our output as it falls. */
struct watch {
	struct progress progress;
	bool is_progress_seen;
	struct report *report;
};

static void show(void *user, const struct run_progress *now)
{
	struct watch *watch = user;

	report_flush(watch->report);
	if (watch->is_progress_seen)
		progress_show(&watch->progress, now);
}

static enum err ask(struct arena *arena, const struct check_settings *settings,
		    const struct plan *plan, struct report *report,
		    struct verdict_summary *out_summary)
{
	const struct engine_options engine_options = {
		.in_flight_max = settings->in_flight,
		.per_server_rate = plan->declaration->defaults.rate_per_server,
	};
	struct watch watch = { .report = report };
	size_t left_out = 0;
	const struct run_options options = {
		.is_detailed = report_wants_ok(report),
		.has_v4 = !settings->is_v6_only,
		.has_v6 = !settings->is_v4_only,
		.is_v6_left_out = !settings->is_v6_only && !route_has_v6(),
		.left_out = &left_out,
		.sink = report_verdict,
		.sink_user = report,
		.progress = show,
		.progress_user = &watch,
	};
	struct engine *engine;
	enum err err = engine_new(&engine_options, NULL, &engine);

	if (err != ERR_OK)
		return err;
	watch.is_progress_seen = progress_begin(&watch.progress);
	stop_catch(engine);
	err = run_plan(arena, engine, plan, &options, out_summary);
	stop_release();
	progress_end(&watch.progress);
	engine_free(engine);
	if (left_out > 0 && !settings->report.is_quiet && !report_is_alone(report)) {
		(void)fprintf(
			stderr,
			"%zu IPv6 address%s of name servers not asked: this machine "
			"has no way to IPv6; -6 asks all the same\n",
			left_out, left_out == 1 ? " was" : "es were");
	}
	return err;
}

/* Drift stays drift, also when it could not be told to everybody. */
static int end_report(struct report *report, const struct verdict_summary *summary)
{
	int code = state_exit_code(summary->worst);
	const char *why = "";

	if (report_end(report, summary, &why) == ERR_OK)
		return code;
	log_error("check: %s", why);
	return code == EXIT_DRIFT ? code : EXIT_TROUBLE;
}

static int check_plan(struct arena *arena, const struct check_settings *settings,
		      const struct plan *plan)
{
	struct verdict_summary summary;
	struct report *report;
	int code = EXIT_TROUBLE;

	if (open_report(arena, settings, plan->declaration, &report) != ERR_OK)
		return EXIT_TROUBLE;
	if (ask(arena, settings, plan, report, &summary) == ERR_OK) {
		code = end_report(report, &summary);
	} else {
		code = give_up(settings, "the network cannot be used: %s",
			       strerror(errno));
	}
	report_free(report);
	return code;
}

static const char *plural(size_t count)
{
	return count == 1 ? "" : "s";
}

static void print_plan(const struct plan *plan)
{
	const struct declaration *declaration = plan->declaration;

	planlist_print(stdout, plan);
	(void)printf("%zu expectation%s in %zu zone%s, %zu check%s; nothing was asked\n",
		     declaration->expectation_count,
		     plural(declaration->expectation_count), declaration->zone_count,
		     plural(declaration->zone_count), declaration->check_count,
		     plural(declaration->check_count));
}

static int check_paths(struct arena *arena, const struct check_settings *settings)
{
	const struct plan *plan;
	struct faults faults;
	enum err err;

	faults_init(&faults, arena);
	err = read_plan(arena, settings, &faults, &plan);
	if (err == ERR_FAULTS)
		return give_up_faults(settings, &faults);
	if (err != ERR_OK)
		return give_up(settings, "%s", err_text(err));
	if (settings->is_dry || settings->report.is_verbose)
		faultlist_note(&plan->declaration->notes);
	if (!settings->is_dry)
		return check_plan(arena, settings, plan);
	print_plan(plan);
	if (fflush(stdout) != 0 || ferror(stdout) != 0) {
		return give_up(settings, "standard output cannot be written: %s",
			       strerror(errno));
	}
	return EXIT_SUCCESS;
}

static int check_run(int argc, char **argv)
{
	struct check_settings settings = { .in_flight = 0 };
	struct option_operands operands;
	struct arena *arena;
	int code = option_read(&command_check, argc, argv, EXIT_TROUBLE, &settings,
			       &operands);

	if (code == EXIT_TROUBLE) {
		report_fault(settings.formats, settings.format_count,
			     "the command line cannot be read");
	}
	if (code >= 0)
		return code;
	if (operands.count == 0) {
		return give_up(&settings,
			       "no declaration was named; usage: digdrift check %s",
			       command_check.usage);
	}
	(void)signal(SIGPIPE,
		     SIG_IGN); /* a reader that went away is an error of writing */
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
	.options = check_settings_rows,
	.run = check_run,
};
