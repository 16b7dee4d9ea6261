#include "dns/wire.h"
#include "query/accept.h"
#include "query/core.h"
#include "query/flight.h"

void flight_judge(struct slot *slot, const uint8_t *wire, size_t size)
{
	struct engine *engine = slot->lane->engine;
	const struct accept_want want = {
		.query = slot->wire,
		.question_end = slot->question_end,
		.is_case_exact = slot->is_case_mixed,
		.cookie = &slot->cookie,
		.is_trusting = slot->policy->is_trusting,
	};
	struct trail_step step = { .reason = DROP_COUNT };
	enum cookie_verdict cookie;

	if (!accept_reply(&want, wire, size, &step.reason, &slot->edns, &cookie)) {
		engine->stats.drops[step.reason]++;
		slot_note_drop(slot, step.reason, wire, size);
		return;
	}
	step.is_pardoned = step.reason != DROP_COUNT;
	slot_note_step(slot, step, wire, size);
	slot->is_cookie_good = cookie == COOKIE_GOOD || cookie == COOKIE_BARE;
	flight_reply(slot, wire, size);
}
