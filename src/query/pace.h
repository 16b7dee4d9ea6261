#pragma once

#include <stdbool.h>
#include <stdint.h>

/**
 * How fast one server is asked: a window of questions in flight, the round-trip time it learns, and an
 * optional rate.  The window grows as long as a larger one brings more answers a second, which is as
 * far as the way is long; a large one does not while all answers have queued.  It shrinks when many are
 * lost.  Where the smallest still loses many, the rate is what the server bears: it is found, and tried
 * upwards from then on, unless the losses turn out not to depend on it.  Pure: time is handed in.
 */
struct pace {
	unsigned window; /* questions that may be in flight now */
	unsigned window_max;
	unsigned window_before; /* what it was before it grew */
	uint64_t rate_before;   /* answers a second with that */
	enum { PACE_HOLDS, PACE_SETTLES, PACE_IS_TRIED } phase;
	unsigned hold;     /* epochs until a larger window is tried */
	unsigned answered; /* in this epoch, which is one window of outcomes long */
	unsigned lost;
	uint64_t epoch_us;     /* when it began */
	uint32_t epoch_rtt_us; /* the shortest in it */
	uint32_t rtt_min_us;   /* and the shortest of all; UINT32_MAX: no answer yet */
	bool is_full;          /* the window was the limit in this epoch */
	/* Of the epochs since span_us: losses show later than answers, all at once. */
	uint64_t span_us;
	uint64_t span_outcomes;
	uint64_t span_lost;
	uint32_t srtt_us; /* smoothed, and its variation (RFC 6298); 0: no answer yet */
	uint32_t rttvar_us;
	uint32_t rate;           /* questions a second that were asked for; 0: no limit */
	uint32_t rate_found;     /* that the server bears; 0: not known to be less */
	unsigned found_permille; /* of questions that its first failure lost */
	unsigned found_failures; /* spans, one behind the other, in which it lost some */
	bool is_rate_met;        /* the rate was the limit in this span */
	bool is_rate_idle;       /* losses do not depend on it */
	uint64_t interval_ns;    /* between questions; 0: no rate */
	uint64_t next_ns;        /* when the bucket of the rate is full again */
};

enum { PACE_WINDOW_MIN = 16, PACE_WINDOW_FIRST = 256 };

/** @rate  questions a second; 0: no limit */
void pace_init(struct pace *pace, unsigned window_max, uint32_t rate);

/** An answer came @rtt_us after its question. */
void pace_answered(struct pace *pace, uint32_t rtt_us, uint64_t now_us);

/** A question is taken for lost. */
void pace_lost(struct pace *pace, uint64_t now_us);

/** One that was taken for lost was answered after all: pace_answered follows. */
void pace_found(struct pace *pace);

/**
 * True when one more may be sent beside @in_flight others.
 * @out_when_us  set when the rate forbids it: when to ask again; else UINT64_MAX
 */
bool pace_may_send(struct pace *pace, unsigned in_flight, uint64_t now_us,
		   uint64_t *out_when_us);

/** Takes one from the rate's bucket. */
void pace_sent(struct pace *pace, uint64_t now_us);

/** How long to wait before a question is taken for lost, though its answer may still come. */
uint32_t pace_patience_us(const struct pace *pace);
