#include "check/zonerun.h"

#include "base/arena.h"
#include "base/text.h"
#include "dns/type.h"
#include "query/walk.h"

struct zonerun *zonerun_new_zone(struct arena *arena, const struct plan_zone *zone,
				 const struct plan *plan)
{
	struct zonerun *zonerun = arena_alloc(arena, sizeof(*zonerun));

	*zonerun = (struct zonerun){ .arena = arena,
				     .lists = plan->targets,
				     .has_search = zone->has_search,
				     .name = zone->zone->name,
				     .asked = zone->asked,
				     .zone = zone,
				     .check = zone->checks,
				     .expectation = zone->zone->first };
	return zonerun;
}

struct zonerun *zonerun_new_check(struct arena *arena, const struct plan_check *check)
{
	struct zonerun *zonerun = arena_alloc(arena, sizeof(*zonerun));

	*zonerun = (struct zonerun){ .arena = arena,
				     .has_search = check->asked->has_authoritative,
				     .name = check->name,
				     .asked = check->asked,
				     .check = check };
	return zonerun;
}

static enum reason failure_of(const struct walk_zone *walked)
{
	bool is_told = walked != NULL && (walked->failure == WALK_NXDOMAIN ||
					  walked->failure == WALK_NOT_DELEGATED);

	return is_told ? REASON_ZONE_NOT_FOUND : REASON_SERVERS_UNKNOWN;
}

/* A check asks about a name, so the servers of the zone above it will do. */
static const struct walk_server *servers_of(const struct zonerun *zonerun,
					    const struct walk_zone *walked,
					    size_t *out_count)
{
	bool is_parent =
		zonerun->zone == NULL && (walked->failure == WALK_NOT_DELEGATED ||
					  walked->failure == WALK_NXDOMAIN);

	*out_count = is_parent ? walked->parent_count : walked->server_count;
	return is_parent ? walked->parents : walked->servers;
}

static void join_targets(struct zonerun *zonerun, const struct targets_plan *asked,
			 const struct target *found, size_t found_count)
{
	size_t count = asked->has_authoritative ? found_count : 0;
	struct target *targets =
		arena_array(zonerun->arena, asked->fixed_count + count, sizeof(*targets));

	for (size_t i = 0; i < count; i++)
		targets[i] = found[i];
	for (size_t i = 0; i < asked->fixed_count; i++)
		targets[count + i] = asked->fixed[i];
	zonerun->own_targets = targets;
	zonerun->own_count = asked->fixed_count + count;
}

void zonerun_found(struct zonerun *zonerun, const struct walk_zone *walked)
{
	const struct walk_server *servers = NULL;
	struct target *found;

	zonerun->walked = walked;
	if (walked != NULL)
		servers = servers_of(zonerun, walked, &zonerun->found_count);
	found = arena_array(zonerun->arena, zonerun->found_count, sizeof(*found));
	for (size_t i = 0; i < zonerun->found_count; i++)
		found[i] = (struct target){ servers[i].server, true };
	zonerun->found = found;
	join_targets(zonerun, zonerun->asked, found, zonerun->found_count);
	zonerun->targets = zonerun->own_targets;
	zonerun->target_count = zonerun->own_count;
	if (zonerun->has_search && zonerun->found_count == 0) {
		zonerun->failure = failure_of(walked);
		zonerun->why = walked != NULL ? walked->why : NULL;
	}
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

	if (expectation->extra == NULL || expectation->extra->ask.count == 0) {
		zonerun->own_targets = zonerun->targets;
		zonerun->own_count = zonerun->target_count;
		return asked;
	}
	asked = targets_read(zonerun->lists, &expectation->extra->ask, NULL);
	join_targets(zonerun, asked, zonerun->found, zonerun->found_count);
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
		    (asked->has_authoritative || zonerun->own_count == 0))
			casework_skip(work, &kind_record, &subject, zonerun->failure,
				      zonerun->why);
	}
	if (zonerun->target < zonerun->own_count)
		casework_start(work, &kind_record, &subject,
			       &zonerun->own_targets[zonerun->target++], 1);
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
	char buffer[NAME_TEXT_MAX + 64];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	text_add_cstr(&text, "no address of name server ");
	name_print(&text, server);
	text_add_cstr(&text, " was found");
	subject.place = zonerun->zone->zone->place;
	casework_skip(work, &kind_record, &subject, REASON_SERVERS_UNKNOWN, text.data);
}

static void start_check(struct zonerun *zonerun, struct casework *work)
{
	const struct plan_check *check = zonerun->check;
	bool is_last = true;

	if (zonerun->target == 0 && zonerun->failure != REASON_NONE)
		casework_skip(work, check->kind, &check->subject, zonerun->failure,
			      zonerun->why);
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
	    zonerun->unresolved < zonerun->walked->unresolved_count)
		tell_unresolved(zonerun, work);
	else if (zonerun->check != NULL)
		start_check(zonerun, work);
	else if (zonerun->expectation != NULL)
		start_expectation(zonerun, work);
	else
		return false;
	return true;
}

void zonerun_interrupt(struct zonerun *zonerun, struct casework *work)
{
	if (zonerun->target_count == 0) {
		zonerun->failure = REASON_INTERRUPTED;
		zonerun->why = NULL;
	}
	while (zonerun_start_next(zonerun, work))
		continue;
}
