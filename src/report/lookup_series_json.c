#include "report/lookup_series_json.h"

#include "base/attr.h"
#include "base/json.h"
#include "base/text.h"
#include "dns/type.h"
#include "report/lookup.h"
#include "report/lookup_page.h"
#include "report/lookup_series.h"

enum { TEXT_SIZE = NAME_TEXT_MAX + 1, LOSS_DECIMALS = 4 };

static void add_time(struct json *json, const char *key,
		     const struct lookup_series *series, uint32_t us)
{
	json_key(json, key);
	if (series->count > 0) {
		json_u64(json, us);
	} else {
		json_null(json);
	}
}

static void add_series(struct json *json, struct lookup_series *series)
{
	const struct lookup_series_stats stats = lookup_series_sum_up(series);
	char buffer[TEXT_SIZE];
	struct text address;

	text_init(&address, buffer, sizeof(buffer));
	server_print_address(&address, series->server);
	json_object_begin(json);
	json_member_cstr(json, "server", series->server->name);
	json_member_str(json, "address", text_str(&address));
	json_member_cstr(json, "transport", server_transport_name(series->transport));
	json_member_u64(json, "asked", series->asked);
	json_member_u64(json, "lost", series->lost);
	json_key(json, "loss");
	json_double(json, series->asked == 0 ? 0 : (double)series->lost / series->asked,
		    LOSS_DECIMALS);
	json_member_u64(json, "failed", series->failures);
	add_time(json, "min_us", series, stats.min_us);
	add_time(json, "median_us", series, stats.median_us);
	add_time(json, "p95_us", series, stats.p95_us);
	add_time(json, "max_us", series, stats.max_us);
	json_object_end(json);
}

static void add_measure(struct text *text, const struct lookup *lookup,
			struct lookup_measure *measure)
{
	char buffer[TEXT_SIZE];
	struct text word;
	struct json json;

	json_init(&json, text, false);
	json_object_begin(&json);
	text_init(&word, buffer, sizeof(buffer));
	name_print(&word, measure->qname);
	json_member_str(&json, "name", text_str(&word));
	text_clear(&word);
	type_print(&word, lookup->type);
	json_member_str(&json, "type", text_str(&word));
	json_member_u64(&json, "rounds", measure->rounds);
	json_member_u64(&json, "wanted", measure->wanted);
	json_member_u64(&json, "interval_us", measure->interval_us);
	json_key(&json, "servers");
	json_array_begin(&json);
	for (size_t i = 0; i < measure->count; i++)
		add_series(&json, &measure->series[i]);
	json_array_end(&json);
	json_object_end(&json);
	text_add_char(text, '\n');
}

void lookup_series_json_print(void *self, const struct lookup_context *context,
			      const struct lookup *lookup, struct lookup_measure *measure)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	lookup_page_init(&page, context);
	add_measure(&page.text, lookup, measure);
}

void lookup_series_json_print_item(void *self, const struct lookup_context *context,
				   const struct lookup *lookup,
				   struct lookup_measure *measure)
{
	CLEANUP(lookup_page_end) struct lookup_page page;

	(void)self;
	lookup_page_init(&page, context);
	text_add_cstr(&page.text, "- ");
	add_measure(&page.text, lookup, measure);
}
