/*
 * The chain of trust.
 *
 * 1. It begins with the deepest anchor at or above the target.
 * 2. For each label further down, the DS of the name is asked of the zone above it.
 * 3. A DS that is signed well leads to a zone and its keys.
 * 4. The proof that there is none shows a delegation without DS (the end: insecure), or no delegation at all (further
 *    down in the same zone), or that nothing is there (the end, in this zone).
 *
 * Source: RFC 4035 section 5.2, RFC 6840 section 4.
 */
#include "base/arena.h"
#include "dns/type.h"
#include "query/validate_parts.h"

static struct validate_zone *find_zone(const struct validate *validate, struct name name)
{
	for (struct validate_zone *zone = validate->zones; zone != NULL;
	     zone = zone->next) {
		if (name_equal(zone->name, name))
			return zone;
	}
	return NULL;
}

static struct validate_cut *find_cut(const struct validate *validate, struct name child)
{
	for (struct validate_cut *cut = validate->cuts; cut != NULL; cut = cut->next) {
		if (name_equal(cut->child, child))
			return cut;
	}
	return NULL;
}

/* The deepest zone of an anchor at or above the target; NULL when there is none. */
static const struct anchor *find_anchor(const struct anchors *anchors, struct name target)
{
	const struct anchor *best = NULL;

	for (size_t i = 0; i < anchors->count; i++) {
		const struct anchor *anchor = &anchors->list[i];

		if (name_is_below(target, anchor->zone) &&
		    (best == NULL ||
		     name_label_count(anchor->zone) > name_label_count(best->zone)))
			best = anchor;
	}
	return best;
}

bool validate_chain_is_passed_by(const struct validate *validate, struct name signer,
				 struct name name)
{
	const struct anchor *anchor = find_anchor(validate->options->anchors, name);

	return anchor != NULL &&
	       name_label_count(anchor->zone) > name_label_count(signer);
}

static struct validate_zone *prime(struct validate *validate, struct name name)
{
	const struct anchors *anchors = validate->options->anchors;
	struct validate_zone *zone = find_zone(validate, name);
	struct dnssec_ds *ds;
	size_t count = 0;

	if (zone != NULL)
		return zone;
	ds = arena_array(validate->arena, anchors->count, sizeof(*ds));
	for (size_t i = 0; i < anchors->count; i++) {
		if (name_equal(anchors->list[i].zone, name))
			ds[count++] = anchors->list[i].ds;
	}
	return validate_key_establish(validate, name, ds, count);
}

/* A DS in the answer: below it is a zone. */
static void follow_ds(struct validate *validate, const struct validate_zone *zone,
		      const struct signed_set *set, struct validate_cut *cut)
{
	struct dnssec_ds *ds = arena_array(validate->arena, set->count, sizeof(*ds));
	struct validate_outcome outcome;
	size_t count = 0;

	validate_set_verify(validate, set, zone->name, zone->keys, zone->key_count,
			    &outcome);
	if (outcome.rrsig != NULL &&
	    outcome.rrsig->labels < name_label_count(set->owner)) {
		outcome =
			(struct validate_outcome){ .status = VALIDATE_BOGUS,
						   .why = "the DS comes of a wildcard" };
	}
	validate_add_step(validate, cut->child, "DS", &outcome);
	if (outcome.status != VALIDATE_SECURE) {
		cut->zone = validate_key_end(validate, cut->child, outcome.status,
					     outcome.why);
		return;
	}
	for (size_t i = 0; i < set->count; i++) {
		if (dnssec_read_ds(set->rdata[i], &ds[count]) == ERR_OK)
			count++;
	}
	cut->zone = validate_key_establish(validate, cut->child, ds, count);
}

/* An alias at the name, or a DNAME above it: no cut here. */
static bool follow_alias(struct validate *validate, const struct validate_zone *zone,
			 const struct signed_sets *sets, struct validate_cut *cut)
{
	for (size_t i = 0; i < sets->count; i++) {
		const struct signed_set *set = &sets->list[i];
		const bool is_dname = set->type == TYPE_DNAME &&
				      name_is_below(cut->child, set->owner) &&
				      !name_equal(cut->child, set->owner);
		const bool is_cname = set->type == TYPE_CNAME && set->rrsig_total > 0 &&
				      name_equal(cut->child, set->owner);
		struct validate_outcome outcome;

		if (set->section != SECTION_ANSWER || set->count == 0 ||
		    !(is_dname || is_cname))
			continue;
		validate_set_verify(validate, set, zone->name, zone->keys,
				    zone->key_count, &outcome);
		if (outcome.status == VALIDATE_SECURE) {
			cut->is_end = is_dname;
		} else {
			validate_add_step(validate, set->owner,
					  is_dname ? "DNAME" : "CNAME", &outcome);
			cut->zone = validate_key_end(validate, cut->child, outcome.status,
						     outcome.why);
		}
		return true;
	}
	return false;
}

/* No DS: a delegation without one, or no delegation. */
static void follow_denial(struct validate *validate, const struct validate_zone *zone,
			  const struct signed_sets *sets, struct validate_cut *cut)
{
	const struct validate_claim claim = { VALIDATE_DENIED_TYPE, cut->child, TYPE_DS,
					      0 };
	struct validate_outcome outcome;
	struct denial denial;

	validate_deny_prove(validate, zone, sets, &claim, &denial, &outcome);
	if (denial.verdict == DENIAL_MISSING && denial.is_nonexistent) {
		/* The gap is proven; what a wildcard would give is nobody's zone. */
		cut->is_end = true;
		return;
	}
	if (outcome.status == VALIDATE_SECURE && !denial.has_ns) {
		cut->is_end = denial.is_nonexistent;
		return;
	}
	if (outcome.status == VALIDATE_SECURE) {
		outcome.status = VALIDATE_INSECURE;
		outcome.why =
			validate_words_format(validate, "%s delegates %s without a DS",
					      validate_words_name(validate, zone->name),
					      validate_words_name(validate, cut->child));
	}
	validate_add_step(validate, cut->child, "no DS", &outcome);
	cut->zone = validate_key_end(validate, cut->child, outcome.status, outcome.why);
}

static struct validate_cut *ask_cut(struct validate *validate,
				    const struct validate_zone *zone, struct name child)
{
	struct validate_cut *cut = arena_alloc(validate->arena, sizeof(*cut));
	const struct signed_set *set;
	struct signed_sets sets;
	const char *why = NULL;

	cut->child = child;
	cut->next = validate->cuts;
	validate->cuts = cut;
	if (!validate_ask(validate, zone->name, child, TYPE_DS, &sets, &why)) {
		const struct validate_outcome outcome = { .status =
								  VALIDATE_INDETERMINATE,
							  .why = why };

		validate_add_step(validate, child, "DS", &outcome);
		cut->zone = validate_key_end(validate, child, outcome.status, why);
		return cut;
	}
	set = signed_find(&sets, SECTION_ANSWER, child, TYPE_DS);
	if (set != NULL) {
		follow_ds(validate, zone, set, cut);
	} else if (!follow_alias(validate, zone, &sets, cut)) {
		follow_denial(validate, zone, &sets, cut);
	}
	return cut;
}

const struct validate_zone *validate_chain_find(struct validate *validate,
						struct name target)
{
	const struct anchor *anchor = find_anchor(validate->options->anchors, target);
	const unsigned labels = name_label_count(target);
	struct validate_zone *zone;
	unsigned at;

	if (anchor == NULL) {
		return validate_key_end(
			validate, target, VALIDATE_INDETERMINATE,
			validate_words_format(validate, "no trust anchor is above %s",
					      validate_words_name(validate, target)));
	}
	zone = prime(validate, anchor->zone);
	at = name_label_count(anchor->zone);
	while (zone->status == VALIDATE_SECURE && at < labels) {
		const struct name child = name_suffix(target, ++at);
		struct validate_cut *cut = find_cut(validate, child);

		if (cut == NULL)
			cut = ask_cut(validate, zone, child);
		if (cut->is_end)
			break;
		if (cut->zone != NULL)
			zone = cut->zone;
	}
	return zone;
}
