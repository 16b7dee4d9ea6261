#pragma once

#include "report/lookup_series.h"
#include "shown.h"

/** A measurement of one server for a format: over UDP with a loss and a failure, over TCP all lost. */
struct measured {
	struct shown shown;
	uint32_t times[4];
	struct lookup_series series[2];
	struct lookup_measure measure;
};

static const struct name measured_name = { (const uint8_t *)"\4test", 6 };

static inline void measured_init(struct measured *measured, const char *format)
{
	shown_init(&measured->shown, format, false);
	measured->times[0] = 4500;
	measured->times[1] = 1000;
	measured->times[2] = 2000;
	measured->series[0] = (struct lookup_series){ .server = &measured->shown.server,
						      .asked = 4,
						      .lost = 1,
						      .lost_to = OUTCOME_TIMEOUT,
						      .failed_by = 2,
						      .failures = 1,
						      .times_us = measured->times,
						      .count = 3 };
	measured->series[1] = (struct lookup_series){ .server = &measured->shown.server,
						      .transport = TRANSPORT_TCP,
						      .asked = 2,
						      .lost = 2,
						      .lost_to = OUTCOME_REFUSED };
	measured->measure = (struct lookup_measure){ .qname = measured_name,
						     .rounds = 4,
						     .wanted = 5,
						     .interval_us = 100000,
						     .series = measured->series,
						     .count = 2 };
}

static inline void measured_print(struct measured *measured)
{
	struct shown *shown = &measured->shown;

	shown->format->measure(shown->state, &shown->context, &shown->lookup,
			       &measured->measure);
	(void)fflush(shown->context.out);
}

static inline void measured_free(struct measured *measured)
{
	shown_free(&measured->shown);
}
