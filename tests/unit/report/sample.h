#pragma once

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "report/format.h"

/* A small run: one of each state, as the formats are tested with. */

static const struct str sample_wanted[] = { STR("192.0.2.2") };
static const struct str sample_got[] = { STR("192.0.2.99"), STR("192.0.2.98") };

static const struct verdict sample_verdicts[] = {
	{ .state = STATE_UNKNOWN,
	  .reason = REASON_TIMEOUT,
	  .kind = "record",
	  .zone = STR("example.com."),
	  .name = STR("mail.example.com."),
	  .type = STR("A"),
	  .server = STR("ns1.example.com."),
	  .address = STR("192.0.2.53#5300"),
	  .transport = "udp",
	  .detail = STR("after 3 tries, 6.0 s"),
	  .place = { "zone.yaml", 9, 7 },
	  .again = STR("digdrift @192.0.2.53 -p 5300 mail.example.com. A +norec") },
	{ .state = STATE_CRITICAL,
	  .reason = REASON_RRSET_DIFFERS,
	  .kind = "record",
	  .zone = STR("example.com."),
	  .name = STR("www.example.com."),
	  .type = STR("A"),
	  .server = STR("ns2.example.net."),
	  .address = STR("192.0.2.54#53"),
	  .transport = "udp",
	  .expected = sample_wanted,
	  .expected_count = ARRAY_LEN(sample_wanted),
	  .actual = sample_got,
	  .actual_count = ARRAY_LEN(sample_got),
	  .has_ttl = true,
	  .ttl = 300,
	  .has_rtt = true,
	  .rtt_us = 1500,
	  .place = { "zone.yaml", 5, 7 },
	  .again = STR("digdrift @192.0.2.54 www.example.com. A +norec") },
	{ .state = STATE_OK,
	  .kind = "record",
	  .zone = STR("example.com."),
	  .name = STR("example.com."),
	  .type = STR("MX"),
	  .server = STR("ns1.example.com."),
	  .address = STR("192.0.2.53#5300"),
	  .transport = "udp",
	  .has_ttl = true,
	  .ttl = 3600,
	  .has_rtt = true,
	  .rtt_us = 250,
	  .place = { "zone.yaml", 4, 7 } },
	{ .state = STATE_WARNING,
	  .reason = REASON_RTT_HIGH,
	  .kind = "query",
	  .check = "office <resolver> | \"quick\"",
	  .name = STR("www.example.net."),
	  .type = STR("A"),
	  .address = STR("192.0.2.1#53"),
	  .transport = "tcp",
	  .has_rtt = true,
	  .rtt_us = 120000,
	  .detail = STR("120.0 ms"),
	  .place = { "zone.yaml", 20, 5 } },
	{ .state = STATE_SKIPPED,
	  .reason = REASON_UNKNOWABLE,
	  .kind = "record",
	  .zone = STR("example.com."),
	  .name = STR("shop.example.com."),
	  .type = STR("A"),
	  .detail = STR("an ALIAS"),
	  .place = { "zone.yaml", 12, 7 } },
};

/* What @format writes of the sample; the caller frees it. */
static inline char *sample_run(const struct format *format, struct format_context context)
{
	struct verdict_summary summary = { .servers = 3,
					   .queries = 12,
					   .elapsed_us = 1234567,
					   .start_wall_us = 1795200000000000 };
	struct arena *arena = arena_new();
	char *written = NULL, *copy;
	size_t size = 0;
	void *self;

	context.arena = arena;
	context.stream = open_memstream(&written, &size);
	assert_non_null(context.stream);
	self = format->begin(&context);
	for (size_t i = 0; i < ARRAY_LEN(sample_verdicts); i++) {
		verdict_count(&summary, &sample_verdicts[i]);
		format->verdict(self, &context, &sample_verdicts[i]);
	}
	format->end(self, &context, &summary);
	assert_int_equal(fclose(context.stream), 0);
	arena_free(arena);
	copy = strdup(written);
	free(written);
	return copy;
}
