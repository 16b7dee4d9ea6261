#include "dns/rrset.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "dns/message.h"
#include "dns/rdata.h"

enum {
	SMALL_MAX = 8,         /* sets up to this size are searched record by record */
	SCRATCH_SIZE = 2048,   /* on the stack: for the rdata of nearly all records */
	FORM_EXTRA_SIZE = 512, /* beside twice the rdata: room for any form of it */
};

/* What rrset_collect looks for. */
struct wanted {
	const uint8_t *wire;
	size_t size;
	unsigned section;
	struct name owner;
	uint16_t type;
	uint16_t rr_class;
};

static bool rdata_is_same(const struct rrset_rdata *a, const struct rrset_rdata *b)
{
	return a->normal_size == b->normal_size &&
	       (a->normal_size == 0 || memcmp(a->normal, b->normal, a->normal_size) == 0);
}

static int rdata_order(const struct rrset_rdata *a, const struct rrset_rdata *b)
{
	if (a->normal_size != b->normal_size)
		return a->normal_size < b->normal_size ? -1 : 1;
	return a->normal_size == 0 ? 0 : memcmp(a->normal, b->normal, a->normal_size);
}

/* By normal form, equal ones as read; @user points to the array that the indexes are of. */
static int index_order(const void *a, const void *b, void *user)
{
	const struct rrset_rdata *rdata = *(const struct rrset_rdata **)user;
	uint16_t index_a = *(const uint16_t *)a;
	uint16_t index_b = *(const uint16_t *)b;
	int order = rdata_order(&rdata[index_a], &rdata[index_b]);

	return order != 0 ? order : index_a - index_b;
}

static void sort_indexes(const struct rrset_rdata *rdata, size_t count, uint16_t *indexes)
{
	for (size_t i = 0; i < count; i++)
		indexes[i] = (uint16_t)i;
	qsort_r(indexes, count, sizeof(indexes[0]), index_order, &rdata);
}

static bool is_among(const struct rrset_rdata *sought, const struct rrset_rdata *rdata,
		     size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (rdata_is_same(sought, &rdata[i]))
			return true;
	}
	return false;
}

typedef enum err write_rdata(uint16_t type, const uint8_t *wire, size_t size,
			     size_t offset, uint16_t rdata_size, uint8_t *buffer,
			     size_t buffer_size, size_t *out_size);

/*
 * Gives one form of the rdata, in @arena.  A form of over 65535 bytes can only come of hostile
 * names; then the rdata stays as it is.
 */
static struct str make_form(struct arena *arena, const struct wanted *wanted,
			    const struct message_rr *rr, write_rdata *write)
{
	uint8_t stack[SCRATCH_SIZE];
	size_t room = 2 * (size_t)rr->rdata_size + FORM_EXTRA_SIZE;
	uint8_t *scratch = room <= sizeof(stack) ? stack : arena_bytes(arena, room);
	size_t used = 0;

	if (write(rr->type, wanted->wire, wanted->size, rr->rdata, rr->rdata_size,
		  scratch, room, &used) == ERR_OK &&
	    used <= UINT16_MAX)
		return str_make(arena_copy(arena, scratch, used), used);
	return str_make(arena_copy(arena, wanted->wire + rr->rdata, rr->rdata_size),
			rr->rdata_size);
}

static struct rrset_rdata read_rdata(struct arena *arena, const struct wanted *wanted,
				     const struct message_rr *rr)
{
	struct str whole = make_form(arena, wanted, rr, rdata_expand);
	struct str normal = make_form(arena, wanted, rr, rdata_normal);

	return (struct rrset_rdata){
		.wire = (const uint8_t *)whole.data,
		.wire_size = (uint16_t)whole.len,
		.normal = (const uint8_t *)normal.data,
		.normal_size = (uint16_t)normal.len,
	};
}

/* Gives the next record that is wanted; false when the section is over. */
static bool next_wanted(struct message_cursor *cursor, const struct wanted *wanted,
			struct message_rr *out_rr)
{
	while (message_next(cursor, out_rr) && out_rr->section <= wanted->section) {
		if (out_rr->section == wanted->section && out_rr->type == wanted->type &&
		    out_rr->rr_class == wanted->rr_class &&
		    name_equal_wire(wanted->wire, wanted->size, out_rr->offset,
				    wanted->owner))
			return true;
	}
	return false;
}

static size_t count_wanted(const struct wanted *wanted)
{
	struct message_cursor cursor;
	struct message_rr rr;
	size_t count = 0;

	message_begin(&cursor, wanted->wire, wanted->size);
	while (next_wanted(&cursor, wanted, &rr))
		count++;
	return count;
}

/* Keeps the first of equal ones, in the order as read; returns how many are left. */
static size_t drop_duplicates(struct arena *arena, struct rrset_rdata *rdata,
			      size_t count)
{
	uint16_t *indexes = arena_array(arena, count, sizeof(*indexes));
	bool *is_dropped = arena_array(arena, count, sizeof(*is_dropped));
	size_t kept = 0;

	sort_indexes(rdata, count, indexes);
	for (size_t i = 1; i < count; i++) {
		if (rdata_is_same(&rdata[indexes[i - 1]], &rdata[indexes[i]]))
			is_dropped[indexes[i]] = true;
	}
	for (size_t i = 0; i < count; i++) {
		if (!is_dropped[i])
			rdata[kept++] = rdata[i];
	}
	return kept;
}

static size_t drop_few_duplicates(struct rrset_rdata *rdata, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		if (!is_among(&rdata[i], rdata, kept))
			rdata[kept++] = rdata[i];
	}
	return kept;
}

/* NOLINTNEXTLINE(readability-function-size): the whole key of a set is its parameters */
void rrset_collect(struct arena *arena, const uint8_t *wire, size_t size,
		   unsigned section, struct name owner, uint16_t type, uint16_t rr_class,
		   struct rrset *out_rrset)
{
	struct wanted wanted = { wire, size, section, owner, type, rr_class };
	struct rrset rrset = { .owner = owner, .type = type, .rr_class = rr_class };
	size_t count = count_wanted(&wanted);
	struct rrset_rdata *rdata = arena_array(arena, count, sizeof(*rdata));
	struct message_cursor cursor;
	struct message_rr rr;

	count = 0;
	message_begin(&cursor, wire, size);
	while (next_wanted(&cursor, &wanted, &rr)) {
		rrset.is_ttl_mixed |= count > 0 && rr.ttl != rrset.ttl;
		if (count == 0 || rr.ttl < rrset.ttl)
			rrset.ttl = rr.ttl;
		rdata[count++] = read_rdata(arena, &wanted, &rr);
	}
	rrset.count =
		(uint16_t)(count <= SMALL_MAX ? drop_few_duplicates(rdata, count)
					      : drop_duplicates(arena, rdata, count));
	rrset.rdata = rdata;
	*out_rrset = rrset;
}

/* Whether a sorted array holds it. */
static bool is_found(const struct rrset_rdata *sought, const struct rrset *rrset,
		     const uint16_t *indexes)
{
	size_t low = 0;
	size_t high = rrset->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = rdata_order(sought, &rrset->rdata[indexes[middle]]);

		if (order == 0)
			return true;
		if (order < 0) {
			high = middle;
		} else {
			low = middle + 1;
		}
	}
	return false;
}

static size_t find_missing_sorted(const struct rrset *a, const struct rrset *b,
				  uint16_t *out_indexes)
{
	uint16_t indexes[UINT16_MAX];
	size_t count = 0;

	sort_indexes(b->rdata, b->count, indexes);
	for (uint16_t i = 0; i < a->count; i++) {
		if (is_found(&a->rdata[i], b, indexes))
			continue;
		if (out_indexes != NULL)
			out_indexes[count] = i;
		count++;
	}
	return count;
}

/* What of @a is not in @b; @out_indexes NULL only counts. */
static size_t find_missing(const struct rrset *a, const struct rrset *b,
			   uint16_t *out_indexes)
{
	size_t count = 0;

	if (b->count > SMALL_MAX)
		return find_missing_sorted(a, b, out_indexes);
	for (uint16_t i = 0; i < a->count; i++) {
		if (is_among(&a->rdata[i], b->rdata, b->count))
			continue;
		if (out_indexes != NULL)
			out_indexes[count] = i;
		count++;
	}
	return count;
}

size_t rrset_minus(const struct rrset *a, const struct rrset *b, uint16_t *out_indexes)
{
	return find_missing(a, b, out_indexes);
}

bool rrset_equal(const struct rrset *a, const struct rrset *b)
{
	return find_missing(a, b, NULL) == 0 && find_missing(b, a, NULL) == 0;
}
