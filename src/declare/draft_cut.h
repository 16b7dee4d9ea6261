#pragma once

#include "dns/name.h"

struct expectation;
struct owners;

/**
 * Says why the servers of a zone do not serve what is declared, or returns NULL when they do: it stands
 * at a delegation (NS and DS aside) or below one, or below a DNAME.
 *
 * @cuts    the NS below the apex and the DNAMEs of the zone, and nothing else
 * Source: RFC 1034 section 4.2.1, RFC 6672 section 2.4.
 */
const char *draft_cut_find(struct owners *cuts, struct name apex,
			   const struct expectation *expectation);
