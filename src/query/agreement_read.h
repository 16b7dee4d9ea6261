#pragma once

#include "query/agreement.h"

/** Reads what a server said to the question: all but server, serial and group. */
void agreement_read_reply(struct arena *arena, const struct agreement_asked *asked,
			  const struct answer *answer, struct agreement_reply *reply);

/** Reads the serial of the SOA at or above the qname, where the answer holds one. */
void agreement_read_serial(const struct agreement_asked *asked,
			   const struct answer *answer, struct agreement_reply *reply);
