#include "query/deliver.h"

#include "query/core.h"

/* What the last attempt brought. */
static void answer_last(const struct slot *slot, struct answer *answer)
{
	answer->wire = slot->reply;
	answer->size = slot->reply_size;
	answer->local = slot->local;
	answer->is_cookie_good = slot->is_cookie_good;
}

/* The reply of an earlier attempt stands when the last one brought none. */
static const struct attempt *answer_kept(const struct slot *slot, struct answer *answer)
{
	answer->wire = slot->kept.wire;
	answer->size = slot->kept.size;
	answer->local = slot->kept.local;
	answer->is_cookie_good = slot->kept.is_cookie_good;
	return &slot->kept.attempt;
}

static void answer_fill(const struct engine *engine, const struct slot *slot,
			struct answer *answer)
{
	const struct attempt *last = &slot->attempts[slot->attempt_count - 1];
	const struct attempt *shown = last;
	bool is_kept = last->outcome != OUTCOME_REPLY && slot->kept.wire != NULL;
	uint64_t end_us = last->start_us + last->rtt_us;

	answer_last(slot, answer);
	if (is_kept)
		shown = answer_kept(slot, answer);
	answer->outcome = shown->outcome;
	answer->server = shown->server;
	answer->transport = shown->transport;
	answer->start_wall_us = shown->start_us + engine->wall_us;
	answer->rtt_us = shown->rtt_us;
	answer->total_us = slot->first_us == 0 ? 0 : end_us - slot->first_us;
	answer->attempts = slot->attempts;
	answer->attempt_count = slot->attempt_count;
	answer->query = slot->wire;
	answer->query_size = slot->wire_size;
	answer->trail = slot->trail.steps;
	answer->trail_count = slot->trail.count;
	if (shown->outcome != OUTCOME_REPLY || slot->policy->is_late_id_noted) {
		answer->drops = slot->drops;
		answer->drop_count = slot->drop_count;
	}
}

void deliver_answer(struct engine *engine, struct slot *slot)
{
	struct answer answer = { .wire = NULL };

	answer_fill(engine, slot, &answer);
	engine->stats.answered++;
	slot->done(slot->user, &answer);
	slot_give(&engine->slots, slot);
}
