#pragma once

#include <stdbool.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"
#include "verdict/verdict.h"

struct arena;

/** All outputs of a run: takes each verdict once and hands it to every format asked for. */
struct report;

enum report_colour { REPORT_COLOUR_AUTO, REPORT_COLOUR_ALWAYS, REPORT_COLOUR_NEVER };

struct report_options {
	bool is_quiet;
	bool is_verbose;
	enum report_colour colour;
	const char *source;
	const char *const *labels; /* NULL-terminated */
};

NODISCARD enum err report_new(struct arena *arena, const struct report_options *options,
			      struct report **out_report);

/**
 * Adds an output: "FORMAT" to stdout, or "FORMAT:FILE", replaced atomically at the end.
 * Errors: ERR_NOT_FOUND for an unknown format, ERR_IO for a file that cannot be made,
 *         ERR_RANGE for a second output to stdout; *out_why says so in words.
 */
NODISCARD enum err report_add(struct report *report, struct str spec,
			      const char **out_why);

/** Starts every output; once, after the last report_add. */
void report_begin(struct report *report);

/**
 * Says why there is no report, where who reads stdout takes nothing else; writes no files.
 * @specs as report_add takes them; those that name no format are passed over.
 */
void report_fault(const char *const *specs, size_t count, const char *why);

/** True when some output goes to stdout. */
bool report_has_stdout(const struct report *report);

/** True when some output needs the names and data of verdicts that are ok. */
bool report_wants_ok(const struct report *report);

/** True when nothing may be written to stderr beside what goes to stdout. */
bool report_is_alone(const struct report *report);

/** Hands on what standard output was given so far. */
void report_flush(struct report *report);

/** A verdict_sink: @user is the report. */
void report_verdict(void *user, const struct verdict *verdict);

/**
 * Ends every output and makes the files appear.
 * Errors: ERR_IO (disk full, closed pipe): *out_why names the output; files that failed are not there.
 */
NODISCARD enum err report_end(struct report *report,
			      const struct verdict_summary *summary,
			      const char **out_why);

/** Throws away what is unfinished.  NULL is allowed. */
void report_free(struct report *report);
