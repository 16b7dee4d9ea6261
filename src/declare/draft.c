#include "declare/draft.h"

#include "base/arena.h"
#include "base/duration.h"
#include "base/map.h"
#include "dns/type.h"

enum {
	TIMEOUT_S = 2,
	TRIES = 3,
	PORT = 53,
	INTERVAL_S = 300,
};

void draft_init(struct draft *draft, struct arena *arena, struct faults *faults)
{
	static const struct schema_text authoritative = { .text = STR("authoritative") };

	*draft = (struct draft){
		.arena = arena,
		.faults = faults,
		.zones = map_new(arena),
	};
	draft->declaration.defaults = (struct declared_defaults){
		.ask = { &authoritative, 1 },
		.timeout_us = TIMEOUT_S * (uint64_t)DURATION_S,
		.tries = TRIES,
		.port = PORT,
		.interval_us = INTERVAL_S * (uint64_t)DURATION_S,
		.failure_threshold = 1,
	};
	faults_init(&draft->declaration.notes, arena);
	draft->end = &draft->first;
	draft->checks = &draft->declaration.checks;
	draft->groups = &draft->declaration.groups;
}

struct draft_zone *draft_zone_find(struct draft *draft, struct name name, struct str text,
				   struct place place)
{
	struct name lower = name_copy_lower(draft->arena, name);
	struct str key = str_make((const char *)lower.wire, lower.size);
	struct draft_zone *zone = map_find(draft->zones, key);

	if (zone)
		return zone;
	zone = arena_alloc(draft->arena, sizeof(*zone));
	zone->zone.name = lower;
	zone->zone.place = place;
	zone->text = str_copy(draft->arena, text);
	zone->end = &zone->zone.first;
	zone->checks = &zone->zone.checks;
	*draft->end = zone;
	draft->end = &zone->next;
	*map_slot(draft->zones, key) = zone;
	return zone;
}

struct expectation *draft_expectation(struct draft *draft, size_t value_count,
				      struct rrset_rdata **out_values)
{
	struct expectation *expectation = arena_alloc(
		draft->arena,
		sizeof(*expectation) + value_count * sizeof(struct rrset_rdata));
	struct rrset_rdata *values = (struct rrset_rdata *)(expectation + 1);

	expectation->values = values;
	*out_values = values;
	return expectation;
}

struct name draft_owner(const struct expectation *expectation)
{
	return (struct name){ expectation->owner, expectation->owner_size };
}

bool draft_is_positive(const struct expectation *expectation)
{
	const struct expectation_extra *extra = expectation->extra;

	switch ((enum judging)expectation->judging) {
	case JUDGING_UNKNOWABLE:
	case JUDGING_NO_RECORD:
	case JUDGING_IGNORED:
		return false;
	case JUDGING_MATCH:
	case JUDGING_EXISTS:
	case JUDGING_MEMBER:
	case JUDGING_DELEGATION:
		break;
	}
	if (!extra)
		return true;
	return !(extra->has_rcode && extra->rcode != RCODE_NOERROR) &&
	       !(extra->has_count && extra->count == 0);
}

void draft_judge(struct draft *draft, struct expectation *expectation,
		 enum judging judging, const char *why)
{
	struct expectation_extra *extra =
		arena_alloc(draft->arena, sizeof(*expectation->extra));

	if (expectation->extra)
		*extra = *expectation->extra;
	extra->why = why;
	expectation->extra = extra;
	expectation->judging = (uint8_t)judging;
}

/* True for what other records of the zone may be hidden by or in conflict with. */
static bool is_special(const struct draft_zone *zone, const struct draft_group *group,
		       uint16_t type)
{
	return type == TYPE_CNAME || type == TYPE_DNAME ||
	       (type == TYPE_NS && group->owner.size != zone->zone.name.size);
}

void draft_add(const struct draft *draft, struct draft_zone *zone,
	       struct draft_group *group, struct expectation *expectation,
	       struct place place)
{
	unsigned flags = group->is_merged ? DRAFT_MERGED : 0;

	if (!group->has_begun) {
		flags |= DRAFT_BEGINS_KEY;
		zone->group_count++;
	}
	group->has_begun = true;
	zone->special_count += is_special(zone, group, expectation->type);
	expectation->owner = group->owner.wire;
	expectation->owner_size = (uint8_t)group->owner.size;
	expectation->reading = (uint8_t)flags;
	expectation->origin = draft->origin;
	expectation->file = place.file;
	expectation->line = place.line;
	expectation->column =
		(uint16_t)(place.column < UINT16_MAX ? place.column : UINT16_MAX);
	draft_hang(zone, expectation);
}

void draft_hang(struct draft_zone *zone, struct expectation *expectation)
{
	*zone->end = expectation;
	zone->end = &expectation->next;
	zone->zone.expectation_count++;
}

static void count_checks(struct draft *draft, const struct declared_check *first)
{
	for (const struct declared_check *check = first; check; check = check->next)
		draft->declaration.check_count++;
}

const struct declaration *draft_finish(struct draft *draft)
{
	struct declaration *declaration = &draft->declaration;
	const struct declared_zone **end = &declaration->zones;
	struct declaration *result = NULL;

	for (struct draft_zone *zone = draft->first; zone; zone = zone->next) {
		draft_zone_finish(draft, zone);
		*end = &zone->zone;
		end = &zone->zone.next;
		declaration->zone_count++;
		declaration->expectation_count += zone->zone.expectation_count;
		count_checks(draft, zone->zone.checks);
	}
	count_checks(draft, declaration->checks);
	result = arena_alloc(draft->arena, sizeof(*result));
	*result = *declaration;
	return result;
}
