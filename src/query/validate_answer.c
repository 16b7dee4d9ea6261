/*
 * A record set of the answer.
 *
 * 1. Its signer must be the zone that holds it: at or above the owner, for a DS strictly above.
 * 2. The chain must reach that zone.  Where it ends before, the set is what the end is.
 * 3. One of its signatures must be good.
 * 4. With fewer labels than the owner it comes of a wildcard: that nothing stands closer must be proven.
 *
 * Source: RFC 4035 section 5.3.
 */
#include "dns/type.h"
#include "query/validate_parts.h"

enum { SIGNERS_MAX = 4 };

/* Who may have signed a set, each once. */
static size_t find_signers(const struct validate *validate, const struct signed_set *set,
			   struct name *signers)
{
	size_t count = 0;

	for (size_t i = 0; i < set->rrsig_count && count < SIGNERS_MAX; i++) {
		const struct name signer = set->rrsigs[i].signer;
		const struct name place =
			set->type == TYPE_DS ? name_parent(set->owner) : set->owner;
		bool is_new = name_is_below(set->owner, signer) &&
			      (set->type != TYPE_DS || name_is_root(set->owner) ||
			       !name_equal(set->owner, signer)) &&
			      !validate_chain_is_passed_by(validate, signer, place);

		for (size_t k = 0; k < count; k++)
			is_new &= !name_equal(signers[k], signer);
		if (is_new)
			signers[count++] = signer;
	}
	return count;
}

/* Nobody who may sign it has: that is right where the zone is unsigned. */
static void judge_unsigned(struct validate *validate, const struct signed_set *set,
			   struct validate_outcome *out)
{
	const struct name place =
		set->type == TYPE_DS ? name_parent(set->owner) : set->owner;
	const struct validate_zone *zone = validate_chain_find(validate, place);

	if (zone->status == VALIDATE_SECURE) {
		validate_set_verify(validate, set, zone->name, zone->keys,
				    zone->key_count, out);
		return;
	}
	*out = (struct validate_outcome){ .status = zone->status, .why = zone->why };
}

static void judge_expansion(struct validate *validate, const struct signed_sets *sets,
			    const struct validate_zone *zone,
			    const struct signed_set *set, struct validate_outcome *out)
{
	const unsigned labels = out->rrsig->labels;
	const unsigned owner =
		name_label_count(set->owner) - (name_is_wildcard(set->owner) ? 1 : 0);
	const struct validate_claim claim = { VALIDATE_DENIED_EXPANSION, set->owner,
					      set->type, labels };
	struct validate_outcome proof;
	struct denial denial;

	if (labels >= owner)
		return;
	validate_deny_prove(validate, zone, sets, &claim, &denial, &proof);
	validate_add_step(validate, set->owner, "wildcard", &proof);
	if (proof.status != VALIDATE_SECURE)
		*out = proof;
}

static void judge_signer(struct validate *validate, const struct signed_sets *sets,
			 const struct signed_set *set, struct name signer,
			 struct validate_outcome *out)
{
	const struct validate_zone *zone = validate_chain_find(validate, signer);

	if (zone->status != VALIDATE_SECURE) {
		*out = (struct validate_outcome){ .status = zone->status,
						  .why = zone->why };
	} else if (!name_equal(zone->name, signer)) {
		*out = (struct validate_outcome){
			.status = VALIDATE_BOGUS,
			.why = validate_words_format(
				validate, "RRSIG of %s is signed by %s, which is no zone",
				validate_words_type(validate, set->type),
				validate_words_name(validate, signer)),
		};
	} else {
		validate_set_verify(validate, set, zone->name, zone->keys,
				    zone->key_count, out);
		if (out->status == VALIDATE_SECURE)
			judge_expansion(validate, sets, zone, set, out);
	}
}

void validate_answer_judge(struct validate *validate, const struct signed_sets *sets,
			   const struct signed_set *set,
			   struct validate_outcome *out_outcome)
{
	struct name signers[SIGNERS_MAX];
	const size_t count = find_signers(validate, set, signers);

	if (count == 0)
		judge_unsigned(validate, set, out_outcome);
	for (size_t i = 0; i < count; i++) {
		judge_signer(validate, sets, set, signers[i], out_outcome);
		if (out_outcome->status != VALIDATE_BOGUS)
			break;
	}
	validate_add_step(validate, set->owner, validate_words_type(validate, set->type),
			  out_outcome);
}

bool validate_answer_is_expanded(const struct signed_set *set)
{
	return set->rrsig_count > 0 && !name_is_wildcard(set->owner) &&
	       set->rrsigs[0].labels < name_label_count(set->owner);
}
