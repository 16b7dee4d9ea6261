#include "check/zonerun.h"

#include <assert.h>

#include "base/arena.h"
#include "base/text.h"
#include "check/zonerun_found.h"
#include "dns/type.h"
#include "query/walk.h"

struct zonerun *zonerun_new_zone(struct arena *arena, const struct plan_zone *zone,
				 const struct zonerun_asking *asking)
{
	struct zonerun *zonerun = arena_alloc(arena, sizeof(*zonerun));

	*zonerun = (struct zonerun){ .arena = arena,
				     .asking = asking,
				     .has_search = zone->has_search,
				     .name = zone->zone->name,
				     .asked = zone->asked,
				     .zone = zone,
				     .check = zone->checks,
				     .expectation = zone->zone->first };
	return zonerun;
}

struct zonerun *zonerun_new_check(struct arena *arena, const struct plan_check *check,
				  const struct zonerun_asking *asking)
{
	struct zonerun *zonerun = arena_alloc(arena, sizeof(*zonerun));

	*zonerun = (struct zonerun){ .arena = arena,
				     .asking = asking,
				     .has_search = check->asked->has_authoritative,
				     .name = check->name,
				     .asked = check->asked,
				     .check = check };
	return zonerun;
}

size_t zonerun_total(const struct zonerun *zonerun)
{
	size_t each = zonerun->target_count > 0 ? zonerun->target_count : 1;

	if (zonerun->zone == NULL)
		return each;
	return each * zonerun->zone->zone->expectation_count;
}

static const enum reason skips[] = {
	[JUDGING_MATCH] = REASON_NONE,
	[JUDGING_EXISTS] = REASON_NONE,
	[JUDGING_MEMBER] = REASON_NONE,
	[JUDGING_DELEGATION] = REASON_NONE,
	[JUDGING_UNKNOWABLE] = REASON_UNKNOWABLE,
	[JUDGING_NO_RECORD] = REASON_NOT_A_RECORD,
	[JUDGING_IGNORED] = REASON_IGNORED,
};

static struct subject subject_of(const struct zonerun *zonerun,
				 const struct expectation *expectation)
{
	assert(zonerun->zone != NULL); /* a check has no expectations */
	return (struct subject){ .zone = zonerun->zone->zone,
				 .spec = expectation,
				 .place = { expectation->file, expectation->line,
					    expectation->column } };
}

static void next_expectation(struct zonerun *zonerun)
{
	zonerun->expectation = zonerun->expectation->next;
	zonerun->target = 0;
}

/* Who this expectation asks: the zone's targets unless it names its own. */
static const struct targets_plan *choose_targets(struct zonerun *zonerun,
						 const struct expectation *expectation)
{
	const struct targets_plan *asked = zonerun->asked;

	if (expectation->extra != NULL && expectation->extra->ask.count > 0) {
		asked = targets_read(zonerun->asking->lists, &expectation->extra->ask,
				     NULL);
	}
	if (asked == zonerun->own_asked)
		return asked;
	if (asked == zonerun->asked) {
		zonerun->own_asked = asked;
		zonerun->own_targets = zonerun->targets;
		zonerun->own_count = zonerun->target_count;
	} else {
		zonerun_found_join(zonerun, asked);
	}
	return asked;
}

static void start_expectation(struct zonerun *zonerun, struct casework *work)
{
	const struct expectation *expectation = zonerun->expectation;
	struct subject subject = subject_of(zonerun, expectation);
	const char *why = expectation->extra != NULL ? expectation->extra->why : NULL;

	if (skips[expectation->judging] != REASON_NONE) {
		casework_skip(work, &kind_record, &subject, skips[expectation->judging],
			      why);
		next_expectation(zonerun);
		return;
	}
	if (zonerun->target == 0) {
		const struct targets_plan *asked = choose_targets(zonerun, expectation);

		if (zonerun->failure != REASON_NONE &&
		    (asked->has_authoritative || zonerun->own_count == 0)) {
			casework_skip(work, &kind_record, &subject, zonerun->failure,
				      zonerun->why);
		}
	}
	if (zonerun->target < zonerun->own_count) {
		casework_start(work, &kind_record, &subject,
			       &zonerun->own_targets[zonerun->target++], 1);
	}
	if (zonerun->target >= zonerun->own_count)
		next_expectation(zonerun);
}

/* A name server without an address is nobody to ask: said once, as a verdict on the NS RRset. */
static void tell_unresolved(struct zonerun *zonerun, struct casework *work)
{
	struct name server = zonerun->walked->unresolved[zonerun->unresolved++];
	struct expectation nameservers = { .owner = zonerun->name.wire,
					   .owner_size = (uint8_t)zonerun->name.size,
					   .type = TYPE_NS };
	struct subject subject = subject_of(zonerun, &nameservers);
	char buffer[NAME_TEXT_MAX];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	name_print(&text, server);
	subject.place = zonerun->zone->zone->place;
	subject.server = buffer;
	casework_skip(work, &kind_record, &subject, REASON_SERVERS_UNKNOWN,
		      zonerun->asking->is_one_family
			      ? "no address of the family that is asked was found for it"
			      : "no address was found for it");
}

static void start_check(struct zonerun *zonerun, struct casework *work)
{
	const struct plan_check *check = zonerun->check;
	bool is_last = true;

	if (zonerun->target == 0 && zonerun->failure != REASON_NONE) {
		casework_skip(work, check->kind, &check->subject, zonerun->failure,
			      zonerun->why);
	}
	if (zonerun->target_count > 0 && check->kind->is_whole) {
		casework_start(work, check->kind, &check->subject, zonerun->targets,
			       zonerun->target_count);
	} else if (zonerun->target < zonerun->target_count) {
		casework_start(work, check->kind, &check->subject,
			       &zonerun->targets[zonerun->target++], 1);
		is_last = zonerun->target >= zonerun->target_count;
	}
	if (is_last) {
		zonerun->check = zonerun->zone != NULL ? check->next : NULL;
		zonerun->target = 0;
	}
}

bool zonerun_start_next(struct zonerun *zonerun, struct casework *work)
{
	if (zonerun->zone != NULL && zonerun->walked != NULL &&
	    zonerun->found_count > 0 &&
	    zonerun->unresolved < zonerun->walked->unresolved_count) {
		tell_unresolved(zonerun, work);
	} else if (zonerun->check != NULL) {
		start_check(zonerun, work);
	} else if (zonerun->expectation != NULL) {
		start_expectation(zonerun, work);
	} else {
		return false;
	}
	return true;
}

void zonerun_interrupt(struct zonerun *zonerun, struct casework *work)
{
	if (zonerun->target_count == 0 && zonerun->failure == REASON_NONE)
		zonerun->failure = REASON_INTERRUPTED;
	while (zonerun_start_next(zonerun, work))
		;
}
