/*
 * One check of Nagios, Icinga and their kin.  Source: the Monitoring Plugins guidelines.
 *
 * First line: service, state, totals and the first finding; then a line a finding; performance data
 * behind the last "|".  A "|" in the data itself would end the text, so it becomes a broken bar's
 * ASCII stand-in.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/text.h"
#include "report/findings.h"
#include "report/format.h"

/* Nagios reads 4 KB by default, and the numbers must be among them. */
enum { FINDING_MAX = 1000, LONG_LINES_MAX = 100 };

static const char *const words[STATE_COUNT] = {
	[STATE_OK] = "OK",
	[STATE_WARNING] = "WARNING",
	[STATE_CRITICAL] = "CRITICAL",
	[STATE_UNKNOWN] = "UNKNOWN",
	[STATE_SKIPPED] = "OK",
};

static void *nagios_begin(const struct format_context *context)
{
	return findings_new(context->arena);
}

static void nagios_verdict(void *self, const struct format_context *context,
			   const struct verdict *verdict)
{
	struct findings *findings = self;

	(void)context;
	if (verdict->state != STATE_OK && verdict->state != STATE_SKIPPED)
		findings_add(findings, verdict);
}

static void add_side(struct text *text, const char *lead, const struct str *lines,
		     size_t count)
{
	if (count == 0)
		return;
	text_add_cstr(text, lead);
	for (size_t i = 0; i < count; i++) {
		text_add_cstr(text, i == 0 ? "" : ", ");
		text_add(text, lines[i]);
	}
}

static void add_finding(struct text *text, const struct verdict *verdict)
{
	if (verdict->check != NULL)
		text_add_format(text, "%s: ", verdict->check);
	text_add(text, verdict->name);
	text_add_char(text, ' ');
	text_add(text, verdict->type);
	if (!str_is_empty(verdict->address)) {
		text_add_cstr(text, " at ");
		text_add(text, str_is_empty(verdict->server) ? verdict->address
							     : verdict->server);
		if (!str_is_empty(verdict->server)) {
			text_add_cstr(text, " (");
			text_add(text, verdict->address);
			text_add_char(text, ')');
		}
	}
	text_add_format(text, ": %s", reason_get(verdict->reason)->code);
	if (!str_is_empty(verdict->detail)) {
		text_add_char(text, ' ');
		text_add(text, verdict->detail);
	}
	add_side(text, "; wanted ", verdict->expected, verdict_expected_shown(verdict));
	add_side(text, "; got ", verdict->actual, verdict_actual_shown(verdict));
}

static void write_clean(FILE *stream, struct str str)
{
	for (size_t i = 0; i < str.len; i++) {
		char c = str.data[i];

		(void)fputc(c == '|' ? '/' : (unsigned char)c < ' ' ? ' ' : c, stream);
	}
}

static void write_finding(FILE *stream, const char *lead, const struct verdict *verdict)
{
	char buffer[FINDING_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	text_add_cstr(&text, lead);
	add_finding(&text, verdict);
	write_clean(stream, text_str(&text));
	(void)fputs(text.err != ERR_OK ? " ..." : "", stream);
}

static const struct verdict *worst_of(const struct findings *findings)
{
	const struct verdict *worst = NULL;

	for (size_t i = 0; i < findings->count; i++) {
		const struct verdict *verdict = findings->list[i];

		if (worst == NULL ||
		    (state_worse(worst->state, verdict->state) != worst->state))
			worst = verdict;
	}
	return worst;
}

static void nagios_end(void *self, const struct format_context *context,
		       const struct verdict_summary *summary)
{
	struct findings *findings = self;
	uint64_t drift = summary->counts[STATE_CRITICAL];
	uint64_t warnings = summary->counts[STATE_WARNING];
	FILE *stream = context->stream;

	findings_sort(findings);
	(void)fprintf(stream,
		      "DIGDRIFT %s: %" PRIu64 " of %" PRIu64 " expectations ok, %" PRIu64
		      " drift, %" PRIu64 " warning%s, %" PRIu64 " unknown",
		      words[summary->worst], summary->counts[STATE_OK],
		      summary->expectations, drift, warnings, warnings == 1 ? "" : "s",
		      summary->counts[STATE_UNKNOWN]);
	if (findings->count > 0)
		write_finding(stream, " - ", worst_of(findings));
	(void)fprintf(stream,
		      " | ok=%" PRIu64 " drift=%" PRIu64 " warning=%" PRIu64
		      " unknown=%" PRIu64 " skipped=%" PRIu64 " queries=%" PRIu64
		      " time=%.3fs\n",
		      summary->counts[STATE_OK], drift, warnings,
		      summary->counts[STATE_UNKNOWN], summary->counts[STATE_SKIPPED],
		      summary->queries, (double)summary->elapsed_us / 1e6);
	for (size_t i = 0;
	     findings->count > 1 && i < findings->count && i < LONG_LINES_MAX; i++) {
		write_finding(stream, "", findings->list[i]);
		(void)fputc('\n', stream);
	}
	if (findings->count > LONG_LINES_MAX)
		(void)fprintf(stream, "and %zu more\n", findings->count - LONG_LINES_MAX);
}

static void nagios_fault(FILE *stream, const char *why)
{
	(void)fprintf(stream, "DIGDRIFT %s: ", words[STATE_UNKNOWN]);
	write_clean(stream, str_of(why));
	(void)fputc('\n', stream);
}

const struct format format_nagios = {
	.entry = { "nagios",
		   "one check of Nagios, Icinga and their kin, with performance data" },
	.is_alone = true,
	.begin = nagios_begin,
	.verdict = nagios_verdict,
	.end = nagios_end,
	.fault = nagios_fault,
};
