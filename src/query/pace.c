#include "query/pace.h"

enum {
	BURST_NS = 20 * 1000 * 1000,  /* of the rate that may be sent at once */
	PATIENCE_MIN_US = 100 * 1000, /* below, a busy machine looks like loss */
	PATIENCE_FIRST_US = 1000 * 1000,
	LOSS_SHARE = 8, /* the window shrinks when more than 1 in 8 is lost */
	GAIN_PERCENT =
		110, /* of the answers a second that a window of twice the size must bring */
	HOLD_EPOCHS = 64, /* between trials of a larger one */
	WINDOW_PLENTY =
		512, /* a larger one would fill queues and caches when the way is short */
	QUEUED_SHARE =
		4, /* a quickest answer that took so many times the shortest has queued */
	QUEUED_SLACK_US = 500,
	RTT_MIN_AGE = 1024,      /* epochs: ways get longer, too */
	RATE_LOST_PERMILLE = 10, /* a rate that loses no more is borne */
	RATE_SAFE_PERCENT = 90,  /* of what was answered in a second of too many */
	RATE_STEP = 20,          /* a borne rate grows by a part of that many */
	RATE_FAILURES_MAX = 4,   /* spans behind one another before it is doubted */
	RATE_MIN = 10,
	SPAN_OUTCOMES_MIN = 16,
};

void pace_init(struct pace *pace, unsigned window_max, uint32_t rate)
{
	*pace = (struct pace){
		.window = window_max < PACE_WINDOW_FIRST ? window_max : PACE_WINDOW_FIRST,
		.window_max = window_max,
		.phase = PACE_HOLDS,
		.epoch_rtt_us = UINT32_MAX,
		.rtt_min_us = UINT32_MAX,
		.rate = rate,
		.interval_ns = rate == 0 ? 0 : UINT64_C(1000000000) / rate,
	};
}

static void rate_set(struct pace *pace, uint64_t found)
{
	uint64_t rate = pace->rate;

	pace->rate_found = found < UINT32_MAX ? (uint32_t)found : UINT32_MAX;
	if (found != 0 && (rate == 0 || found < rate))
		rate = found;
	pace->interval_ns = rate == 0 ? 0 : UINT64_C(1000000000) / rate;
}

static void rate_fall(struct pace *pace, uint64_t answered)
{
	uint64_t safe = answered * RATE_SAFE_PERCENT / 100;

	rate_set(pace, safe > RATE_MIN ? safe : RATE_MIN);
}

/* The rate that was found loses some.  When it fell again and again in vain, the line loses them. */
static void rate_fail(struct pace *pace, unsigned permille, uint64_t answered)
{
	if (pace->found_failures++ == 0)
		pace->found_permille = permille;
	if (pace->found_failures > RATE_FAILURES_MAX &&
	    permille * 2 > pace->found_permille) {
		pace->is_rate_idle = true;
		rate_set(pace, 0);
	} else if (answered < pace->rate_found) {
		rate_fall(pace, answered);
	}
}

/* At the end of a span that lost so many of a thousand and had so many answers a second. */
static void rate_judge(struct pace *pace, unsigned permille, uint64_t answered)
{
	const bool is_borne = permille <= RATE_LOST_PERMILLE;

	if (pace->rate_found == 0) {
		if (permille * LOSS_SHARE <= 1000 || pace->window > PACE_WINDOW_MIN ||
		    pace->is_rate_idle || answered == 0)
			return; /* who says nothing at all is not too slow */
		pace->found_failures = 0;
		rate_fall(pace, answered);
	} else if (is_borne) {
		pace->found_failures = 0;
		if (pace->is_rate_met) {
			rate_set(pace, (uint64_t)pace->rate_found + 1 +
					       pace->rate_found / RATE_STEP);
		}
	} else {
		rate_fail(pace, permille, answered);
	}
	pace->is_rate_met = false;
}

static void window_set(struct pace *pace, unsigned window)
{
	if (window < PACE_WINDOW_MIN)
		window = PACE_WINDOW_MIN;
	pace->window = window < pace->window_max ? window : pace->window_max;
}

static void window_hold(struct pace *pace, unsigned window)
{
	window_set(pace, window);
	pace->phase = PACE_HOLDS;
	pace->hold = HOLD_EPOCHS;
}

/* Even the quickest answer of this epoch has waited: more questions would wait longer. */
static bool is_queued(const struct pace *pace)
{
	return pace->epoch_rtt_us / QUEUED_SHARE > pace->rtt_min_us &&
	       pace->epoch_rtt_us > pace->rtt_min_us + QUEUED_SLACK_US;
}

/* The first epoch after it grew still has questions of the window before. */
static void window_grow(struct pace *pace, uint64_t rate)
{
	if (pace->window >= WINDOW_PLENTY && is_queued(pace)) {
		window_hold(pace, pace->window);
		return;
	}
	pace->rate_before = rate;
	pace->window_before = pace->window;
	window_set(pace, pace->window * 2);
	pace->phase = pace->window > pace->window_before ? PACE_SETTLES : PACE_HOLDS;
}

static void window_try(struct pace *pace, uint64_t rate)
{
	switch (pace->phase) {
	case PACE_HOLDS:
		if (pace->hold > 0) {
			pace->hold--;
		} else {
			window_grow(pace, rate);
		}
		break;
	case PACE_SETTLES:
		pace->phase = PACE_IS_TRIED;
		break;
	case PACE_IS_TRIED:
		if (rate * 100 >= pace->rate_before * GAIN_PERCENT) {
			window_grow(pace, rate);
		} else {
			window_hold(pace, pace->window_before);
		}
		break;
	}
}

/*
 * True when too many were lost in a span that is long enough for losses to show.  An epoch of a short
 * way is over before: the losses of many epochs fall into one.
 */
static bool is_lossy(struct pace *pace, uint64_t now_us)
{
	uint64_t elapsed_us;
	bool is_much;

	if (pace->span_us == 0)
		pace->span_us = pace->epoch_us != 0 ? pace->epoch_us : now_us;
	pace->span_outcomes += pace->answered + pace->lost;
	pace->span_lost += pace->lost;
	elapsed_us = now_us - pace->span_us;
	if (elapsed_us < pace_patience_us(pace) ||
	    pace->span_outcomes < SPAN_OUTCOMES_MIN)
		return false;
	is_much = pace->span_lost * LOSS_SHARE > pace->span_outcomes;
	rate_judge(pace, (unsigned)(pace->span_lost * 1000 / pace->span_outcomes),
		   (pace->span_outcomes - pace->span_lost) * UINT64_C(1000000) /
			   elapsed_us);
	pace->span_us = now_us;
	pace->span_outcomes = 0;
	pace->span_lost = 0;
	return is_much;
}

/* At the end of an epoch the window follows what became of its questions. */
static void epoch_judge(struct pace *pace, uint64_t now_us)
{
	unsigned outcomes = pace->answered + pace->lost;
	uint64_t elapsed_us = now_us > pace->epoch_us ? now_us - pace->epoch_us : 1;

	if (outcomes < pace->window)
		return;
	if (is_lossy(pace, now_us)) {
		window_hold(pace, pace->window / 2);
	} else if (pace->is_full) {
		window_try(pace, pace->answered * UINT64_C(1000000) / elapsed_us);
	}
	pace->answered = 0;
	pace->lost = 0;
	pace->epoch_us = now_us;
	if (pace->epoch_rtt_us != UINT32_MAX)
		pace->rtt_min_us += (pace->epoch_rtt_us - pace->rtt_min_us) / RTT_MIN_AGE;
	pace->epoch_rtt_us = UINT32_MAX;
	pace->is_full = false;
}

static void rtt_learn(struct pace *pace, uint32_t rtt_us)
{
	if (rtt_us == 0)
		rtt_us = 1;
	if (rtt_us < pace->epoch_rtt_us)
		pace->epoch_rtt_us = rtt_us;
	if (rtt_us < pace->rtt_min_us)
		pace->rtt_min_us = rtt_us;
	if (pace->srtt_us == 0) {
		pace->srtt_us = rtt_us;
		pace->rttvar_us = rtt_us / 2;
		return;
	}

	uint32_t off =
		rtt_us > pace->srtt_us ? rtt_us - pace->srtt_us : pace->srtt_us - rtt_us;

	pace->rttvar_us = pace->rttvar_us - pace->rttvar_us / 4 + off / 4;
	pace->srtt_us = pace->srtt_us - pace->srtt_us / 8 + rtt_us / 8;
	if (pace->srtt_us == 0)
		pace->srtt_us = 1;
}

void pace_answered(struct pace *pace, uint32_t rtt_us, uint64_t now_us)
{
	rtt_learn(pace, rtt_us);
	pace->answered++;
	epoch_judge(pace, now_us);
}

void pace_lost(struct pace *pace, uint64_t now_us)
{
	pace->lost++;
	epoch_judge(pace, now_us);
}

void pace_found(struct pace *pace)
{
	if (pace->lost > 0) {
		pace->lost--;
	} else if (pace->span_lost > 0) {
		pace->span_lost--;
	}
}

bool pace_may_send(struct pace *pace, unsigned in_flight, uint64_t now_us,
		   uint64_t *out_when_us)
{
	*out_when_us = UINT64_MAX;
	if (in_flight >= pace->window) {
		pace->is_full = true;
		return false;
	}
	if (pace->interval_ns == 0 || pace->next_ns <= now_us * 1000 + BURST_NS)
		return true;
	pace->is_rate_met = true;
	*out_when_us = (pace->next_ns - BURST_NS) / 1000;
	return false;
}

void pace_sent(struct pace *pace, uint64_t now_us)
{
	if (pace->interval_ns == 0)
		return;
	if (pace->next_ns < now_us * 1000)
		pace->next_ns = now_us * 1000;
	pace->next_ns += pace->interval_ns;
}

uint32_t pace_patience_us(const struct pace *pace)
{
	uint64_t patience = pace->srtt_us == 0
				    ? PATIENCE_FIRST_US
				    : 4 * ((uint64_t)pace->srtt_us + pace->rttvar_us);

	if (patience < PATIENCE_MIN_US)
		return PATIENCE_MIN_US;
	return patience < UINT32_MAX ? (uint32_t)patience : UINT32_MAX;
}
