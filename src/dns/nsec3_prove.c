#include <string.h>

#include "dns/nsec.h"
#include "dns/nsec3.h"
#include "dns/type.h"

enum { WILDCARD_SIZE = 2 };

/* False when the bound of rounds is reached. */
static bool hash(const struct nsec3_list *list, struct name name,
		 uint8_t out_hash[NSEC3_HASH_SIZE])
{
	const unsigned rounds = list->iterations + 1U;

	if (rounds > NSEC3_HASHES_MAX - *list->hashes)
		return false;
	*list->hashes += rounds;
	nsec3_hash(name, list->salt, list->iterations, out_hash);
	return true;
}

static const struct nsec3 *find_match(const struct nsec3_list *list,
				      const uint8_t wanted[NSEC3_HASH_SIZE])
{
	for (size_t i = 0; i < list->count; i++) {
		if (memcmp(list->list[i].hash, wanted, NSEC3_HASH_SIZE) == 0)
			return &list->list[i];
	}
	return NULL;
}

static const struct nsec3 *find_cover(const struct nsec3_list *list,
				      const uint8_t wanted[NSEC3_HASH_SIZE])
{
	for (size_t i = 0; i < list->count; i++) {
		const struct nsec3 *nsec3 = &list->list[i];
		const bool is_behind = memcmp(nsec3->hash, wanted, NSEC3_HASH_SIZE) < 0;
		const bool is_before = memcmp(wanted, nsec3->next, NSEC3_HASH_SIZE) < 0;
		const bool is_last =
			memcmp(nsec3->hash, nsec3->next, NSEC3_HASH_SIZE) >= 0;

		if (memcmp(nsec3->hash, wanted, NSEC3_HASH_SIZE) != 0 &&
		    (is_last ? is_behind || is_before : is_behind && is_before))
			return nsec3;
	}
	return NULL;
}

/* The closest encloser of a name, and the span that covers the next closer name. */
struct encloser {
	unsigned labels;
	const struct nsec3 *match; /* of the name itself when labels are all of its */
	const struct nsec3 *cover; /* NULL: none, or the name itself is there */
};

static bool is_cut(const struct nsec3 *nsec3)
{
	return nsec_has_type(nsec3->bitmap, TYPE_NS) &&
	       !nsec_has_type(nsec3->bitmap, TYPE_SOA);
}

/* Returns NULL, or what is wanting.  Source: RFC 5155 section 8.3. */
static const char *find_encloser(const struct nsec3_list *list, struct name name,
				 struct encloser *out)
{
	const unsigned all = name_label_count(name);
	const unsigned least = name_label_count(list->zone);
	uint8_t closer[NSEC3_HASH_SIZE] = { 0 };
	uint8_t hashed[NSEC3_HASH_SIZE];

	*out = (struct encloser){ .match = NULL };
	for (unsigned labels = all + 1; labels-- > least;) {
		if (!hash(list, name_suffix(name, labels), hashed))
			return "working it out takes too many hashes";
		out->match = find_match(list, hashed);
		out->labels = labels;
		if (out->match != NULL)
			break;
		memcpy(closer, hashed, sizeof(closer));
	}
	if (out->match == NULL)
		return "no NSEC3 matches an encloser of the name";
	if (out->labels == all)
		return NULL;
	if (is_cut(out->match) || nsec_has_type(out->match->bitmap, TYPE_DNAME))
		return "the NSEC3 of the encloser is of a delegation or a DNAME";
	out->cover = find_cover(list, closer);
	return out->cover == NULL ? "no NSEC3 covers the next closer name" : NULL;
}

static void say(struct denial *denial, enum denial_verdict verdict, const char *why)
{
	denial->verdict = verdict;
	denial->why = why;
}

/* False when there is nothing to work out. */
static bool begin(const struct nsec3_list *list, struct denial *denial)
{
	*denial = (struct denial){ .verdict = DENIAL_MISSING };
	if (list->count == 0) {
		denial->why = "no NSEC3 of the zone can be used";
	} else if (list->iterations > NSEC3_ITERATIONS_MAX) {
		say(denial, DENIAL_COSTLY, "NSEC3 with more than 150 iterations");
	} else {
		return true;
	}
	return false;
}

static void judge_bitmap(const struct nsec3_list *list, const struct nsec3 *nsec3,
			 uint16_t type, struct denial *denial)
{
	const bool has_soa = nsec_has_type(nsec3->bitmap, TYPE_SOA);

	denial->has_ns = is_cut(nsec3);
	denial->is_nonexistent = nsec_has_type(nsec3->bitmap, NSEC_NXNAME);
	if (nsec_has_type(nsec3->bitmap, type) ||
	    (type == TYPE_ANY && nsec3->bitmap.size > 0 && !denial->is_nonexistent)) {
		say(denial, DENIAL_CONTRADICTED, "the NSEC3 lists the type");
	} else if (nsec_has_type(nsec3->bitmap, TYPE_CNAME)) {
		say(denial, DENIAL_CONTRADICTED, "the NSEC3 lists a CNAME");
	} else if (denial->has_ns && type != TYPE_DS &&
		   !nsec_has_type(nsec3->bitmap, TYPE_DS)) {
		say(denial, DENIAL_UNSIGNED, "the name is delegated without a DS");
	} else if (denial->has_ns && type != TYPE_DS) {
		say(denial, DENIAL_MISSING, "the NSEC3 is the parent's, of a delegation");
	} else if (type == TYPE_DS && has_soa && !name_is_root(list->zone)) {
		say(denial, DENIAL_MISSING, "the NSEC3 is the child's, not the parent's");
	} else if (denial->is_nonexistent) {
		say(denial, DENIAL_PROVEN, "NSEC3 with NXNAME: the name does not exist");
	} else {
		say(denial, DENIAL_PROVEN, "NSEC3 of the name without the type");
	}
}

/* False when the wildcard cannot be hashed or is too long for a name. */
static bool hash_wildcard(const struct nsec3_list *list, struct name name,
			  unsigned labels, uint8_t out_hash[NSEC3_HASH_SIZE])
{
	const struct name suffix = name_suffix(name, labels);
	struct name_buffer wildcard = { .size = suffix.size + WILDCARD_SIZE };

	if (wildcard.size > NAME_SIZE_MAX)
		return false;
	memcpy(wildcard.wire, "\1*", WILDCARD_SIZE);
	memcpy(wildcard.wire + WILDCARD_SIZE, suffix.wire, suffix.size);
	return hash(list, name_of(&wildcard), out_hash);
}

/* NODATA of a name without an NSEC3 of its own: by a wildcard, or in an opt-out span. */
static void prove_absent(const struct nsec3_list *list, struct name name, uint16_t type,
			 const struct encloser *encloser, struct denial *denial)
{
	uint8_t hashed[NSEC3_HASH_SIZE];
	const struct nsec3 *match = NULL;

	denial->is_nonexistent = true;
	if (hash_wildcard(list, name, encloser->labels, hashed))
		match = find_match(list, hashed);
	if (match != NULL) {
		judge_bitmap(list, match, type, denial);
		denial->has_ns = false;
		denial->is_nonexistent = true;
		if (denial->verdict == DENIAL_UNSIGNED)
			denial->verdict = DENIAL_MISSING;
		if (denial->verdict != DENIAL_PROVEN)
			return;
		denial->why = "NSEC3 of the encloser, over the next closer name, and of "
			      "the wildcard without the type";
		if (encloser->cover->is_opt_out) {
			say(denial, DENIAL_OPT_OUT,
			    "the next closer name is in an opt-out span");
		}
	} else if (encloser->cover->is_opt_out) {
		say(denial, DENIAL_OPT_OUT, "the next closer name is in an opt-out span");
	} else {
		denial->why =
			"the NSEC3 cover the name: it is not there, and no NSEC3 of "
			"a wildcard came";
	}
}

void nsec3_prove_nodata(const struct nsec3_list *list, struct name name, uint16_t type,
			struct denial *out_denial)
{
	struct encloser encloser;
	const char *why;

	if (!begin(list, out_denial))
		return;
	why = find_encloser(list, name, &encloser);
	if (why != NULL && encloser.match != NULL && is_cut(encloser.match) &&
	    !nsec_has_type(encloser.match->bitmap, TYPE_DS)) {
		say(out_denial, DENIAL_UNSIGNED,
		    "the name is below a delegation without a DS");
	} else if (why != NULL) {
		out_denial->why = why;
	} else if (encloser.cover == NULL) {
		judge_bitmap(list, encloser.match, type, out_denial);
	} else {
		prove_absent(list, name, type, &encloser, out_denial);
	}
}

void nsec3_prove_nxdomain(const struct nsec3_list *list, struct name name,
			  struct denial *out_denial)
{
	struct denial *denial = out_denial;
	uint8_t hashed[NSEC3_HASH_SIZE];
	struct encloser encloser;
	const char *why;

	if (!begin(list, denial))
		return;
	why = find_encloser(list, name, &encloser);
	if (why != NULL) {
		denial->why = why;
	} else if (encloser.cover == NULL &&
		   nsec_has_type(encloser.match->bitmap, NSEC_NXNAME)) {
		say(denial, DENIAL_PROVEN, "NSEC3 with NXNAME: the name does not exist");
	} else if (encloser.cover == NULL) {
		say(denial, DENIAL_CONTRADICTED, "an NSEC3 says that the name exists");
	} else if (!hash_wildcard(list, name, encloser.labels, hashed)) {
		denial->why = "the wildcard cannot be worked out";
	} else if (find_match(list, hashed) != NULL) {
		say(denial, DENIAL_CONTRADICTED, "an NSEC3 says that a wildcard exists");
	} else if (find_cover(list, hashed) == NULL) {
		denial->why = "no NSEC3 covers the wildcard";
	} else if (encloser.cover->is_opt_out) {
		say(denial, DENIAL_OPT_OUT, "the next closer name is in an opt-out span");
	} else {
		say(denial, DENIAL_PROVEN,
		    "NSEC3 of the encloser, over the next closer name and the wildcard");
	}
	denial->is_nonexistent = denial->verdict == DENIAL_PROVEN;
}

void nsec3_prove_expansion(const struct nsec3_list *list, struct name name,
			   unsigned labels, struct denial *out_denial)
{
	uint8_t hashed[NSEC3_HASH_SIZE];
	const struct nsec3 *cover;

	if (!begin(list, out_denial))
		return;
	if (!hash(list, name_suffix(name, labels + 1), hashed)) {
		out_denial->why = "working it out takes too many hashes";
		return;
	}
	cover = find_cover(list, hashed);
	if (find_match(list, hashed) != NULL) {
		say(out_denial, DENIAL_CONTRADICTED,
		    "an NSEC3 shows a name closer than the wildcard");
	} else if (cover == NULL) {
		out_denial->why = "no NSEC3 covers the next closer name";
	} else if (cover->is_opt_out) {
		say(out_denial, DENIAL_OPT_OUT,
		    "the next closer name is in an opt-out span");
	} else {
		say(out_denial, DENIAL_PROVEN, "NSEC3 over the next closer name");
	}
}
