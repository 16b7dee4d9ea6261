#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "cli/dig_target.h"
#include "dns/message.h"
#include "dns/name.h"

struct answer;
struct dig_asker;

/** The name servers that a reply names: of the root, of a delegation, of a zone. */
struct dig_referral {
	bool is_found;
	struct name zone;         /* owner of the NS records; in the scratch arena */
	struct dig_target target; /* every address of every server */
};

/** Who looks up the names of servers: the one that answered, when it is a resolver; else NULL. */
const struct server *dig_referral_resolver(const struct answer *answer);

/**
 * Collects the servers of the NS records of a section.  Their addresses are the glue of the same
 * reply, else they are looked up; one that has none is told and left out.
 *
 * @resolver     asked for addresses before resolv.conf's; NULL: none
 * @is_shuffled  the servers in random order, as dig asks them
 * Returns false when the run is over, which was said.
 */
NODISCARD bool dig_referral_read(struct dig_asker *asker, const struct answer *answer,
				 enum section section, const struct server *resolver,
				 bool is_shuffled, struct dig_referral *out_referral);
