#pragma once

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "report/lookup.h"

/* a. A, answered by 192.0.2.1 with TTL 60, AA and RA. */
#define SHOWN_REPLY                        \
	"\x12\x34\x85\x80\0\1\0\1\0\0\0\0" \
	"\1a\0\0\1\0\1"                    \
	"\xC0\x0C\0\1\0\1\0\0\0\x3C\0\4\xC0\0\2\1"
/* The same question, with RD and AD. */
#define SHOWN_QUERY                        \
	"\x12\x34\x01\x20\0\1\0\0\0\0\0\0" \
	"\1a\0\0\1\0\1"

enum { SHOWN_REPLY_SIZE = 35, SHOWN_QUERY_SIZE = 19 };

/** A format under test: what it is given and what it wrote. */
struct shown {
	struct arena *arena;
	struct lookup_context context;
	struct lookup_style style;
	struct lookup lookup;
	struct server server;
	struct attempt attempt;
	struct trail_step sent;
	struct answer answer;
	const struct lookup_format *format;
	void *state;
	char *out;
	char *err;
	size_t out_size;
	size_t err_size;
};

/** Everything is shown; the answer is SHOWN_REPLY after 1.5 ms over UDP. */
static inline void shown_init(struct shown *shown, const char *format, bool is_dig)
{
	*shown = (struct shown){ .arena = arena_new() };
	setenv("TZ", "UTC", 1);
	shown->context.arena = shown->arena;
	shown->context.out = open_memstream(&shown->out, &shown->out_size);
	shown->context.err = is_dig ? shown->context.out
				    : open_memstream(&shown->err, &shown->err_size);
	shown->context.is_dig = is_dig;
	shown->style = (struct lookup_style){
		.has_comments = true,
		.has_section = { true, true, true, true },
		.has_stats = true,
	};
	shown->lookup = (struct lookup){
		.number = 1, .style = &shown->style, .name = "a", .type = 1, .rr_class = 1
	};
	shown->server.name = "192.0.2.53";
	shown->server.address.v4.sin_family = AF_INET;
	shown->server.address.v4.sin_port = htons(53);
	(void)inet_pton(AF_INET, "192.0.2.53", &shown->server.address.v4.sin_addr);
	shown->attempt = (struct attempt){ .server = &shown->server,
					   .size = SHOWN_REPLY_SIZE,
					   .rtt_us = 1500 };
	shown->sent = (struct trail_step){ .wire = (const uint8_t *)SHOWN_QUERY,
					   .size = SHOWN_QUERY_SIZE,
					   .is_sent = true };
	shown->answer = (struct answer){
		.trail = &shown->sent,
		.trail_count = 1,
		.wire = (const uint8_t *)SHOWN_REPLY,
		.size = SHOWN_REPLY_SIZE,
		.server = &shown->server,
		.start_wall_us = 1795191963000000,
		.rtt_us = 1500,
		.total_us = 1500,
		.attempts = &shown->attempt,
		.attempt_count = 1,
		.query = (const uint8_t *)SHOWN_QUERY,
		.query_size = SHOWN_QUERY_SIZE,
	};
	shown->format = lookup_format_find(format);
	shown->state = shown->format->begin(&shown->context);
}

/** Turns the answer into silence: the one attempt ended so. */
static inline void shown_fail(struct shown *shown, enum outcome outcome,
			      enum transport transport, int system_errno)
{
	shown->answer.wire = NULL;
	shown->answer.size = 0;
	shown->answer.outcome = outcome;
	shown->attempt.outcome = outcome;
	shown->attempt.transport = transport;
	shown->attempt.system_errno = system_errno;
}

/** Attempts, then the reply or the failure, as a lookup is reported. */
static inline void shown_report(struct shown *shown)
{
	shown->format->attempts(shown->state, &shown->context, &shown->lookup,
				&shown->answer);
	if (shown->answer.wire != NULL) {
		shown->format->message(shown->state, &shown->context, &shown->lookup,
				       &shown->answer);
	} else {
		shown->format->failure(shown->state, &shown->context, &shown->lookup,
				       &shown->answer);
	}
	(void)fflush(shown->context.out);
	(void)fflush(shown->context.err);
}

static inline void shown_free(struct shown *shown)
{
	if (shown->context.err != shown->context.out)
		(void)fclose(shown->context.err);
	(void)fclose(shown->context.out);
	free(shown->out);
	free(shown->err);
	arena_free(shown->arena);
}
