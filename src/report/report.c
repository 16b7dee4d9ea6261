#include "report/report.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"
#include "report/format.h"

enum { OUTPUTS_MAX = 16, WHY_MAX = 1024 };

struct output {
	const struct format *format;
	const char *path; /* NULL: standard output */
	struct format_context context;
	struct file_writer *writer;
	void *self;
};

struct report {
	struct arena *arena;
	struct report_options options;
	struct output outputs[OUTPUTS_MAX];
	size_t count;
};

enum err report_new(struct arena *arena, const struct report_options *options,
		    struct report **out_report)
{
	struct report *report = arena_alloc(arena, sizeof(*report));

	report->arena = arena;
	report->options = *options;
	*out_report = report;
	return ERR_OK;
}

/* NO_COLOR (https://no-color.org) speaks for the user unless an option does. */
static bool is_coloured(const struct report *report, const struct output *output)
{
	const char *no_color = getenv("NO_COLOR");

	if (report->options.colour == REPORT_COLOUR_AUTO) {
		return output->path == NULL && isatty(STDOUT_FILENO) == 1 &&
		       (no_color == NULL || no_color[0] == '\0');
	}
	return report->options.colour == REPORT_COLOUR_ALWAYS && output->path == NULL;
}

static enum err explain(const struct report *report, enum err err, const char **out_why,
			const char *format, ...) PRINTF(4, 5);

static enum err explain(const struct report *report, enum err err, const char **out_why,
			const char *format, ...)
{
	char buffer[WHY_MAX];
	struct text text;
	va_list args;

	text_init(&text, buffer, sizeof(buffer));
	va_start(args, format);
	text_add_format_list(&text, format, args);
	va_end(args);
	*out_why = str_cstr(report->arena, text_str(&text));
	return err;
}

static enum err explain_unknown(const struct report *report, struct str name,
				const char **out_why)
{
	const char *nearest = registry_nearest(&format_registry, name);
	char buffer[WHY_MAX];
	struct text names;

	if (nearest != NULL) {
		return explain(report, ERR_NOT_FOUND, out_why,
			       "no format is called \"%.*s\"; did you mean \"%s\"",
			       (int)name.len, name.data, nearest);
	}
	text_init(&names, buffer, sizeof(buffer));
	registry_print_names(&format_registry, &names);
	return explain(report, ERR_NOT_FOUND, out_why,
		       "no format is called \"%.*s\"; there are %s", (int)name.len,
		       name.data, names.data);
}

static enum err open_output(const struct report *report, struct output *output,
			    const char **out_why)
{
	if (output->path == NULL) {
		output->context.stream = stdout;
		return ERR_OK;
	}
	if (file_writer_new(output->path, &output->writer) != ERR_OK) {
		return explain(report, ERR_IO, out_why, "\"%s\" cannot be written: %s",
			       output->path, strerror(errno));
	}
	output->context.stream = file_writer_stream(output->writer);
	return ERR_OK;
}

enum err report_add(struct report *report, struct str spec, const char **out_why)
{
	struct str rest = spec;
	struct str name = str_cut(&rest, ':');
	struct output output = { .format = format_find(name) };
	enum err err;

	if (output.format == NULL)
		return explain_unknown(report, name, out_why);
	if (report->count == OUTPUTS_MAX) {
		return explain(report, ERR_RANGE, out_why, "more than %d outputs",
			       (int)OUTPUTS_MAX);
	}
	if (rest.data != NULL)
		output.path = str_cstr(report->arena, rest);
	if (output.path == NULL && report_has_stdout(report)) {
		return explain(
			report, ERR_RANGE, out_why,
			"two formats for standard output; write one to a file: \"%s:FILE\"",
			output.format->entry.name);
	}
	err = open_output(report, &output, out_why);
	if (err != ERR_OK)
		return err;
	output.context.arena = report->arena;
	output.context.is_coloured = is_coloured(report, &output);
	output.context.is_quiet = report->options.is_quiet;
	output.context.is_verbose = report->options.is_verbose;
	output.context.source = report->options.source;
	output.context.labels = report->options.labels;
	report->outputs[report->count++] = output;
	return ERR_OK;
}

void report_begin(struct report *report)
{
	for (size_t i = 0; i < report->count; i++) {
		struct output *output = &report->outputs[i];

		output->self = output->format->begin(&output->context);
	}
}

void report_fault(const char *const *specs, size_t count, const char *why)
{
	for (size_t i = 0; i < count; i++) {
		const struct format *format = format_find(str_of(specs[i]));

		if (format != NULL && format->fault != NULL)
			format->fault(stdout, why);
	}
}

bool report_has_stdout(const struct report *report)
{
	for (size_t i = 0; i < report->count; i++) {
		if (report->outputs[i].path == NULL)
			return true;
	}
	return false;
}

bool report_wants_ok(const struct report *report)
{
	for (size_t i = 0; i < report->count; i++) {
		if (report->outputs[i].format->wants_ok || report->options.is_verbose)
			return true;
	}
	return false;
}

bool report_is_alone(const struct report *report)
{
	for (size_t i = 0; i < report->count; i++) {
		if (report->outputs[i].path == NULL &&
		    report->outputs[i].format->is_alone)
			return true;
	}
	return false;
}

void report_flush(struct report *report)
{
	for (size_t i = 0; i < report->count; i++) {
		if (report->outputs[i].path == NULL)
			(void)fflush(report->outputs[i].context.stream);
	}
}

void report_verdict(void *user, const struct verdict *verdict)
{
	struct report *report = user;

	for (size_t i = 0; i < report->count; i++) {
		struct output *output = &report->outputs[i];

		output->format->verdict(output->self, &output->context, verdict);
	}
}

static enum err finish(const struct report *report, struct output *output,
		       const char **out_why)
{
	FILE *stream = output->context.stream;
	bool is_bad = ferror(stream) != 0 || fflush(stream) != 0;
	enum err err = ERR_OK;

	if (output->path == NULL) {
		return is_bad ? explain(report, ERR_IO, out_why,
					"standard output cannot be written: %s",
					strerror(errno))
			      : ERR_OK;
	}
	if (is_bad) {
		file_writer_abandon(output->writer);
	} else {
		err = file_writer_commit(output->writer);
	}
	output->writer = NULL;
	if (is_bad || err != ERR_OK) {
		return explain(report, ERR_IO, out_why, "\"%s\" cannot be written: %s",
			       output->path, strerror(errno));
	}
	return ERR_OK;
}

enum err report_end(struct report *report, const struct verdict_summary *summary,
		    const char **out_why)
{
	enum err first = ERR_OK;

	for (size_t i = 0; i < report->count; i++) {
		struct output *output = &report->outputs[i];
		const char *why = NULL;
		enum err err;

		output->format->end(output->self, &output->context, summary);
		err = finish(report, output, &why);
		if (first == ERR_OK && err != ERR_OK) {
			first = err;
			*out_why = why;
		}
	}
	return first;
}

void report_free(struct report *report)
{
	if (report == NULL)
		return;
	for (size_t i = 0; i < report->count; i++) {
		file_writer_abandon(report->outputs[i].writer);
		report->outputs[i].writer = NULL;
	}
}
