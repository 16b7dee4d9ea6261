#include "dns/signed.h"

#include "base/arena.h"
#include "dns/rdata.h"
#include "dns/type.h"
#include "dns/wire.h"

enum { FORM_EXTRA_SIZE = 512, COVERED_SIZE = 2 };

struct collecting {
	struct arena *arena;
	const uint8_t *wire;
	size_t size;
	uint16_t rr_class;
	struct signed_sets *sets;
};

/* The type of the set that a record belongs to; false for a signature too short to tell. */
static bool type_of(const struct collecting *to, const struct message_rr *rr,
		    uint16_t *out_type)
{
	if (rr->type == TYPE_RRSIG && rr->rdata_size < COVERED_SIZE)
		return false;
	*out_type = rr->type == TYPE_RRSIG ? wire_u16(to->wire + rr->rdata) : rr->type;
	return true;
}

static struct signed_set *set_of(struct collecting *to, const struct message_rr *rr,
				 uint16_t type)
{
	struct signed_sets *sets = to->sets;
	struct name_buffer owner;

	for (size_t i = 0; i < sets->count; i++) {
		struct signed_set *set = &sets->list[i];

		if (set->section == rr->section && set->type == type &&
		    name_equal_wire(to->wire, to->size, rr->offset, set->owner))
			return set;
	}
	if (sets->count == SIGNED_SETS_MAX) {
		sets->is_cut = true;
		return NULL;
	}
	message_owner(to->wire, to->size, rr, &owner);
	sets->list[sets->count] = (struct signed_set){
		.owner = name_copy(to->arena, name_of(&owner)),
		.type = type,
		.rr_class = to->rr_class,
		.section = rr->section,
		.ttl = UINT32_MAX,
	};
	return &sets->list[sets->count++];
}

typedef void take_record(struct collecting *to, const struct message_rr *rr,
			 struct signed_set *set);

static void walk(struct collecting *to, take_record *take)
{
	struct message_cursor cursor;
	struct message_rr rr;
	uint16_t type;

	message_begin(&cursor, to->wire, to->size);
	while (message_next(&cursor, &rr)) {
		struct signed_set *set;

		if ((rr.section != SECTION_ANSWER && rr.section != SECTION_AUTHORITY) ||
		    rr.rr_class != to->rr_class || !type_of(to, &rr, &type))
			continue;
		set = set_of(to, &rr, type);
		if (set != NULL)
			take(to, &rr, set);
	}
	to->sets->is_broken = cursor.fault != NULL;
}

static void count_record(struct collecting *to, const struct message_rr *rr,
			 struct signed_set *set)
{
	(void)to;
	if (rr->type == TYPE_RRSIG) {
		set->rrsig_total++;
	} else {
		set->count++;
	}
}

static struct dnssec_bytes expand(struct collecting *to, const struct message_rr *rr)
{
	const size_t room = 2 * (size_t)rr->rdata_size + FORM_EXTRA_SIZE;
	uint8_t *buffer = arena_bytes(to->arena, room);
	size_t size = 0;

	if (rdata_expand(rr->type, to->wire, to->size, rr->rdata, rr->rdata_size, buffer,
			 room, &size) == ERR_OK &&
	    size <= UINT16_MAX)
		return (struct dnssec_bytes){ buffer, size };
	return (struct dnssec_bytes){ to->wire + rr->rdata, rr->rdata_size };
}

static void keep_record(struct collecting *to, const struct message_rr *rr,
			struct signed_set *set)
{
	if (rr->type != TYPE_RRSIG && set->rdata != NULL) {
		set->rdata[set->count++] = expand(to, rr);
		set->ttl = rr->ttl < set->ttl ? rr->ttl : set->ttl;
		return;
	}
	if (rr->type == TYPE_RRSIG && set->rrsig_count < SIGNED_RRSIGS_MAX &&
	    dnssec_read_rrsig(expand(to, rr), &set->rrsigs[set->rrsig_count]) == ERR_OK)
		set->rrsig_count++;
}

void signed_collect(struct arena *arena, const uint8_t *wire, size_t size,
		    uint16_t rr_class, struct signed_sets *out_sets)
{
	struct signed_sets sets = { .count = 0 };
	struct collecting to = { arena, wire, size, rr_class, &sets };

	sets.list = arena_array(arena, SIGNED_SETS_MAX, sizeof(*sets.list));
	walk(&to, count_record);
	for (size_t i = 0; i < sets.count; i++) {
		struct signed_set *set = &sets.list[i];
		const size_t rrsigs = set->rrsig_total < SIGNED_RRSIGS_MAX
					      ? set->rrsig_total
					      : SIGNED_RRSIGS_MAX;

		set->rdata = arena_array(arena, set->count, sizeof(*set->rdata));
		set->rrsigs = arena_array(arena, rrsigs, sizeof(*set->rrsigs));
		set->count = 0;
	}
	walk(&to, keep_record);
	*out_sets = sets;
}

const struct signed_set *signed_find(const struct signed_sets *sets, enum section section,
				     struct name owner, uint16_t type)
{
	for (size_t i = 0; i < sets->count; i++) {
		const struct signed_set *set = &sets->list[i];

		if (set->section == section && set->type == type && set->count > 0 &&
		    name_equal(set->owner, owner))
			return set;
	}
	return NULL;
}
