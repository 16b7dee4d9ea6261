#include "report/lookup_series.h"

#include <stdlib.h>

#include "base/attr.h"
#include "base/duration.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/answer.h"
#include "report/lookup.h"
#include "report/lookup_page.h"
#include "report/lookup_server.h"
#include "report/paint.h"

enum { SERVER_TEXT_MAX = 512, PERCENT = 100, P95 = 95 };

static int time_order(const void *a, const void *b)
{
	uint32_t time_a = *(const uint32_t *)a;
	uint32_t time_b = *(const uint32_t *)b;

	return (time_a > time_b) - (time_a < time_b);
}

struct lookup_series_stats lookup_series_sum_up(struct lookup_series *series)
{
	const size_t count = series->count;
	const uint32_t *times = series->times_us;
	size_t rank = (count * P95 + PERCENT - 1) / PERCENT;
	uint64_t middle;

	if (count == 0)
		return (struct lookup_series_stats){ 0 };
	qsort(series->times_us, count, sizeof(*times), time_order);
	middle = (uint64_t)times[(count - 1) / 2] + times[count / 2];
	return (struct lookup_series_stats){
		.min_us = times[0],
		.median_us = (uint32_t)(middle / 2),
		.p95_us = times[rank - 1],
		.max_us = times[count - 1],
	};
}

static void add_server(struct text *text, const struct lookup_series *series)
{
	lookup_server_print(text, series->server, series->transport);
}

static size_t measure_width(const struct lookup_measure *measure)
{
	char buffer[SERVER_TEXT_MAX];
	size_t widest = sizeof("server") - 1;
	struct text text;

	for (size_t i = 0; i < measure->count; i++) {
		text_init(&text, buffer, sizeof(buffer));
		add_server(&text, &measure->series[i]);
		widest = text.len > widest ? text.len : widest;
	}
	return widest;
}

static void add_title(struct text *text, const struct lookup *lookup,
		      const struct lookup_measure *measure)
{
	name_print(text, measure->qname);
	text_add_char(text, ' ');
	type_print(text, lookup->type);
	text_add_format(text, ", asked %u time%s", measure->rounds,
			measure->rounds == 1 ? "" : "s");
	if (measure->rounds < measure->wanted)
		text_add_format(text, " of %u", measure->wanted);
	if (measure->interval_us > 0) {
		text_add_cstr(text, ", at least ");
		duration_print(text, measure->interval_us);
		text_add_cstr(text, " apart");
	}
	text_add_char(text, '\n');
}

static void add_failures(struct text *text, const struct lookup_series *series)
{
	text_add_format(text, "  %u failed: ", series->failures);
	type_print_rcode(text, series->failed_by);
}

static void add_series(struct lookup_page *page, struct lookup_series *series,
		       size_t column)
{
	const struct lookup_series_stats stats = lookup_series_sum_up(series);
	const bool is_on = page->context->is_coloured;
	struct text *text = &page->text;
	size_t start;

	text_add_cstr(text, "  ");
	start = text->len;
	add_server(text, series);
	lookup_server_pad(text, start, column);
	text_add_format(text, "%6u  ", series->asked);
	paint_add(text, is_on && series->lost > 0, PAINT_BAD);
	text_add_format(text, "%5.1f %%",
			series->asked == 0
				? 0.0
				: (double)PERCENT * series->lost / series->asked);
	paint_add(text, is_on && series->lost > 0, PAINT_PLAIN);
	if (series->count > 0) {
		text_add_format(text, "  %8.1f  %8.1f  %8.1f  %8.1f",
				(double)stats.min_us / DURATION_MS,
				(double)stats.median_us / DURATION_MS,
				(double)stats.p95_us / DURATION_MS,
				(double)stats.max_us / DURATION_MS);
	}
	if (series->failures > 0)
		add_failures(text, series);
	if (series->lost > 0)
		text_add_format(text, "  %s", answer_outcome_text(series->lost_to));
	text_add_char(text, '\n');
}

void lookup_series_print(void *self, const struct lookup_context *context,
			 const struct lookup *lookup, struct lookup_measure *measure)
{
	CLEANUP(lookup_page_end) struct lookup_page page;
	const size_t column = measure_width(measure);
	size_t start;

	(void)self;
	lookup_page_init(&page, context);
	add_title(&page.text, lookup, measure);
	text_add_cstr(&page.text, "  ");
	start = page.text.len;
	text_add_cstr(&page.text, "server");
	lookup_server_pad(&page.text, start, column);
	text_add_cstr(&page.text, " asked     lost    min ms median ms    p95 ms"
				  "    max ms\n");
	for (size_t i = 0; i < measure->count; i++)
		add_series(&page, &measure->series[i], column);
}
