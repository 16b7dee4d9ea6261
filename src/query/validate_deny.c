/*
 * Proofs that something is not there.
 *
 * 1. Of the authority section, the NSEC or NSEC3 that the zone signed are taken, VALIDATE_PROOFS_MAX at most, each
 *    with its own signature checked; one that a wildcard gave proves nothing.
 * 2. What they say is worked out by dns/nsec.h or dns/nsec3.h.
 *
 * Source: RFC 4035 section 5.4, RFC 5155 section 8, RFC 6840 section 4.
 */
#include "base/arena.h"
#include "dns/nsec.h"
#include "dns/nsec3.h"
#include "dns/type.h"
#include "query/validate_parts.h"

/* The proofs of a message whose signatures are good. */
struct proofs {
	const struct signed_set *sets[VALIDATE_PROOFS_MAX];
	size_t count;
	const struct dnssec_rrsig *first; /* to expire */
	const char *why;                  /* NULL, or why one does not count */
};

static void take(struct validate *validate, const struct validate_zone *zone,
		 const struct signed_set *set, struct proofs *proofs)
{
	struct validate_outcome outcome;
	const struct dnssec_rrsig *rrsig;

	validate_set_verify(validate, set, zone->name, zone->keys, zone->key_count,
			    &outcome);
	rrsig = outcome.rrsig;
	if (rrsig != NULL &&
	    rrsig->labels < name_label_count(set->owner) -
				    (name_is_wildcard(set->owner) ? 1 : 0)) {
		outcome.why = "the proof comes of a wildcard";
		rrsig = NULL;
	}
	if (rrsig == NULL) {
		proofs->why = outcome.why;
		return;
	}
	if (proofs->first == NULL ||
	    dnssec_time_between(proofs->first->expiration, rrsig->expiration) < 0)
		proofs->first = rrsig;
	proofs->sets[proofs->count++] = set;
}

static void gather(struct validate *validate, const struct validate_zone *zone,
		   const struct signed_sets *sets, uint16_t type, struct proofs *proofs)
{
	size_t seen = 0;

	*proofs = (struct proofs){ .count = 0 };
	for (size_t i = 0; i < sets->count; i++) {
		const struct signed_set *set = &sets->list[i];

		if (set->section != SECTION_AUTHORITY || set->type != type ||
		    set->count == 0)
			continue;
		if (seen++ == VALIDATE_PROOFS_MAX) {
			proofs->why = "too many NSEC or NSEC3 came";
			return;
		}
		take(validate, zone, set, proofs);
	}
}

static void work_out_nsec(struct validate *validate, const struct validate_zone *zone,
			  const struct proofs *proofs, const struct validate_claim *claim,
			  struct denial *out_denial)
{
	struct nsec_list list;

	nsec_collect(validate->arena, zone->name, proofs->sets, proofs->count, &list);
	switch (claim->denied) {
	case VALIDATE_DENIED_TYPE:
		nsec_prove_nodata(&list, claim->name, claim->type, out_denial);
		break;
	case VALIDATE_DENIED_NAME:
		nsec_prove_nxdomain(&list, claim->name, out_denial);
		break;
	case VALIDATE_DENIED_EXPANSION:
		nsec_prove_expansion(&list, claim->name, claim->labels, out_denial);
		break;
	}
}

static void work_out_nsec3(struct validate *validate, const struct validate_zone *zone,
			   const struct proofs *proofs,
			   const struct validate_claim *claim, struct denial *out_denial)
{
	struct nsec3_list list;

	nsec3_collect(validate->arena, zone->name, proofs->sets, proofs->count,
		      &validate->hashes, &list);
	switch (claim->denied) {
	case VALIDATE_DENIED_TYPE:
		nsec3_prove_nodata(&list, claim->name, claim->type, out_denial);
		break;
	case VALIDATE_DENIED_NAME:
		nsec3_prove_nxdomain(&list, claim->name, out_denial);
		break;
	case VALIDATE_DENIED_EXPANSION:
		nsec3_prove_expansion(&list, claim->name, claim->labels, out_denial);
		break;
	}
}

static const char *name_claim(struct validate *validate,
			      const struct validate_claim *claim)
{
	if (claim->denied == VALIDATE_DENIED_NAME)
		return "the name does not exist";
	if (claim->denied == VALIDATE_DENIED_EXPANSION)
		return "nothing is closer than the wildcard";
	return validate_words_format(validate, "there is no %s",
				     validate_words_type(validate, claim->type));
}

/* What a denial is worth. */
static void judge(struct validate *validate, const struct validate_claim *claim,
		  const struct proofs *proofs, const struct denial *denial,
		  struct validate_outcome *out_outcome)
{
	const char *why = denial->why;

	*out_outcome = (struct validate_outcome){ .status = VALIDATE_BOGUS,
						  .rrsig = proofs->first };
	switch (denial->verdict) {
	case DENIAL_PROVEN:
		out_outcome->status = VALIDATE_SECURE;
		break;
	case DENIAL_COSTLY:
		validate->is_unsupported = true;
		out_outcome->status = VALIDATE_INSECURE;
		break;
	case DENIAL_OPT_OUT:
	case DENIAL_UNSIGNED:
		out_outcome->status = VALIDATE_INSECURE;
		break;
	case DENIAL_MISSING:
	case DENIAL_CONTRADICTED:
		why = validate_words_format(
			validate, "no proof that %s: %s", name_claim(validate, claim),
			proofs->why == NULL ? denial->why : proofs->why);
		break;
	}
	out_outcome->why = why;
}

void validate_deny_prove(struct validate *validate, const struct validate_zone *zone,
			 const struct signed_sets *sets,
			 const struct validate_claim *claim, struct denial *out_denial,
			 struct validate_outcome *out_outcome)
{
	struct proofs proofs;
	const char *why;

	gather(validate, zone, sets, TYPE_NSEC, &proofs);
	if (proofs.count > 0) {
		work_out_nsec(validate, zone, &proofs, claim, out_denial);
		judge(validate, claim, &proofs, out_denial, out_outcome);
		return;
	}
	why = proofs.why;
	gather(validate, zone, sets, TYPE_NSEC3, &proofs);
	proofs.why = proofs.why == NULL ? why : proofs.why;
	if (proofs.count > 0) {
		work_out_nsec3(validate, zone, &proofs, claim, out_denial);
	} else {
		*out_denial = (struct denial){
			.verdict = DENIAL_MISSING,
			.why = "no NSEC or NSEC3 that the zone signed",
		};
	}
	judge(validate, claim, &proofs, out_denial, out_outcome);
}

/* Who may have signed a proof about the name by this set; NULL wire when nobody. */
static struct name signer_of(const struct validate *validate,
			     const struct signed_set *set, struct name name)
{
	const bool is_proof = set->type == TYPE_NSEC || set->type == TYPE_NSEC3 ||
			      set->type == TYPE_SOA;

	if (set->section != SECTION_AUTHORITY || !is_proof || set->rrsig_count == 0 ||
	    !name_is_below(name, set->rrsigs[0].signer) ||
	    validate_chain_is_passed_by(validate, set->rrsigs[0].signer, name))
		return (struct name){ NULL, 0 };
	return set->rrsigs[0].signer;
}

/* Who signed the proof: the deepest of them, since proofs about aliases further up may stand beside it. */
static bool find_signer(const struct validate *validate, const struct signed_sets *sets,
			struct name name, struct name *out_signer)
{
	struct name best = { NULL, 0 };

	for (size_t i = 0; i < sets->count; i++) {
		const struct name signer = signer_of(validate, &sets->list[i], name);

		if (signer.wire != NULL &&
		    (best.wire == NULL ||
		     name_label_count(signer) > name_label_count(best)))
			best = signer;
	}
	if (best.wire != NULL)
		*out_signer = best;
	return best.wire != NULL;
}

static const char *name_step(struct validate *validate,
			     const struct validate_claim *claim)
{
	if (claim->denied == VALIDATE_DENIED_NAME)
		return "no name";
	if (claim->denied == VALIDATE_DENIED_EXPANSION)
		return "wildcard";
	return validate_words_format(validate, "no %s",
				     validate_words_type(validate, claim->type));
}

/* What proves nothing may be about a delegation on the way, when the name is in an unsigned zone further down. */
static void excuse(struct validate *validate, struct name place,
		   struct validate_outcome *outcome)
{
	const struct validate_zone *zone = validate_chain_find(validate, place);

	if (zone->status != VALIDATE_INSECURE)
		return;
	*outcome = (struct validate_outcome){ .status = zone->status, .why = zone->why };
}

void validate_deny_judge(struct validate *validate, const struct signed_sets *sets,
			 const struct validate_claim *claim,
			 struct validate_outcome *out_outcome)
{
	const bool is_ds =
		claim->denied == VALIDATE_DENIED_TYPE && claim->type == TYPE_DS;
	const struct name place = is_ds ? name_parent(claim->name) : claim->name;
	struct name target = place;
	const bool has_signer = find_signer(validate, sets, place, &target);
	const struct validate_zone *zone = validate_chain_find(validate, target);
	struct denial denial;

	if (zone->status != VALIDATE_SECURE) {
		*out_outcome = (struct validate_outcome){ .status = zone->status,
							  .why = zone->why };
	} else if (has_signer && !name_equal(zone->name, target)) {
		*out_outcome = (struct validate_outcome){
			.status = VALIDATE_BOGUS,
			.why = validate_words_format(
				validate, "the proof is signed by %s, which is no zone",
				validate_words_name(validate, target)),
		};
	} else {
		validate_deny_prove(validate, zone, sets, claim, &denial, out_outcome);
	}
	if (has_signer && out_outcome->status == VALIDATE_BOGUS)
		excuse(validate, place, out_outcome);
	validate_add_step(validate, claim->name, name_step(validate, claim), out_outcome);
}
