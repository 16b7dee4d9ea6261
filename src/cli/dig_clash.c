#include "cli/dig_clash.h"

#include <stdbool.h>
#include <string.h>

#include "base/attr.h"
#include "cli/dig_asker.h"

static bool is_short(const struct dig_asker *asker)
{
	return strcmp(asker->format->entry.name, "short") == 0;
}

static bool has_idle_server(const struct dig_asker *asker,
			    const struct dig_lookup *lookup)
{
	(void)asker;
	return lookup->is_all_ns && lookup->servers != NULL;
}

static bool is_count_short(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	return is_short(asker) && lookup->count > 0;
}

static bool is_panel_short(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	return is_short(asker) && lookup->count == 0 &&
	       (lookup->is_all_ns || lookup->is_compared);
}

static bool is_trace_short(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	return is_short(asker) && lookup->count == 0 && !lookup->is_all_ns &&
	       !lookup->is_compared && lookup->is_trace;
}

static const struct {
	bool (*is_met)(const struct dig_asker *asker, const struct dig_lookup *lookup);
	const char *words;
} rows[] = {
	{ has_idle_server, "+all-ns asks the name servers of the zone: the @server that "
			   "was named is passed over; +compare asks those named" },
	{ is_count_short, "+short has no effect on +count: its times are shown whole" },
	{ is_panel_short, "+short has no effect where servers are compared: what each "
			  "says is shown whole" },
	{ is_trace_short, "+short has no effect on +trace: each step is shown whole" },
};

void dig_clash_say(struct dig_asker *asker, const struct dig_lookup *lookup)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].is_met(asker, lookup))
			dig_asker_say(asker, ";; %s", rows[i].words);
	}
}
