#pragma once

#include "query/descent.h"

/** What was asked about a cut. */
struct descent_cut_asked {
	const struct panel_question *ns; /* to each server of the zone */
	size_t ns_count;
	const struct answer *referral; /* of the parent, with its glue */
	const struct panel_question
		*glue; /* A and AAAA of in-domain names, to one server */
	size_t glue_count;
	const struct answer *keys; /* DNSKEY, of that server; NULL: not asked */
};

/** True for a name server whose addresses the zone itself holds. */
bool descent_cut_is_own(const struct descent_step *step, struct name name_server);

/** Reads the NS of the zone's own servers and chooses the one to be asked more: cut.own. */
void descent_cut_read(struct arena *arena, struct descent_step *step,
		      const struct descent_cut_asked *asked);

/** Holds parent against zone: NS, glue, DS; and tells which servers do not serve it. */
void descent_cut_judge(struct arena *arena, struct descent *descent,
		       struct descent_step *step, const struct descent_cut_asked *asked);
