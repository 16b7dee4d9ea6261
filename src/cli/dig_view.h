#pragma once

#include <stdbool.h>

#include "base/attr.h"
#include "report/lookup.h"

struct dig_lookup;
struct dig_asker;

/** A lookup as the formats see it, with the style that it points to. */
struct dig_view {
	struct lookup_style style;
	struct lookup shown;
};

/**
 * Fills a view, which must stay where it is, from the lookup's options and the global ones; begins
 * the format that they ask for.  Returns false when the banner's server has no address, which
 * was said.
 */
NODISCARD bool dig_view_init(struct dig_view *view, struct dig_asker *asker,
			     const struct dig_lookup *lookup);

/**
 * Shows what became of a question: attempts, then the reply or that there was none.
 * @is_shown  false leaves a reply out
 */
void dig_view_report(const struct dig_view *view, const struct dig_asker *asker,
		     const struct answer *answer, bool is_shown);
