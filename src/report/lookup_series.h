#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/name.h"
#include "query/answer.h"
#include "query/server.h"

struct lookup;
struct lookup_context;

/** The times of one server over one transport. */
struct lookup_series {
	const struct server *server;
	enum transport transport;
	unsigned asked;
	unsigned lost;        /* without a reply */
	enum outcome lost_to; /* how the last of them was lost */
	uint16_t failed_by;   /* rcode of the last failure */
	unsigned failures;    /* replies with another rcode than NOERROR and NXDOMAIN */
	uint32_t *times_us;   /* of the replies */
	size_t count;
};

/** One question asked again and again; borrowed. */
struct lookup_measure {
	struct name qname;
	unsigned rounds; /* done; so many times each server was asked */
	unsigned wanted; /* rounds that were to be */
	uint64_t interval_us;
	struct lookup_series *series;
	size_t count;
};

/** What a series comes to, in microseconds; all 0 when there were no replies. */
struct lookup_series_stats {
	uint32_t min_us;
	uint32_t median_us;
	uint32_t p95_us; /* so many or fewer took 95 of 100 replies (nearest rank) */
	uint32_t max_us;
};

/** Sorts the times of the series. */
struct lookup_series_stats lookup_series_sum_up(struct lookup_series *series);

/** For people: a line for each server. */
void lookup_series_print(void *self, const struct lookup_context *context,
			 const struct lookup *lookup, struct lookup_measure *measure);
