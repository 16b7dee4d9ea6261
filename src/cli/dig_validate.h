#pragma once

#include <stdbool.h>

#include "base/attr.h"
#include "dns/name.h"

struct answer;
struct dig_asker;
struct dig_lookup;
struct validate_result;

/**
 * Reads the trust anchors that the line names, once for the run; to be called before anything is asked.  Returns false when the run is over, which was said.
 */
NODISCARD bool dig_validate_begin(struct dig_asker *asker);

/**
 * Judges a reply by DNSSEC.  The chain is asked of the server that replied when it is a resolver (RA), else of the
 * authoritative servers from the root down.
 *
 * @answer      with a reply
 * @out_result  in the scratch arena
 * Returns false when the run is over, which was said.
 */
NODISCARD bool dig_validate_answer(struct dig_asker *asker,
				   const struct dig_lookup *lookup, struct name qname,
				   const struct answer *answer,
				   const struct validate_result **out_result);
