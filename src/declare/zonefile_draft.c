/*
 * The records of a zone file as expectations.
 *
 * 1. Records of one owner and type make one expectation, wherever in the file they stand; the same
 *    rdata twice counts once, and the TTL is that of the first.
 * 2. What every edit or every signing changes is not judged: SOA, RRSIG, NSEC, NSEC3.
 * 3. Zone cuts and what they hide are seen to when the zone is finished.
 */
#include "declare/zonefile_draft.h"

#include <string.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/map.h"
#include "declare/draft.h"
#include "declare/owners.h"
#include "declare/rdvalue.h"
#include "declare/source.h"
#include "declare/zonefile.h"
#include "dns/type.h"

static const char why_soa[] = "a SOA changes with every edit";
static const char why_signing[] = "signing makes this record anew";

enum {
	VALUES_FEW = 16,   /* up to here comparing each with each is the fastest */
	VALUES_ROOM = 64,  /* values of a RRset that there is room for at first */
	VALUES_MAX = 4096, /* records of one RRset */
	OWNER_MAX = 1000,  /* RRsets of one owner */
};

/* What is not judged, and why. */
static const struct expectation_extra not_soa = { .why = why_soa };
static const struct expectation_extra not_signing = { .why = why_signing };

/* A zone file on its way into a zone: the RRset being read, and where complete ones went. */
struct filling {
	struct draft *draft;
	struct draft_zone *zone;
	struct arena *scratch; /* of one RRset */
	struct owners *owners; /* complete expectations */
	struct rrset_rdata values[VALUES_MAX];
	size_t count;
	struct map *seen; /* their normal forms, once they are more than few */
	struct draft_group group;
	uint16_t type;
	bool has_ttl;
	uint32_t ttl;
	struct place place;
};

static const struct expectation_extra *extra_of(uint16_t type)
{
	switch (type) {
	case TYPE_SOA:
		return &not_soa;
	case TYPE_RRSIG:
	case TYPE_NSEC:
	case TYPE_NSEC3:
		return &not_signing;
	default:
		return NULL;
	}
}

/* What the file said of that owner and type before, or NULL.  False with a fault. */
static bool find_before(const struct filling *filling, struct expectation **out_before)
{
	struct expectation *at = NULL;
	size_t step = 0;

	*out_before = NULL;
	for (size_t i = 0; i < OWNER_MAX; i++) {
		at = owners_next(filling->owners, filling->group.owner, &step);
		if (!at || at->type == filling->type) {
			*out_before = at;
			return true;
		}
	}
	faults_add(filling->draft->faults, filling->place, "one owner has over %d RRsets",
		   OWNER_MAX);
	return false;
}

static struct str normal_of(const struct rrset_rdata *rdata)
{
	return str_make((const char *)rdata->normal, rdata->normal_size);
}

static bool is_among(struct filling *filling, const struct rrset_rdata *rdata)
{
	if (filling->count >= VALUES_FEW) {
		void **slot = NULL;

		if (!filling->seen) {
			filling->seen = map_new(filling->scratch);
			for (size_t i = 0; i < filling->count; i++) {
				*map_slot(filling->seen, normal_of(&filling->values[i])) =
					filling;
			}
		}
		slot = map_slot(filling->seen, normal_of(rdata));
		if (*slot)
			return true;
		*slot = filling;
		return false;
	}
	for (size_t i = 0; i < filling->count; i++) {
		if (str_equal(normal_of(&filling->values[i]), normal_of(rdata)))
			return true;
	}
	return false;
}

/* An owner has one of these at most. */
static bool is_single(uint16_t type)
{
	return type == TYPE_SOA || type == TYPE_CNAME || type == TYPE_DNAME;
}

static void add_value(struct filling *filling, const struct rrset_rdata *rdata,
		      struct place place)
{
	if (is_among(filling, rdata))
		return;
	if (filling->count == 1 && is_single(filling->type)) {
		faults_add(filling->draft->faults, place,
			   "another SOA, CNAME or DNAME stands at this owner already");
		return;
	}
	if (filling->count == VALUES_MAX) {
		faults_add(filling->draft->faults, place, "one RRset has over %d records",
			   VALUES_MAX);
		return;
	}
	filling->values[filling->count++] = *rdata;
}

/* The RRset is complete, as far as it stands in one piece. */
static void flush(struct filling *filling)
{
	struct draft *draft = filling->draft;
	struct rrset_rdata *values = NULL;
	struct expectation *before = NULL;
	struct expectation *expectation = NULL;

	if (filling->count == 0 || !find_before(filling, &before))
		return;
	for (size_t i = 0; before && i < before->value_count; i++)
		add_value(filling, &before->values[i], filling->place);
	expectation = draft_expectation(draft, filling->count, &values);
	memcpy(values, filling->values, filling->count * sizeof(*values));
	expectation->value_count = (uint16_t)filling->count;
	expectation->type = filling->type;
	expectation->has_ttl = before ? before->has_ttl : filling->has_ttl;
	expectation->ttl = before ? before->ttl : filling->ttl;
	expectation->extra = extra_of(filling->type);
	expectation->judging = expectation->extra ? JUDGING_IGNORED : JUDGING_MATCH;
	filling->group.has_begun = false;
	if (before) {
		filling->place =
			(struct place){ before->file, before->line, before->column };
	}
	draft_add(draft, filling->zone, &filling->group, expectation, filling->place);
	expectation->reading |= DRAFT_SCATTERED;
	if (before) {
		before->reading |= DRAFT_DROPPED;
		owners_replace(filling->owners, before, expectation);
	} else {
		owners_add(filling->owners, expectation);
	}
}

static bool continues(const struct filling *filling, const struct zonefile_record *record)
{
	return filling->count > 0 && record->type == filling->type &&
	       name_equal(record->owner, filling->group.owner);
}

static void begin(struct filling *filling, const struct zonefile_record *record)
{
	flush(filling);
	arena_reset(filling->scratch);
	filling->seen = NULL;
	filling->count = 0;
	filling->type = record->type;
	filling->has_ttl = record->has_ttl;
	filling->ttl = record->ttl;
	filling->place = record->place;
	if (!filling->group.owner.wire ||
	    !name_equal(record->owner, filling->group.owner)) {
		filling->group.owner =
			name_copy_lower(filling->draft->arena, record->owner);
	}
}

static void on_record(void *user, const struct zonefile_record *record)
{
	struct filling *filling = user;
	struct arena *arena = filling->draft->arena;
	const uint8_t *wire = arena_copy(arena, record->wire, record->size);
	struct rrset_rdata rdata = { wire, wire, record->size, record->size };

	if (!continues(filling, record)) {
		begin(filling, record);
	} else if (record->ttl != filling->ttl && record->type != TYPE_RRSIG) {
		faults_add(
			&filling->draft->declaration.notes, record->place,
			"the TTL is not that of the RRset's first record, which counts");
	}
	if (!record->is_normal)
		rdvalue_keep(arena, record->type, wire, record->size, &rdata);
	add_value(filling, &rdata, record->place);
}

static void arena_drop(struct arena **arena)
{
	arena_free(*arena);
}

/* The table of the first zone file serves the zone until it is finished. */
static struct owners *owners_for(const struct draft *draft, struct draft_zone *zone,
				 struct arena *passing)
{
	if (zone->owners)
		return owners_new(passing, 0);
	zone->owners_arena = arena_new();
	zone->owners = owners_new(zone->owners_arena, 0);
	zone->owners_origin = draft->origin;
	return zone->owners;
}

void zonefile_draft_read(struct draft *draft, struct draft_zone *zone,
			 const struct source *up, const char *path, struct place place)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	CLEANUP(arena_drop) struct arena *scratch = arena_new();
	struct filling *filling = arena_alloc(arena, sizeof(*filling));
	const struct source *source = NULL;

	draft->origin++;
	filling->draft = draft;
	filling->zone = zone;
	filling->scratch = scratch;
	filling->owners = owners_for(draft, zone, arena);
	if (source_read(arena, up, path, place, draft->faults, &source) != ERR_OK)
		return;
	zonefile_read(source, zone->zone.name, on_record, filling, draft->faults);
	flush(filling);
}
