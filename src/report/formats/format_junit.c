/*
 * JUnit XML, as CI servers read it: a suite a zone, a case an expectation and server.
 *
 * XML 1.0 forbids most control characters even as entities; they are written as their Unicode
 * pictures (U+2400 and on), bytes that are no UTF-8 as U+FFFD.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/duration.h"
#include "base/text.h"
#include "report/findings.h"
#include "report/format.h"
#include "report/xml.h"

enum { ELEMENT_MAX = 4 * 1024 * 1024 };

struct tally {
	uint64_t tests, failures, errors, skipped;
	uint64_t time_us;
};

static void *junit_begin(const struct format_context *context)
{
	return findings_new(context->arena);
}

static void junit_verdict(void *self, const struct format_context *context,
			  const struct verdict *verdict)
{
	(void)context;
	findings_add(self, verdict);
}

static void tally_add(struct tally *tally, const struct verdict *verdict)
{
	tally->tests++;
	tally->failures +=
		verdict->state == STATE_CRITICAL || verdict->state == STATE_WARNING;
	tally->errors += verdict->state == STATE_UNKNOWN;
	tally->skipped += verdict->state == STATE_SKIPPED;
	tally->time_us += verdict->rtt_us;
}

static void add_tally(struct text *text, const struct tally *tally)
{
	text_add_format(text,
			" tests=\"%" PRIu64 "\" failures=\"%" PRIu64
			"\" errors=\"%" PRIu64 "\" skipped=\"%" PRIu64 "\" time=\"%.6f\"",
			tally->tests, tally->failures, tally->errors, tally->skipped,
			(double)tally->time_us / 1e6);
}

static void add_lines(struct text *text, const char *lead, const struct str *lines,
		      size_t count)
{
	for (size_t i = 0; i < count; i++) {
		text_add_cstr(text, lead);
		xml_add(text, lines[i]);
		text_add_char(text, '\n');
	}
}

static void add_outcome(struct text *text, const struct verdict *verdict)
{
	static const char *const elements[STATE_COUNT] = {
		[STATE_WARNING] = "failure",
		[STATE_CRITICAL] = "failure",
		[STATE_UNKNOWN] = "error",
		[STATE_SKIPPED] = "skipped",
	};
	const char *element = elements[verdict->state];
	const struct reason_info *info;

	if (element == NULL)
		return;
	info = reason_get(verdict->reason);
	text_add_format(text, "      <%s message=\"", element);
	xml_add(text, str_of(info->meaning));
	if (!str_is_empty(verdict->detail)) {
		text_add_cstr(text, " (");
		xml_add(text, verdict->detail);
		text_add_char(text, ')');
	}
	if (verdict->state == STATE_SKIPPED) {
		text_add_cstr(text, "\"/>\n");
		return;
	}
	text_add_format(text, "\" type=\"%s\">", info->code);
	add_lines(text, "- ", verdict->expected, verdict_expected_shown(verdict));
	add_lines(text, "+ ", verdict->actual, verdict_actual_shown(verdict));
	xml_add(text, verdict->again);
	text_add_format(text, "</%s>\n", element);
}

static void add_case(struct text *text, const struct verdict *verdict)
{
	text_add_cstr(text, "    <testcase classname=\"");
	xml_add(text, str_is_empty(verdict->zone) ? str_of("checks") : verdict->zone);
	text_add_cstr(text, "\" name=\"");
	if (verdict->check != NULL) {
		xml_add(text, str_of(verdict->check));
		text_add_cstr(text, ": ");
	}
	xml_add(text, verdict->name);
	text_add_char(text, ' ');
	xml_add(text, verdict->type);
	if (!str_is_empty(verdict->address)) {
		text_add_cstr(text, " at ");
		xml_add(text, verdict->server);
		text_add_char(text, ' ');
		xml_add(text, verdict->address);
	}
	text_add_format(text, "\" time=\"%.6f\"", (double)verdict->rtt_us / 1e6);
	if (verdict->place.file != NULL) {
		text_add_cstr(text, " file=\"");
		xml_add(text, str_of(verdict->place.file));
		text_add_format(text, "\" line=\"%u\"", verdict->place.line);
	}
	text_add_cstr(text, verdict->state == STATE_OK ? "/>\n" : ">\n");
	if (verdict->state == STATE_OK)
		return;
	add_outcome(text, verdict);
	text_add_cstr(text, "    </testcase>\n");
}

static void write_out(FILE *stream, struct text *text)
{
	(void)fwrite(text->data, 1, text->len, stream);
	text_clear(text);
}

static size_t suite_end(const struct findings *findings, size_t start)
{
	size_t end = start;

	while (end < findings->count &&
	       str_equal(findings->list[end]->zone, findings->list[start]->zone))
		end++;
	return end;
}

static void write_suite(FILE *stream, struct text *text, const struct findings *findings,
			size_t start, size_t end)
{
	struct str zone = findings->list[start]->zone;
	struct tally tally = { 0 };

	for (size_t i = start; i < end; i++)
		tally_add(&tally, findings->list[i]);
	text_add_cstr(text, "  <testsuite name=\"");
	xml_add(text, str_is_empty(zone) ? str_of("checks") : zone);
	text_add_char(text, '"');
	add_tally(text, &tally);
	text_add_cstr(text, ">\n");
	for (size_t i = start; i < end; i++) {
		add_case(text, findings->list[i]);
		write_out(stream, text);
	}
	text_add_cstr(text, "  </testsuite>\n");
	write_out(stream, text);
}

static void junit_end(void *self, const struct format_context *context,
		      const struct verdict_summary *summary)
{
	struct findings *findings = self;
	struct tally tally = { 0 };
	struct text text;

	findings_sort(findings);
	for (size_t i = 0; i < findings->count; i++)
		tally_add(&tally, findings->list[i]);
	tally.time_us = summary->elapsed_us;
	text_init_growing(&text, ELEMENT_MAX);
	text_add_cstr(
		&text,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"digdrift\"");
	add_tally(&text, &tally);
	text_add_cstr(&text, " timestamp=\"");
	duration_print_time(&text, summary->start_wall_us, false);
	text_add_cstr(&text, "\">\n");
	write_out(context->stream, &text);
	for (size_t start = 0; start < findings->count;) {
		size_t end = suite_end(findings, start);

		write_suite(context->stream, &text, findings, start, end);
		start = end;
	}
	text_add_cstr(&text, "</testsuites>\n");
	write_out(context->stream, &text);
	text_free(&text);
}

const struct format format_junit = {
	.entry = { "junit",
		   "JUnit XML for CI servers: a suite a zone, a case an expectation" },
	.wants_ok = true,
	.begin = junit_begin,
	.verdict = junit_verdict,
	.end = junit_end,
};
