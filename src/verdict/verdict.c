#include "verdict/verdict.h"

void verdict_count(struct verdict_summary *summary, const struct verdict *verdict)
{
	summary->counts[verdict->state]++;
	summary->worst = summary->expectations == 0
				 ? verdict->state
				 : state_worse(summary->worst, verdict->state);
	summary->expectations++;
}
