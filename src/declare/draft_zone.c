#include "base/arena.h"
#include "base/text.h"
#include "declare/draft.h"
#include "declare/draft_cut.h"
#include "declare/owners.h"
#include "dns/type.h"

/*
 * What can be said of a zone only when all of it was read:
 * 1. groups that came by "<<" go where their owner is declared without;
 * 2. an owner that is a key twice, and an RRset that is declared twice, are faults;
 * 3. NS and DS below the apex are read from referrals; what else stands at or below such a
 *    cut is not the zone's own;
 * 4. a CNAME beside other data is a fault;
 * 5. owners that "ignore" matches are not judged.
 */

enum {
	OWNER_RRSETS_MAX = 1000, /* compared each with each */
	SHOWN_SIZE = 300,        /* bytes of a name that a sentence shows */
};

static const char ignored[] = "\"ignore\" of the zone names it";

struct work {
	struct draft *draft;
	struct draft_zone *zone;
	struct owners *owners;
	struct owners *cuts; /* NS below the apex, and DNAMEs */
	bool has_dropped;
};

/* The next of the same group, or NULL. */
static struct expectation *next_in_group(const struct expectation *expectation)
{
	struct expectation *next = expectation->next;

	return next && !(next->reading & DRAFT_BEGINS_KEY) ? next : NULL;
}

static struct place place_of(const struct expectation *expectation)
{
	return (struct place){ expectation->file, expectation->line,
			       expectation->column };
}

static void print_rrset(struct text *text, const struct expectation *expectation)
{
	type_print(text, expectation->type);
	text_add_cstr(text, " of \"");
	name_print(text, draft_owner(expectation));
	text_add_char(text, '"');
}

static void fault_pair(const struct work *work, const struct expectation *expectation,
		       const struct expectation *before, const char *says)
{
	char buffer[SHOWN_SIZE];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	print_rrset(&text, expectation);
	faults_add(work->draft->faults, place_of(expectation), "%s %s %s:%u", buffer,
		   says, before->file ? before->file : "-", before->line);
}

static void fault_many(const struct work *work, const struct expectation *expectation)
{
	char buffer[SHOWN_SIZE];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	print_rrset(&text, expectation);
	faults_add(work->draft->faults, place_of(expectation),
		   "%s has %u values; there can be one", buffer,
		   expectation->value_count);
}

static void drop_group(struct expectation *group)
{
	for (; group; group = next_in_group(group))
		group->reading |= DRAFT_DROPPED;
}

/* True for both reading the same records: not where one asks for NXDOMAIN of a server. */
static const struct expectation *find_type(const struct expectation *from,
					   const struct expectation *until, uint16_t type)
{
	for (; from && from != until; from = next_in_group(from)) {
		if (from->type == type)
			return from;
	}
	return NULL;
}

static void check_types(const struct work *work, const struct expectation *group,
			const struct expectation *other)
{
	size_t count = 0;

	for (const struct expectation *at = group; at && count < OWNER_RRSETS_MAX;
	     at = next_in_group(at), count++) {
		const struct expectation *before = find_type(group, at, at->type);

		if (!before && other)
			before = find_type(other, NULL, at->type);
		if (before)
			fault_pair(work, at, before, "is declared already at");
	}
	if (count == OWNER_RRSETS_MAX) {
		faults_add(work->draft->faults, place_of(group),
			   "one owner declares over %d RRsets", OWNER_RRSETS_MAX);
	}
}

/* True when the group is to stay. */
static bool check_group(const struct work *work, struct expectation *group)
{
	struct expectation *other = NULL;
	size_t at = 0;
	size_t count = 0;

	check_types(work, group, NULL);
	while ((other = owners_next(work->owners, draft_owner(group), &at)) &&
	       count++ < OWNER_RRSETS_MAX) {
		if (other->origin != group->origin || group->reading & DRAFT_SCATTERED) {
			check_types(work, group, other);
			continue;
		}
		if (!(group->reading & DRAFT_MERGED)) {
			fault_pair(work, group, other,
				   "repeats a key; its owner stands already at");
		}
		return false;
	}
	return true;
}

static bool is_cut(const struct work *work, const struct expectation *expectation)
{
	return expectation->type == TYPE_NS && draft_is_positive(expectation) &&
	       expectation->owner_size != work->zone->zone.name.size;
}

/* One that is chosen from several may be any of them; one that is served is one. */
static bool has_too_many(const struct expectation *expectation)
{
	bool is_single = expectation->type == TYPE_CNAME ||
			 expectation->type == TYPE_DNAME || expectation->type == TYPE_SOA;

	return is_single && expectation->value_count > 1 &&
	       expectation->match == MATCH_EXACT &&
	       expectation->judging != JUDGING_MEMBER;
}

static void note_group(struct work *work, struct expectation *group)
{
	for (struct expectation *at = group; at; at = next_in_group(at)) {
		bool is_below = at->owner_size != work->zone->zone.name.size;

		if (has_too_many(at))
			fault_many(work, at);
		if (is_cut(work, at) || at->type == TYPE_DNAME)
			owners_add(work->cuts, at);
		if (is_below && (at->type == TYPE_NS || at->type == TYPE_DS) &&
		    at->judging == JUDGING_MATCH && draft_is_positive(at))
			at->judging = JUDGING_DELEGATION;
	}
}

/* What one zone file made alone was put in order while it was read. */
static bool is_indexed(const struct draft_zone *zone)
{
	if (!zone->owners)
		return false;
	for (const struct expectation *at = zone->zone.first; at; at = at->next) {
		if (at->origin != zone->owners_origin)
			return false;
	}
	return true;
}

static void index_groups(struct work *work)
{
	for (struct expectation *at = work->zone->zone.first; at; at = at->next) {
		work->has_dropped |= (at->reading & DRAFT_DROPPED) != 0;
		if (!(at->reading & DRAFT_BEGINS_KEY) || at->reading & DRAFT_DROPPED)
			continue;
		if (work->owners == work->zone->owners) {
			note_group(work, at);
		} else if (check_group(work, at)) {
			owners_add(work->owners, at);
			note_group(work, at);
		} else {
			drop_group(at);
			work->has_dropped = true;
		}
	}
}

/* Takes out what was dropped. */
static void relink(struct draft_zone *zone)
{
	struct expectation *next = zone->zone.first;

	zone->end = &zone->zone.first;
	zone->zone.expectation_count = 0;
	for (struct expectation *at = next; at; at = next) {
		next = at->next;
		at->next = NULL;
		if (!(at->reading & DRAFT_DROPPED))
			draft_hang(zone, at);
	}
}

static bool may_stand_beside_cname(uint16_t type)
{
	return type == TYPE_CNAME || type == TYPE_RRSIG || type == TYPE_NSEC;
}

static void check_cname(const struct work *work, const struct expectation *cname)
{
	const struct expectation *group = NULL;
	size_t step = 0;

	while ((group = owners_next(work->owners, draft_owner(cname), &step))) {
		for (const struct expectation *at = group; at; at = next_in_group(at)) {
			if (!may_stand_beside_cname(at->type) && draft_is_positive(at)) {
				fault_pair(work, at, cname,
					   "cannot stand beside the CNAME of");
			}
		}
	}
}

/* All before any is judged: what is below a delegation is still what was declared. */
static void check_cnames(const struct work *work)
{
	for (const struct expectation *at = work->zone->zone.first; at; at = at->next) {
		if (at->type == TYPE_CNAME && draft_is_positive(at))
			check_cname(work, at);
	}
}

static void judge_below_cuts(const struct work *work)
{
	for (struct expectation *at = work->zone->zone.first; at; at = at->next) {
		const char *why = NULL;

		if (draft_is_positive(at))
			why = draft_cut_find(work->cuts, work->zone->zone.name, at);
		if (why)
			draft_judge(work->draft, at, JUDGING_UNKNOWABLE, why);
	}
}

static void ignore_all(const struct work *work)
{
	const struct declared_zone *zone = &work->zone->zone;

	if (zone->ignore.count == 0)
		return;
	for (struct expectation *at = work->zone->zone.first; at; at = at->next) {
		if (declaration_is_ignored(zone, draft_owner(at)))
			draft_judge(work->draft, at, JUDGING_IGNORED, ignored);
	}
}

static void scratch_free(struct arena **scratch)
{
	arena_free(*scratch);
}

void draft_zone_finish(struct draft *draft, struct draft_zone *zone)
{
	CLEANUP(scratch_free) struct arena *scratch = arena_new();
	struct work work = {
		.draft = draft,
		.zone = zone,
		.cuts = owners_new(scratch, 0),
	};

	if (is_indexed(zone)) {
		work.owners = zone->owners;
	} else {
		work.owners = owners_new(scratch, zone->group_count);
	}
	index_groups(&work);
	if (work.has_dropped)
		relink(zone);
	if (zone->special_count > 0)
		check_cnames(&work);
	if (owners_len(work.cuts) > 0)
		judge_below_cuts(&work);
	ignore_all(&work);
	arena_free(zone->owners_arena);
	zone->owners_arena = NULL;
	zone->owners = NULL;
}
