#include "query/pace.h"

enum {
	BURST_NS = 20 * 1000 * 1000,  /* of the rate that may be sent at once */
	PATIENCE_MIN_US = 100 * 1000, /* below, a busy machine looks like loss */
	PATIENCE_FIRST_US = 1000 * 1000,
	LOSS_SHARE = 8, /* the window shrinks when more than 1 in 8 is lost */
};

void pace_init(struct pace *pace, unsigned window_max, uint32_t rate)
{
	*pace = (struct pace){
		.window = window_max < PACE_WINDOW_FIRST ? window_max : PACE_WINDOW_FIRST,
		.window_max = window_max,
		.is_starting = true,
		.interval_ns = rate == 0 ? 0 : UINT64_C(1000000000) / rate,
	};
}

static void window_set(struct pace *pace, unsigned window)
{
	unsigned min =
		pace->window_max < PACE_WINDOW_MIN ? pace->window_max : PACE_WINDOW_MIN;

	if (window < min)
		window = min;
	pace->window = window < pace->window_max ? window : pace->window_max;
}

/* At the end of an epoch the window follows what became of its questions. */
static void epoch_judge(struct pace *pace)
{
	unsigned outcomes = pace->answered + pace->lost;

	if (outcomes < pace->window)
		return;
	if (pace->lost * LOSS_SHARE > outcomes) {
		pace->is_starting = false;
		window_set(pace, pace->window / 2);
	} else if (pace->lost == 0) {
		unsigned more = pace->is_starting ? pace->window : pace->window / 8;

		window_set(pace, pace->window + (more > 8 ? more : 8));
	}
	pace->answered = 0;
	pace->lost = 0;
}

static void rtt_learn(struct pace *pace, uint32_t rtt_us)
{
	if (rtt_us == 0)
		rtt_us = 1;
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

void pace_answered(struct pace *pace, uint32_t rtt_us)
{
	rtt_learn(pace, rtt_us);
	pace->answered++;
	epoch_judge(pace);
}

void pace_lost(struct pace *pace)
{
	pace->lost++;
	epoch_judge(pace);
}

void pace_found(struct pace *pace)
{
	if (pace->lost > 0)
		pace->lost--;
}

bool pace_may_send(const struct pace *pace, unsigned in_flight, uint64_t now_us,
		   uint64_t *out_when_us)
{
	*out_when_us = UINT64_MAX;
	if (in_flight >= pace->window)
		return false;
	if (pace->interval_ns == 0 || pace->next_ns <= now_us * 1000 + BURST_NS)
		return true;
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
