#pragma once

#include <stdbool.h>

#include "check/kind.h"

struct asking;
struct check_case;
struct joiner;
struct joint;

/** How questions are asked; the same for all. */
struct asker {
	struct engine *engine;
	struct joiner *joiner; /* of equal questions */
	/* Takes an answer, which is borrowed until it returns; the asking may be gone afterwards. */
	void (*take)(struct asking *asking, const struct answer *answer);
};

/** A question on its way for a case. */
struct asking {
	struct evidence_item item;
	const struct asker *asker;
	struct check_case *owner;
	struct ask_policy policy;
	bool is_shared; /* it is kept for equal ones */
	struct asking *next;
	struct joint *joint; /* of the one that is sent for equal ones, too; or NULL */
	struct asking *next_waiting; /* for the same joint */
};

/**
 * Asks, or joins an equal question that is on its way or was answered; the answer may be there at once.
 * What the engine will not take is an answer, too: OUTCOME_LOCAL.
 */
void asking_send(struct asking *asking);
