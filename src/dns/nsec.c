#include "dns/nsec.h"

#include <string.h>

#include "base/arena.h"
#include "dns/signed.h"
#include "dns/type.h"

enum { WINDOW_HEAD = 2, WINDOW_SIZE_MAX = 32, BITS = 8, WILDCARD_SIZE = 2 };

bool nsec_has_type(struct dnssec_bytes bitmap, uint16_t type)
{
	const uint8_t window = (uint8_t)(type >> 8);
	const size_t byte = (type & 0xFF) / BITS;
	size_t at = 0;

	while (at + WINDOW_HEAD <= bitmap.size) {
		const size_t size = bitmap.data[at + 1];
		const uint8_t *bits = bitmap.data + at + WINDOW_HEAD;

		if (size == 0 || size > WINDOW_SIZE_MAX ||
		    size > bitmap.size - at - WINDOW_HEAD)
			return false;
		if (bitmap.data[at] == window)
			return byte < size && (bits[byte] & 0x80U >> type % BITS) != 0;
		at += WINDOW_HEAD + size;
	}
	return false;
}

unsigned nsec_shared_labels(struct name a, struct name b)
{
	const unsigned of_a = name_label_count(a);
	const unsigned of_b = name_label_count(b);
	unsigned count = of_a < of_b ? of_a : of_b;

	while (count > 0 && !name_equal(name_suffix(a, count), name_suffix(b, count)))
		count--;
	return count;
}

void nsec_collect(struct arena *arena, struct name zone,
		  const struct signed_set *const *sets, size_t count,
		  struct nsec_list *out_list)
{
	struct nsec_list list = { .zone = zone };
	size_t room = 0;

	for (size_t i = 0; i < count; i++)
		room += sets[i]->count;
	list.list = arena_array(arena, room, sizeof(*list.list));
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < sets[i]->count; k++) {
			const struct dnssec_bytes rdata = sets[i]->rdata[k];
			struct name_buffer next;
			size_t end;

			if (name_read(rdata.data, rdata.size, 0, &next, &end) != ERR_OK ||
			    end != next.size || !name_is_below(sets[i]->owner, zone) ||
			    !name_is_below(name_of(&next), zone))
				continue;
			list.list[list.count++] = (struct nsec){
				.owner = sets[i]->owner,
				.next = { rdata.data, end },
				.bitmap = { rdata.data + end, rdata.size - end },
			};
		}
	}
	*out_list = list;
}

static const struct nsec *find_match(const struct nsec_list *list, struct name name)
{
	for (size_t i = 0; i < list->count; i++) {
		if (name_equal(list->list[i].owner, name))
			return &list->list[i];
	}
	return NULL;
}

/* The last NSEC of a zone leads back to the apex. */
static bool covers(const struct nsec *nsec, struct name name)
{
	if (name_compare(nsec->owner, name) >= 0)
		return false;
	return name_compare(nsec->owner, nsec->next) >= 0 ||
	       name_compare(name, nsec->next) < 0;
}

/* A parent's NSEC at a cut, or one at a DNAME, says nothing of what is below.  Source: RFC 6840 section 4.1. */
static bool is_fit(const struct nsec *nsec, struct name name)
{
	const bool is_cut = nsec_has_type(nsec->bitmap, TYPE_NS) &&
			    !nsec_has_type(nsec->bitmap, TYPE_SOA);

	return !name_is_below(name, nsec->owner) ||
	       !(is_cut || nsec_has_type(nsec->bitmap, TYPE_DNAME));
}

static const struct nsec *find_cover(const struct nsec_list *list, struct name name)
{
	for (size_t i = 0; i < list->count; i++) {
		if (covers(&list->list[i], name) && is_fit(&list->list[i], name))
			return &list->list[i];
	}
	return NULL;
}

/* A delegation without DS above the name: all below it is unsigned. */
static bool is_below_unsigned(const struct nsec_list *list, struct name name)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct nsec *nsec = &list->list[i];

		if (name_is_below(name, nsec->owner) && !name_equal(name, nsec->owner) &&
		    nsec_has_type(nsec->bitmap, TYPE_NS) &&
		    !nsec_has_type(nsec->bitmap, TYPE_SOA) &&
		    !nsec_has_type(nsec->bitmap, TYPE_DS))
			return true;
	}
	return false;
}

static bool is_empty_non_terminal(const struct nsec *cover, struct name name)
{
	return name_is_below(cover->next, name);
}

/* Labels of the closest encloser of a name that @cover covers. */
static unsigned encloser_labels(const struct nsec *cover, struct name name)
{
	const unsigned before = nsec_shared_labels(cover->owner, name);
	const unsigned behind = nsec_shared_labels(cover->next, name);

	return before > behind ? before : behind;
}

/* "*" below the suffix of @labels labels; false when that is too long for a name. */
static bool make_wildcard(struct name name, unsigned labels, struct name_buffer *out)
{
	const struct name suffix = name_suffix(name, labels);

	if (suffix.size + WILDCARD_SIZE > NAME_SIZE_MAX)
		return false;
	memcpy(out->wire, "\1*", WILDCARD_SIZE);
	memcpy(out->wire + WILDCARD_SIZE, suffix.wire, suffix.size);
	out->size = suffix.size + WILDCARD_SIZE;
	return true;
}

static void say(struct denial *denial, enum denial_verdict verdict, const char *why)
{
	denial->verdict = verdict;
	denial->why = why;
}

/* What the NSEC at the name, or at the wildcard for it, says of a type. */
static void judge_bitmap(const struct nsec_list *list, const struct nsec *nsec,
			 uint16_t type, struct denial *denial)
{
	const bool has_soa = nsec_has_type(nsec->bitmap, TYPE_SOA);

	denial->has_ns = nsec_has_type(nsec->bitmap, TYPE_NS) && !has_soa;
	denial->is_nonexistent = nsec_has_type(nsec->bitmap, NSEC_NXNAME);
	if (nsec_has_type(nsec->bitmap, type) ||
	    (type == TYPE_ANY && !denial->is_nonexistent)) {
		say(denial, DENIAL_CONTRADICTED, "the NSEC lists the type");
	} else if (nsec_has_type(nsec->bitmap, TYPE_CNAME)) {
		say(denial, DENIAL_CONTRADICTED, "the NSEC lists a CNAME");
	} else if (denial->has_ns && type != TYPE_DS &&
		   !nsec_has_type(nsec->bitmap, TYPE_DS)) {
		say(denial, DENIAL_UNSIGNED, "the name is delegated without a DS");
	} else if (denial->has_ns && type != TYPE_DS) {
		say(denial, DENIAL_MISSING, "the NSEC is the parent's, of a delegation");
	} else if (type == TYPE_DS && has_soa && !name_is_root(list->zone)) {
		say(denial, DENIAL_MISSING, "the NSEC is the child's, not the parent's");
	} else if (denial->is_nonexistent) {
		say(denial, DENIAL_PROVEN, "NSEC with NXNAME: the name does not exist");
	} else {
		say(denial, DENIAL_PROVEN, "NSEC of the name without the type");
	}
}

void nsec_prove_nodata(const struct nsec_list *list, struct name name, uint16_t type,
		       struct denial *out_denial)
{
	const struct nsec *match = find_match(list, name);
	const struct nsec *cover = find_cover(list, name);
	struct denial denial = { .verdict = DENIAL_MISSING };
	struct name_buffer wildcard;

	if (match != NULL) {
		judge_bitmap(list, match, type, &denial);
	} else if (cover == NULL && is_below_unsigned(list, name)) {
		say(&denial, DENIAL_UNSIGNED,
		    "the name is below a delegation without a DS");
	} else if (cover == NULL) {
		denial.why = "no NSEC matches or covers the name";
	} else if (is_empty_non_terminal(cover, name)) {
		say(&denial, DENIAL_PROVEN,
		    "NSEC that leads below the name: it is empty");
	} else if (make_wildcard(name, encloser_labels(cover, name), &wildcard) &&
		   (match = find_match(list, name_of(&wildcard))) != NULL) {
		judge_bitmap(list, match, type, &denial);
		denial.has_ns = false;
		denial.is_nonexistent = true;
		if (denial.verdict == DENIAL_UNSIGNED)
			denial.verdict = DENIAL_MISSING;
		if (denial.verdict == DENIAL_PROVEN) {
			denial.why = "NSEC that covers the name, and of the wildcard "
				     "without the type";
		}
	} else {
		denial.is_nonexistent = true;
		denial.why = "the NSEC covers the name: it is not there, and no NSEC "
			     "of a wildcard came";
	}
	*out_denial = denial;
}

void nsec_prove_nxdomain(const struct nsec_list *list, struct name name,
			 struct denial *out_denial)
{
	const struct nsec *match = find_match(list, name);
	const struct nsec *cover = find_cover(list, name);
	struct denial denial = { .verdict = DENIAL_MISSING };
	struct name_buffer wildcard;

	if (match != NULL && nsec_has_type(match->bitmap, NSEC_NXNAME)) {
		say(&denial, DENIAL_PROVEN, "NSEC with NXNAME: the name does not exist");
	} else if (match != NULL) {
		say(&denial, DENIAL_CONTRADICTED, "an NSEC says that the name exists");
	} else if (cover == NULL) {
		denial.why = "no NSEC covers the name";
	} else if (is_empty_non_terminal(cover, name)) {
		say(&denial, DENIAL_CONTRADICTED,
		    "an NSEC leads below the name: it exists");
	} else if (!make_wildcard(name, encloser_labels(cover, name), &wildcard)) {
		say(&denial, DENIAL_PROVEN, "NSEC that covers the name");
	} else if (find_match(list, name_of(&wildcard)) != NULL) {
		say(&denial, DENIAL_CONTRADICTED, "an NSEC says that a wildcard exists");
	} else if (find_cover(list, name_of(&wildcard)) == NULL) {
		denial.why = "no NSEC covers the wildcard";
	} else {
		say(&denial, DENIAL_PROVEN, "NSEC that cover the name and the wildcard");
	}
	denial.is_nonexistent = denial.verdict == DENIAL_PROVEN;
	*out_denial = denial;
}

void nsec_prove_expansion(const struct nsec_list *list, struct name name, unsigned labels,
			  struct denial *out_denial)
{
	const struct nsec *cover = find_cover(list, name);
	struct denial denial = { .verdict = DENIAL_MISSING };

	if (find_match(list, name) != NULL) {
		say(&denial, DENIAL_CONTRADICTED, "an NSEC says that the name exists");
	} else if (cover == NULL) {
		denial.why = "no NSEC covers the name that the wildcard stands for";
	} else if (is_empty_non_terminal(cover, name) ||
		   encloser_labels(cover, name) > labels) {
		say(&denial, DENIAL_CONTRADICTED,
		    "an NSEC shows a name closer than the wildcard");
	} else {
		say(&denial, DENIAL_PROVEN, "NSEC that covers the name");
	}
	*out_denial = denial;
}
