#include "check/zonerun_found.h"

#include "base/arena.h"
#include "base/map.h"
#include "check/zonerun.h"
#include "query/walk.h"

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

static void note_server(const struct zonerun *zonerun, const struct server *server)
{
	if (zonerun->asking->servers == NULL)
		return;
	*map_slot(zonerun->asking->servers,
		  str_make((const char *)&server->address, server_address_size(server))) =
		zonerun->arena;
}

static bool has_target(const struct target *targets, size_t count,
		       const struct server *server)
{
	for (size_t i = 0; i < count; i++) {
		if (server_equal(targets[i].server, server))
			return true;
	}
	return false;
}

void zonerun_found_join(struct zonerun *zonerun, const struct targets_plan *asked)
{
	size_t found = asked->has_authoritative ? zonerun->found_count : 0;
	struct target *targets =
		arena_array(zonerun->arena, asked->fixed_count + found, sizeof(*targets));
	size_t count = 0;

	while (count < found) {
		targets[count] = zonerun->found[count];
		count++;
	}
	for (size_t i = 0; i < asked->fixed_count; i++) {
		if (!has_target(targets, found, asked->fixed[i].server))
			targets[count++] = asked->fixed[i];
	}
	for (size_t i = 0; i < count; i++)
		note_server(zonerun, targets[i].server);
	zonerun->own_asked = asked;
	zonerun->own_targets = targets;
	zonerun->own_count = count;
}

static bool is_left_out(const struct zonerun *zonerun, const struct server *server)
{
	const struct zonerun_asking *asking = zonerun->asking;

	if (asking->left_out == NULL || !server_is_global_v6(server))
		return false;
	*map_slot(asking->left_out,
		  str_make((const char *)&server->address, server_address_size(server))) =
		zonerun->arena;
	return true;
}

static void keep_found(struct zonerun *zonerun, const struct walk_server *servers,
		       size_t count)
{
	struct target *found = arena_array(zonerun->arena, count, sizeof(*found));

	zonerun->found_count = 0;
	for (size_t i = 0; i < count; i++) {
		if (!is_left_out(zonerun, servers[i].server)) {
			found[zonerun->found_count++] =
				(struct target){ servers[i].server, true };
		}
	}
	zonerun->found = found;
}

static void fail(struct zonerun *zonerun, enum reason reason, const char *why)
{
	zonerun->failure = reason;
	zonerun->why = why;
}

void zonerun_found(struct zonerun *zonerun, const struct walk_zone *walked)
{
	const struct walk_server *servers = NULL;
	size_t count = 0;

	zonerun->walked = walked;
	if (walked != NULL)
		servers = servers_of(zonerun, walked, &count);
	keep_found(zonerun, servers, count);
	zonerun_found_join(zonerun, zonerun->asked);
	zonerun->targets = zonerun->own_targets;
	zonerun->target_count = zonerun->own_count;
	if (zonerun->has_search && count == 0) {
		fail(zonerun, failure_of(walked), walked != NULL ? walked->why : NULL);
	} else if (zonerun->has_search && zonerun->found_count == 0) {
		fail(zonerun, REASON_UNREACHABLE,
		     "its name servers have IPv6 addresses only");
	} else if (!zonerun->has_search && zonerun->target_count == 0) {
		fail(zonerun, REASON_SERVERS_UNKNOWN, "nobody is asked");
	}
}
