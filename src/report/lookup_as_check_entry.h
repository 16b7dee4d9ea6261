#pragma once

#include <stddef.h>

#include "dns/name.h"

struct answer;
struct lookup;
struct lookup_reply;
struct text;

/** A reply that can be declared; all is borrowed. */
struct lookup_as_check_seen {
	const struct lookup *lookup;
	const struct answer *answer;
	const struct lookup_reply
		*reply; /* the answer's, read: not malformed, not truncated */
	struct name qname;
};

/** Adds an item of the list under `checks:`. */
void lookup_as_check_entry_print(struct text *text,
				 const struct lookup_as_check_seen *seen);

/** A double-quoted scalar of YAML. */
void lookup_as_check_entry_quote(struct text *text, const char *value);
