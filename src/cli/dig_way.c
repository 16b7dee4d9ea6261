#include "cli/dig_way.h"

#include <stddef.h>

#include "base/attr.h"
#include "cli/dig_asker.h"
#include "cli/dig_count.h"
#include "cli/dig_descent.h"
#include "cli/dig_nssearch.h"
#include "cli/dig_panel.h"
#include "cli/dig_trace.h"

static bool is_counted(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	(void)asker;
	return lookup->count > 0;
}

static bool is_panel(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	(void)asker;
	return lookup->is_all_ns || lookup->is_compared;
}

/* dig shows what it is told on its way down, digdrift judges it. */
static bool is_descent(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	return lookup->is_trace && !asker->line->is_dig;
}

static bool is_trace(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	(void)asker;
	return lookup->is_trace;
}

static bool is_nssearch(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	(void)asker;
	return lookup->is_nssearch;
}

/* The first that is wanted. */
static const struct {
	bool (*is_wanted)(const struct dig_asker *asker, const struct dig_lookup *lookup);
	dig_way *run;
} rows[] = {
	{ is_counted, dig_count_run },     { is_panel, dig_panel_run },
	{ is_descent, dig_descent_run },   { is_trace, dig_trace_run },
	{ is_nssearch, dig_nssearch_run },
};

dig_way *dig_way_find(const struct dig_asker *asker, const struct dig_lookup *lookup)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].is_wanted(asker, lookup))
			return rows[i].run;
	}
	return NULL;
}

bool dig_way_needs_no_target(const struct dig_asker *asker,
			     const struct dig_lookup *lookup)
{
	return lookup->is_all_ns || is_descent(asker, lookup);
}
