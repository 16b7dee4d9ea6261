#include "check/served.h"

#include "base/arena.h"
#include "dns/message.h"
#include "dns/rdata.h"
#include "dns/type.h"

enum { SERVED_FIRST = 4 };

struct collector {
	struct arena *arena;
	const uint8_t *wire;
	size_t size;
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
static bool is_disordered(const struct collector *collector, uint16_t type,
			  const struct served_rr *rr)
{
	return (type == TYPE_SVCB || type == TYPE_HTTPS) &&
	       !rdata_is_valid(type, collector->wire, collector->size, rr->rdata,
			       rr->rdata_size);
}

/* Rdata whose normal form fits in its own size for most types; the rest takes the large bound. */
static void add_normal(struct collector *collector, uint16_t type, struct served_rr *rr)
{
	size_t room = (size_t)2 * rr->rdata_size + 2 * NAME_SIZE_MAX + 2;
	uint8_t *normal = arena_bytes(collector->arena, room);

	if (is_disordered(collector, type, rr) ||
	    rdata_normal(type, collector->wire, collector->size, rr->rdata,
			 rr->rdata_size, normal, room, &rr->normal_size) != ERR_OK) {
		rr->normal = collector->wire + rr->rdata;
		rr->normal_size = rr->rdata_size;
		return;
	}
	rr->normal = normal;
}

static void add(struct collector *collector, const struct message_rr *rr)
{
	struct served *served = &collector->served;

	if (served->count == collector->room)
		grow(collector);

	struct served_rr *slot = &served->rrs[served->count];

	*slot = (struct served_rr){ .rdata = rr->rdata, .rdata_size = rr->rdata_size };
	add_normal(collector, rr->type, slot);
	if (served->count == 0 || rr->ttl < served->ttl)
		served->ttl = rr->ttl;
	served->count++;
}

static void take(struct collector *collector, const struct message_rr *rr, uint16_t type)
{
	struct served *served = &collector->served;

	if (rr->type == type) {
		add(collector, rr);
	} else if (rr->section == SECTION_ANSWER && rr->type == TYPE_CNAME) {
		served->other_type = rr->type;
		served->other_rdata = rr->rdata;
		served->other_rdata_size = rr->rdata_size;
	}
}

void served_collect(struct arena *arena, const uint8_t *wire, size_t size,
		    struct name owner, uint16_t type, bool has_referral,
		    struct served *out_served)
{
	struct collector collector = { .arena = arena, .wire = wire, .size = size };
	struct message_cursor cursor;
	struct message_rr rr;

	message_begin(&cursor, wire, size);
	while (message_next(&cursor, &rr)) {
		bool is_referral = rr.section == SECTION_AUTHORITY && has_referral &&
				   (collector.served.count == 0 ||
				    collector.served.is_from_referral);

		if ((rr.section != SECTION_ANSWER && !is_referral) ||
		    rr.rr_class != CLASS_IN)
			continue;
		if (!name_equal_wire(wire, size, rr.offset, owner))
			continue;
		take(&collector, &rr, type);
		if (is_referral && collector.served.count > 0)
			collector.served.is_from_referral = true;
	}
	*out_served = collector.served;
}
