#pragma once

#include <stdbool.h>

#include "base/attr.h"

struct answer;
struct ask_policy;
struct descent;
struct descent_step;
struct dig_asker;
struct dig_lookup;

/** What is the same for all steps of a way down. */
struct dig_descent_step_asking {
	struct dig_asker *asker;
	const struct dig_lookup *lookup;
	struct descent *descent;
	const struct ask_policy *policy;
};

/**
 * Asks every server of the step's zone the question, and for a cut what it takes to judge it; judges both.
 * Returns false when the run is over, which was said.
 *
 * @referral  of the parent; NULL: none
 */
NODISCARD bool dig_descent_step_ask(const struct dig_descent_step_asking *asking,
				    struct descent_step *step,
				    const struct answer *referral);
