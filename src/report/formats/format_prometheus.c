/*
 * A file for node_exporter's textfile collector, format version 0.0.4.
 *
 * One bad byte makes the collector drop the whole file, so: families together, HELP and TYPE once
 * and constant, label values escaped, no timestamps, no series twice.  Labels come from the
 * declaration and the delegation, never from answers.
 */
#include <inttypes.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/map.h"
#include "base/text.h"
#include "report/format.h"
#include "report/prometheus.h"

enum { LABELS_MAX = 16 * 1024 };

struct series {
	struct str labels; /* inside the braces */
	enum state state;
	bool has_rtt, has_ttl;
	uint32_t rtt_us, ttl;
	uint16_t rcode;
	struct series *next;
};

struct store {
	struct arena *arena;
	struct map *known; /* labels to series */
	struct series *first, **end;
	struct str common; /* the declaration's labels, each with a comma behind */
};

/* A label of the declaration that has the name of one of ours must not stand there twice. */
static bool is_ours(struct str name)
{
	static const char *const names[] = { "check",  "zone",    "name", "type",
					     "server", "address", "state" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (str_equal(str_of(names[i]), name))
			return true;
	}
	return str_has_prefix(name, str_of("__"));
}

static void *prometheus_begin(const struct format_context *context)
{
	struct store *store = arena_alloc(context->arena, sizeof(*store));
	struct text text;

	store->arena = context->arena;
	store->known = map_new(context->arena);
	store->end = &store->first;
	text_init_growing(&text, LABELS_MAX);
	for (const char *const *label = context->labels; label != NULL && *label != NULL;
	     label++) {
		struct str value = str_of(*label);
		struct str name = str_cut(&value, '=');

		text_add_cstr(&text, is_ours(name) ? "declared_" : "");
		prometheus_add_label(&text, name, value);
		text_add_char(&text, ',');
	}
	store->common = str_copy(context->arena, text_str(&text));
	text_free(&text);
	return store;
}

static struct str labels_of(const struct store *store, const struct verdict *verdict)
{
	struct text text;
	struct str labels;

	text_init_growing(&text, LABELS_MAX);
	text_add(&text, store->common);
	prometheus_add_label(&text, str_of("check"), str_of(verdict->check));
	text_add_char(&text, ',');
	prometheus_add_label(&text, str_of("zone"), verdict->zone);
	text_add_char(&text, ',');
	prometheus_add_label(&text, str_of("name"), verdict->name);
	text_add_char(&text, ',');
	prometheus_add_label(&text, str_of("type"), verdict->type);
	text_add_char(&text, ',');
	prometheus_add_label(&text, str_of("server"), verdict->server);
	text_add_char(&text, ',');
	prometheus_add_label(&text, str_of("address"), verdict->address);
	labels = str_copy(store->arena, text_str(&text));
	text_free(&text);
	return labels;
}

/* Verdicts with the same labels are one series: the worse of them. */
static void prometheus_verdict(void *self, const struct format_context *context,
			       const struct verdict *verdict)
{
	struct store *store = self;
	struct series made = { .state = verdict->state,
			       .has_rtt = verdict->has_rtt,
			       .has_ttl = verdict->has_ttl,
			       .rtt_us = verdict->rtt_us,
			       .ttl = verdict->ttl,
			       .rcode = verdict->rcode };
	struct series *series;
	void **slot;

	(void)context;
	if (verdict->state == STATE_SKIPPED)
		return;
	made.labels = labels_of(store, verdict);
	slot = map_slot(store->known, made.labels);
	series = *slot;
	if (series != NULL) {
		series->state = state_worse(series->state, made.state);
		return;
	}
	series = arena_alloc(store->arena, sizeof(*series));
	*series = made;
	*store->end = series;
	store->end = &series->next;
	*slot = series;
}

static void print_states(FILE *stream, const struct store *store)
{
	prometheus_family(stream, "dns_check_state", "gauge",
			  "Verdict: 0 ok, 1 warning, 2 critical, 3 unknown.");
	for (const struct series *one = store->first; one != NULL; one = one->next) {
		(void)fprintf(stream, "dns_check_state{%s} %u\n", one->labels.data,
			      (unsigned)one->state);
	}
	prometheus_family(stream, "dns_check_success", "gauge",
			  "1 when the server serves what is declared, else 0.");
	for (const struct series *one = store->first; one != NULL; one = one->next) {
		(void)fprintf(stream, "dns_check_success{%s} %d\n", one->labels.data,
			      one->state == STATE_OK);
	}
}

static void print_answers(FILE *stream, const struct store *store)
{
	prometheus_family(stream, "dns_query_duration_seconds", "gauge",
			  "Time to the answer of the last try.");
	for (const struct series *one = store->first; one != NULL; one = one->next) {
		if (one->has_rtt) {
			(void)fprintf(stream, "dns_query_duration_seconds{%s} %.6f\n",
				      one->labels.data, (double)one->rtt_us / 1e6);
		}
	}
	prometheus_family(stream, "dns_response_rcode", "gauge",
			  "Response code of the answer, as its number.");
	for (const struct series *one = store->first; one != NULL; one = one->next) {
		if (one->has_rtt) {
			(void)fprintf(stream, "dns_response_rcode{%s} %u\n",
				      one->labels.data, (unsigned)one->rcode);
		}
	}
	prometheus_family(stream, "dns_rrset_ttl_seconds", "gauge",
			  "TTL of the RRset as served.");
	for (const struct series *one = store->first; one != NULL; one = one->next) {
		if (one->has_ttl) {
			(void)fprintf(stream, "dns_rrset_ttl_seconds{%s} %" PRIu32 "\n",
				      one->labels.data, one->ttl);
		}
	}
}

static struct str common_braces(const struct store *store)
{
	char buffer[LABELS_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	if (store->common.len > 0) {
		text_add_format(&text, "{%.*s}", (int)store->common.len - 1,
				store->common.data);
	}
	return str_copy(store->arena, text_str(&text));
}

static void print_run(FILE *stream, const struct store *store,
		      const struct verdict_summary *summary)
{
	const char *braces = common_braces(store).data;

	prometheus_family(stream, "dns_check_expectations", "gauge",
			  "Expectations of the last run by state.");
	for (unsigned state = 0; state < STATE_COUNT; state++) {
		(void)fprintf(stream,
			      "dns_check_expectations{%sstate=\"%s\"} %" PRIu64 "\n",
			      store->common.data, state_name((enum state)state),
			      summary->counts[state]);
	}
	prometheus_family(stream, "dns_check_run_duration_seconds", "gauge",
			  "Duration of the last run.");
	(void)fprintf(stream, "dns_check_run_duration_seconds%s %.6f\n", braces,
		      (double)summary->elapsed_us / 1e6);
	prometheus_family(stream, "dns_check_queries", "gauge",
			  "Queries sent by the last run.");
	(void)fprintf(stream, "dns_check_queries%s %" PRIu64 "\n", braces,
		      summary->queries);
	prometheus_family(stream, "dns_check_last_run_timestamp_seconds", "gauge",
			  "When the last run ended.");
	(void)fprintf(stream, "dns_check_last_run_timestamp_seconds%s %.3f\n", braces,
		      (double)(summary->start_wall_us + summary->elapsed_us) / 1e6);
}

static void prometheus_end(void *self, const struct format_context *context,
			   const struct verdict_summary *summary)
{
	const struct store *store = self;

	print_states(context->stream, store);
	print_answers(context->stream, store);
	print_run(context->stream, store, summary);
}

const struct format format_prometheus = {
	.entry = { "prometheus", "a file for node_exporter's textfile collector" },
	.wants_ok = true,
	.begin = prometheus_begin,
	.verdict = prometheus_verdict,
	.end = prometheus_end,
};
