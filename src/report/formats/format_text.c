/* For people: what is not as declared, by zone, like a plan; then the totals. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "report/findings.h"
#include "report/format.h"

enum { LINE_MAX_SIZE = 1024 * 1024, NAME_COLUMN_MAX = 32, SERVER_COLUMN_MAX = 48 };

static const struct {
	char mark;
	const char *colour;
} styles[STATE_COUNT] = {
	[STATE_OK] = { '=', "\033[32m" },       [STATE_WARNING] = { '^', "\033[33m" },
	[STATE_CRITICAL] = { '~', "\033[31m" }, [STATE_UNKNOWN] = { '!', "\033[35m" },
	[STATE_SKIPPED] = { '.', "\033[2m" },
};

static const char bold[] = "\033[1m", red[] = "\033[31m", green[] = "\033[32m",
		  plain[] = "\033[0m";

struct columns {
	size_t name;
	size_t server;
};

static void *text_begin(const struct format_context *context)
{
	return findings_new(context->arena);
}

static void text_verdict(void *self, const struct format_context *context,
			 const struct verdict *verdict)
{
	bool is_well = verdict->state == STATE_OK || verdict->state == STATE_SKIPPED;

	if (!is_well || context->is_verbose)
		findings_add(self, verdict);
}

static void paint(const struct format_context *context, struct text *text,
		  const char *colour)
{
	if (context->is_coloured)
		text_add_cstr(text, colour);
}

/* "www" in its zone, "@" for its apex, else the whole name. */
static struct str short_name(const struct verdict *verdict)
{
	struct str name = verdict->name, zone = verdict->zone;

	if (zone.len > 1 && str_equal(name, zone))
		return str_of("@");
	if (zone.len > 1 && name.len > zone.len + 1 && str_has_suffix(name, zone) &&
	    name.data[name.len - zone.len - 1] == '.')
		return str_upto(name, name.len - zone.len - 1);
	return name;
}

static void add_name(struct text *text, const struct verdict *verdict)
{
	text_add(text, short_name(verdict));
	text_add_char(text, ' ');
	text_add(text, verdict->type);
}

/* The usual port says nothing and is left out. */
static struct str short_address(struct str address)
{
	struct str usual = STR("#53");

	return str_has_suffix(address, usual) ? str_upto(address, address.len - usual.len)
					      : address;
}

/* A person reads names better without the final dot. */
static struct str without_dot(struct str name)
{
	bool has_dot = name.len > 1 && name.data[name.len - 1] == '.';

	return has_dot ? str_upto(name, name.len - 1) : name;
}

static void add_server(struct text *text, const struct verdict *verdict)
{
	struct str address = short_address(verdict->address);
	bool has_both = !str_is_empty(verdict->server) && !str_is_empty(address);

	text_add(text, without_dot(verdict->server));
	text_add_cstr(text, has_both ? " (" : "");
	text_add(text, address);
	if (verdict->transport != NULL && !str_is_empty(address))
		text_add_format(text, ", %s", verdict->transport);
	text_add_cstr(text, has_both ? ")" : "");
}

/* What a stopped run left unjudged is only counted, with a line for each zone. */
static bool is_counted(const struct verdict *verdict)
{
	return verdict->reason == REASON_INTERRUPTED;
}

static size_t width_of(void (*add)(struct text *, const struct verdict *),
		       const struct verdict *verdict, size_t max)
{
	char buffer[512];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	if (!is_counted(verdict))
		add(&text, verdict);
	return text.len < max ? text.len : max;
}

static struct columns measure(const struct findings *findings)
{
	struct columns columns = { 0, 0 };

	for (size_t i = 0; i < findings->count; i++) {
		const struct verdict *verdict = findings->list[i];
		size_t name = width_of(add_name, verdict, NAME_COLUMN_MAX);
		size_t server = width_of(add_server, verdict, SERVER_COLUMN_MAX);

		columns.name = name > columns.name ? name : columns.name;
		columns.server = server > columns.server ? server : columns.server;
	}
	return columns;
}

static void add_padded(void (*add)(struct text *, const struct verdict *),
		       const struct verdict *verdict, size_t width, struct text *text)
{
	size_t end = text->len + width;

	add(text, verdict);
	text_add_repeat(text, ' ', text->len < end ? end - text->len : 0);
	text_add_cstr(text, "  ");
}

static void add_reason(struct text *text, const struct verdict *verdict)
{
	if (verdict->reason == REASON_NONE) {
		text_add_cstr(text, "ok");
		return;
	}
	text_add_cstr(text, reason_get(verdict->reason)->code);
	if (!str_is_empty(verdict->detail)) {
		text_add_char(text, ' ');
		text_add(text, verdict->detail);
	}
}

static void add_lines(const struct format_context *context, struct text *text, char mark,
		      const char *colour, const struct str *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		text_add_cstr(text, "      ");
		paint(context, text, colour);
		text_add_char(text, mark);
		text_add_char(text, ' ');
		text_add(text, lines[i]);
		paint(context, text, plain);
		text_add_char(text, '\n');
	}
}

static void add_mark(const struct format_context *context, struct text *text,
		     enum state state)
{
	text_add_cstr(text, "  ");
	paint(context, text, styles[state].colour);
	text_add_char(text, styles[state].mark);
	paint(context, text, plain);
	text_add_char(text, ' ');
}

static void add_finding(const struct format_context *context, struct text *text,
			const struct verdict *verdict, const struct columns *columns)
{
	add_mark(context, text, verdict->state);
	add_padded(add_name, verdict, columns->name, text);
	add_padded(add_server, verdict, columns->server, text);
	add_reason(text, verdict);
	text_add_char(text, '\n');
	if (verdict->check != NULL)
		text_add_format(text, "      %s\n", verdict->check);
	if (verdict->state == STATE_OK)
		return;
	add_lines(context, text, '-', red, verdict->expected,
		  verdict_expected_shown(verdict));
	add_lines(context, text, '+', green, verdict->actual,
		  verdict_actual_shown(verdict));
}

static void add_heading(const struct format_context *context, struct text *text,
			struct str zone)
{
	paint(context, text, bold);
	text_add(text, str_is_empty(zone) ? str_of("checks") : without_dot(zone));
	paint(context, text, plain);
	text_add_char(text, '\n');
}

static const char *plural(uint64_t count)
{
	return count == 1 ? "" : "s";
}

/* "15,577" */
static void add_grouped(struct text *text, size_t count)
{
	if (count >= 1000)
		add_grouped(text, count / 1000);
	text_add_format(text, count >= 1000 ? ",%03zu" : "%zu", count % 1000);
}

static void add_counted(const struct format_context *context, struct text *text,
			size_t count)
{
	add_mark(context, text, STATE_UNKNOWN);
	add_grouped(text, count);
	text_add_format(text, " expectation%s  %s\n", plural(count),
			reason_get(REASON_INTERRUPTED)->code);
}

static bool is_zone_edge(const struct findings *findings, size_t left, size_t right)
{
	return left >= findings->count || right >= findings->count ||
	       !str_equal(findings->list[left]->zone, findings->list[right]->zone);
}

static void print_findings(const struct format_context *context,
			   struct findings *findings)
{
	struct columns columns;
	size_t counted = 0;

	findings_sort(findings);
	columns = measure(findings);
	for (size_t i = 0; i < findings->count; i++) {
		const struct verdict *verdict = findings->list[i];
		CLEANUP(text_free) struct text text;

		text_init_growing(&text, LINE_MAX_SIZE);
		if (is_zone_edge(findings, i - 1, i)) {
			add_heading(context, &text, verdict->zone);
			counted = 0;
		}
		counted += is_counted(verdict);
		if (!is_counted(verdict))
			add_finding(context, &text, verdict, &columns);
		if (counted > 0 && is_zone_edge(findings, i, i + 1))
			add_counted(context, &text, counted);
		(void)fwrite(text.data, 1, text.len, context->stream);
	}
}

static bool is_all_well(const struct verdict_summary *summary)
{
	return summary->counts[STATE_WARNING] == 0 &&
	       summary->counts[STATE_CRITICAL] == 0 &&
	       summary->counts[STATE_UNKNOWN] == 0;
}

static void text_end(void *self, const struct format_context *context,
		     const struct verdict_summary *summary)
{
	const uint64_t *counts = summary->counts;
	char warned[32] = "";

	print_findings(context, self);
	if (context->is_quiet && is_all_well(summary))
		return;
	if (counts[STATE_WARNING] > 0) {
		(void)snprintf(warned, sizeof(warned), ", %" PRIu64 " warning%s",
			       counts[STATE_WARNING], plural(counts[STATE_WARNING]));
	}
	(void)fprintf(context->stream,
		      "%" PRIu64 " expectation%s on %" PRIu64 " server%s: %" PRIu64
		      " ok, %" PRIu64 " drift%s, %" PRIu64 " unknown, %" PRIu64
		      " skipped in %.1f s (%" PRIu64 " quer%s)\n",
		      summary->expectations, plural(summary->expectations),
		      summary->servers, plural(summary->servers), counts[STATE_OK],
		      counts[STATE_CRITICAL], warned, counts[STATE_UNKNOWN],
		      counts[STATE_SKIPPED], (double)summary->elapsed_us / 1e6,
		      summary->queries, summary->queries == 1 ? "y" : "ies");
}

const struct format format_text = {
	.entry = { "text", "for people: what differs, by zone, and the totals" },
	.begin = text_begin,
	.verdict = text_verdict,
	.end = text_end,
};
