#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "dns/name.h"

struct agreement;
struct lookup;
struct lookup_context;

/** What many servers said to one question, and who could not be asked; borrowed. */
struct lookup_panel {
	struct name qname;
	bool has_zone;    /* they are the servers of a zone; else those that were named */
	struct name zone; /* when has_zone */
	const struct agreement *agreement;
	const struct name *unresolved; /* name servers without an address */
	size_t unresolved_count;
	size_t left_out; /* IPv6 addresses that this machine has no way to */
	const char *
		why; /* the servers were not found as they should be: a sentence; or NULL */
};

/** For people: groups of equal answers, who differs and how, serials, a line that sums up. */
void lookup_panel_print(void *self, const struct lookup_context *context,
			const struct lookup *lookup, const struct lookup_panel *panel);
