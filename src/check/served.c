#include "check/served.h"

#include <string.h>

#include "base/arena.h"
#include "dns/message.h"
#include "dns/rdata.h"
#include "dns/type.h"

enum { SERVED_FIRST = 4 };

struct collector {
	struct arena *arena;
	const uint8_t *wire;
	size_t size;
	const struct served_want *want;
	struct name owner; /* the one wanted, or where its aliases lead */
	size_t room;
	struct served served;
};

static void grow(struct collector *collector)
{
	struct served *served = &collector->served;
	size_t room = collector->room == 0 ? SERVED_FIRST : 2 * collector->room;
	struct served_rr *rrs = arena_array(collector->arena, room, sizeof(*rrs));

	for (size_t i = 0; i < served->count; i++)
		rrs[i] = served->rrs[i];
	served->rrs = rrs;
	collector->room = room;
}

/* The normal form puts these in order: one that is served out of order is broken, not equal. */
static bool is_disordered(const struct collector *collector, const struct served_rr *rr)
{
	uint16_t type = collector->want->type;

	return (type == TYPE_SVCB || type == TYPE_HTTPS) &&
	       !rdata_is_valid(type, collector->wire, collector->size, rr->rdata,
			       rr->rdata_size);
}

static void make_normal(struct collector *collector, struct served_rr *rr)
{
	size_t room = 2 * ((size_t)rr->rdata_size + NAME_SIZE_MAX + 1);
	uint8_t *normal = arena_bytes(collector->arena, room);

	rr->normal = normal;
	if (!is_disordered(collector, rr) &&
	    rdata_normal(collector->want->type, collector->wire, collector->size,
			 rr->rdata, rr->rdata_size, normal, room,
			 &rr->normal_size) == ERR_OK)
		return;
	rr->normal = collector->wire + rr->rdata;
	rr->normal_size = rr->rdata_size;
}

static bool is_repeated(const struct served *served, const struct served_rr *rr)
{
	for (size_t i = 0; i < served->count; i++) {
		const struct served_rr *other = &served->rrs[i];

		if (other->normal_size == rr->normal_size &&
		    memcmp(other->normal, rr->normal, rr->normal_size) == 0)
			return true;
	}
	return false;
}

static void add(struct collector *collector, const struct message_rr *rr)
{
	struct served *served = &collector->served;
	struct served_rr made = { .rdata = rr->rdata, .rdata_size = rr->rdata_size };

	if (served->count == 0 || rr->ttl < served->ttl)
		served->ttl = rr->ttl;
	if (served->count == 0 || rr->ttl > served->ttl_max)
		served->ttl_max = rr->ttl;
	make_normal(collector, &made);
	if (is_repeated(served, &made))
		return;
	if (served->count == collector->room)
		grow(collector);
	served->rrs[served->count++] = made;
}

static void take_answer(struct collector *collector, const struct message_rr *rr)
{
	struct served *served = &collector->served;

	if (!name_equal_wire(collector->wire, collector->size, rr->offset,
			     collector->owner))
		return;
	if (rr->type == collector->want->type) {
		add(collector, rr);
	} else if (rr->type == TYPE_CNAME) {
		served->other_type = rr->type;
		served->other_rdata = rr->rdata;
		served->other_rdata_size = rr->rdata_size;
	}
}

/* The answer section comes before this one, so what it gave is known here. */
static void take_authority(struct collector *collector, const struct message_rr *rr)
{
	struct served *served = &collector->served;

	if ((served->count > 0 && !served->is_from_referral) || served->other_type != 0)
		return;
	if (rr->type == TYPE_NS && !served->has_referral) {
		served->has_referral = true;
		served->referral_owner = rr->offset;
	}
	if (collector->want->has_referral && rr->type == collector->want->type &&
	    name_equal_wire(collector->wire, collector->size, rr->offset,
			    collector->owner)) {
		add(collector, rr);
		served->is_from_referral = true;
	}
}

static void collect(struct collector *collector)
{
	struct message_cursor cursor;
	struct message_rr rr;

	message_begin(&cursor, collector->wire, collector->size);
	while (message_next(&cursor, &rr)) {
		if (rr.rr_class != CLASS_IN)
			continue;
		if (rr.section == SECTION_ANSWER) {
			take_answer(collector, &rr);
		} else if (rr.section == SECTION_AUTHORITY) {
			take_authority(collector, &rr);
		}
	}
}

/* Steps to where the CNAME points; false when it points nowhere or far enough was gone. */
static bool follow(struct collector *collector)
{
	struct served *served = &collector->served;
	struct name_buffer *target;
	size_t end;

	if (!collector->want->is_through_aliases || served->count > 0 ||
	    served->other_type != TYPE_CNAME || served->alias_count == SERVED_ALIASES_MAX)
		return false;
	target = arena_alloc(collector->arena, sizeof(*target));
	if (name_read(collector->wire, collector->size, served->other_rdata, target,
		      &end) != ERR_OK)
		return false;
	*served = (struct served){ .rrs = served->rrs,
				   .other_rdata = served->other_rdata,
				   .other_rdata_size = served->other_rdata_size,
				   .alias_count = served->alias_count + 1,
				   .end = target };
	collector->owner = name_of(target);
	return true;
}

void served_collect(struct arena *arena, const uint8_t *wire, size_t size,
		    const struct served_want *want, struct served *out_served)
{
	struct collector collector = { .arena = arena,
				       .wire = wire,
				       .size = size,
				       .want = want,
				       .owner = want->owner };

	do {
		collect(&collector);
	} while (follow(&collector));
	*out_served = collector.served;
}
