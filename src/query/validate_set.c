/*
 * One record set against the keys of its zone.
 *
 * 1. A signature must name the zone as its signer, have no more labels than the owner, and be valid now.
 * 2. Its key must have its tag and algorithm, the ZONE flag, protocol 3 and no REVOKE flag.
 * 3. Only then is it worked out, and only so often: see the bounds of validate.h.
 *
 * Source: RFC 4035 section 5.3.
 */
#include "base/arena.h"
#include "dns/dnssec_canonical.h"
#include "dns/dnssec_verify.h"
#include "query/validate_parts.h"

/* Why a signature is of no use; the greatest of a set is told. */
enum trouble {
	TROUBLE_NONE,
	TROUBLE_SIGNER,
	TROUBLE_LABELS,
	TROUBLE_UNSUPPORTED,
	TROUBLE_KEY_UNFIT,
	TROUBLE_NO_KEY,
	TROUBLE_MALFORMED,
	TROUBLE_EARLY,
	TROUBLE_EXPIRED,
	TROUBLE_BAD,
	TROUBLE_LIMIT,
};

struct verifying {
	struct validate *validate;
	const struct signed_set *set;
	struct name signer;
	const struct dnssec_key *keys;
	size_t key_count;
	enum trouble trouble;
	const struct dnssec_rrsig *troubled;
	unsigned tried; /* signatures worked out */
};

static void note(struct verifying *verifying, enum trouble trouble,
		 const struct dnssec_rrsig *rrsig)
{
	if (trouble <= verifying->trouble)
		return;
	verifying->trouble = trouble;
	verifying->troubled = rrsig;
}

/* What can be said without a key. */
static enum trouble inspect(const struct verifying *verifying,
			    const struct dnssec_rrsig *rrsig)
{
	const struct name owner = verifying->set->owner;
	const uint32_t now = verifying->validate->now;
	const unsigned labels =
		name_label_count(owner) - (name_is_wildcard(owner) ? 1 : 0);

	if (!name_equal(rrsig->signer, verifying->signer))
		return TROUBLE_SIGNER;
	if (rrsig->labels > labels)
		return TROUBLE_LABELS;
	if (!dnssec_algorithm_is_known(rrsig->algorithm))
		return TROUBLE_UNSUPPORTED;
	if (dnssec_time_between(now, rrsig->expiration) < 0)
		return TROUBLE_EXPIRED;
	if (dnssec_time_between(rrsig->inception, now) < 0)
		return TROUBLE_EARLY;
	return TROUBLE_NONE;
}

static bool has_budget(const struct validate *validate)
{
	return validate->failures < VALIDATE_FAILURES_MAX &&
	       validate->verifications < VALIDATE_VERIFICATIONS_MAX;
}

static enum trouble try_key(struct verifying *verifying, const struct dnssec_rrsig *rrsig,
			    struct dnssec_bytes data, const struct dnssec_key *key)
{
	struct validate *validate = verifying->validate;
	enum dnssec_verify_result result;

	if (!has_budget(validate))
		return TROUBLE_LIMIT;
	validate->verifications++;
	result = dnssec_verify_signature(data, rrsig, key);
	if (result == DNSSEC_VERIFY_GOOD)
		return TROUBLE_NONE;
	validate->failures++;
	if (result == DNSSEC_VERIFY_UNSUPPORTED)
		return TROUBLE_UNSUPPORTED;
	return result == DNSSEC_VERIFY_BAD ? TROUBLE_BAD : TROUBLE_MALFORMED;
}

/* The keys that the signature may be of. */
static enum trouble try_keys(struct verifying *verifying,
			     const struct dnssec_rrsig *rrsig)
{
	enum trouble worst = TROUBLE_NO_KEY;
	struct dnssec_bytes data = { 0 };
	unsigned tried = 0;

	for (size_t i = 0; i < verifying->key_count; i++) {
		const struct dnssec_key *key = &verifying->keys[i];
		enum trouble trouble;

		if (key->tag != rrsig->key_tag || key->algorithm != rrsig->algorithm)
			continue;
		if (!dnssec_key_is_usable(key)) {
			worst = worst == TROUBLE_NO_KEY ? TROUBLE_KEY_UNFIT : worst;
			continue;
		}
		if (tried++ == VALIDATE_KEYS_MAX)
			return TROUBLE_LIMIT;
		if (data.data == NULL &&
		    dnssec_canonical_data(verifying->validate->arena, verifying->set,
					  rrsig, &data) != ERR_OK)
			return TROUBLE_LABELS;
		trouble = try_key(verifying, rrsig, data, key);
		if (trouble == TROUBLE_NONE || trouble == TROUBLE_LIMIT)
			return trouble;
		worst = trouble;
	}
	return worst;
}

/* The first signature that is good; NULL when there is none. */
static const struct dnssec_rrsig *find_good(struct verifying *verifying)
{
	for (size_t i = 0; i < verifying->set->rrsig_count; i++) {
		const struct dnssec_rrsig *rrsig = &verifying->set->rrsigs[i];
		enum trouble trouble = inspect(verifying, rrsig);

		if (trouble == TROUBLE_NONE && verifying->tried == VALIDATE_RRSIGS_MAX)
			trouble = TROUBLE_LIMIT;
		if (trouble == TROUBLE_NONE) {
			const unsigned before = verifying->validate->verifications;

			trouble = try_keys(verifying, rrsig);
			verifying->tried += verifying->validate->verifications > before;
		}
		if (trouble == TROUBLE_NONE)
			return rrsig;
		note(verifying, trouble, rrsig);
		if (trouble == TROUBLE_LIMIT)
			return NULL;
	}
	return NULL;
}

static const char *explain_time(struct verifying *verifying, const char *type,
				const char *key)
{
	struct validate *validate = verifying->validate;
	const struct dnssec_rrsig *rrsig = verifying->troubled;

	if (verifying->trouble == TROUBLE_EXPIRED) {
		return validate_words_format(
			validate, "RRSIG of %s by %s expired %s ago", type, key,
			validate_words_span(
				validate,
				dnssec_time_between(rrsig->expiration, validate->now)));
	}
	return validate_words_format(
		validate, "RRSIG of %s by %s is not valid for another %s", type, key,
		validate_words_span(
			validate, dnssec_time_between(validate->now, rrsig->inception)));
}

static const char *explain(struct verifying *verifying)
{
	static const char *const tails[] = {
		[TROUBLE_LABELS] = " has more labels than its owner",
		[TROUBLE_UNSUPPORTED] = " is of an unsupported algorithm",
		[TROUBLE_KEY_UNFIT] = ", which may not sign the zone",
		[TROUBLE_NO_KEY] = ", which is not among the zone's keys",
		[TROUBLE_MALFORMED] = ": the key or the signature is malformed",
		[TROUBLE_BAD] = " does not fit the records",
		[TROUBLE_LIMIT] = ": too many signatures do not fit",
	};
	struct validate *validate = verifying->validate;
	const struct dnssec_rrsig *rrsig = verifying->troubled;
	const char *type = validate_words_type(validate, verifying->set->type);
	const char *key;

	if (verifying->trouble == TROUBLE_NONE) {
		return validate_words_format(
			validate, "no RRSIG of %s, though %s is signed", type,
			validate_words_name(validate, verifying->signer));
	}
	if (verifying->trouble == TROUBLE_SIGNER) {
		return validate_words_format(
			validate, "RRSIG of %s is signed by %s, not by %s", type,
			validate_words_name(validate, rrsig->signer),
			validate_words_name(validate, verifying->signer));
	}
	key = validate_words_key(validate, rrsig->key_tag, rrsig->algorithm);
	if (verifying->trouble == TROUBLE_EXPIRED || verifying->trouble == TROUBLE_EARLY)
		return explain_time(verifying, type, key);
	return validate_words_format(validate, "RRSIG of %s by %s%s", type, key,
				     tails[verifying->trouble]);
}

void validate_set_verify(struct validate *validate, const struct signed_set *set,
			 struct name signer, const struct dnssec_key *keys,
			 size_t key_count, struct validate_outcome *out_outcome)
{
	struct verifying verifying = {
		.validate = validate,
		.set = set,
		.signer = signer,
		.keys = keys,
		.key_count = key_count,
	};
	const struct dnssec_rrsig *rrsig = find_good(&verifying);

	if (rrsig == NULL) {
		*out_outcome = (struct validate_outcome){ .status = VALIDATE_BOGUS,
							  .why = explain(&verifying) };
		return;
	}
	*out_outcome = (struct validate_outcome){
		.status = VALIDATE_SECURE,
		.why = validate_words_format(
			validate, "signed by %s of %s",
			validate_words_key(validate, rrsig->key_tag, rrsig->algorithm),
			validate_words_name(validate, signer)),
		.rrsig = rrsig,
	};
}
