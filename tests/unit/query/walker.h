#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/text.h"
#include "dns/rrset.h"
#include "query/walk.h"
#include "world.h"

/*
 * A walk through a world of a test: a root, two TLDs, and what the test adds below test.
 */
enum { WALKER_PORT = 5300 };

/* A root, and two TLDs that the stories below hang their zones into. */
static const char walker_tree[] = "@ . 192.0.2.1 192.0.2.2\n"
				  "test. NS ns1.test.\n"
				  "ns1.test. A 192.0.2.11\n"
				  "test. NS ns2.test.\n"
				  "ns2.test. A 192.0.2.12\n"
				  "other. NS ns.other.\n"
				  "ns.other. A 192.0.2.21\n"
				  "@ other. 192.0.2.21\n"
				  "other. NS ns.other.\n"
				  "host.other. NS ns.host.other.\n"
				  "ns.host.other. A 192.0.2.31\n"
				  "@ host.other. 192.0.2.31\n"
				  "a.host.other. A 192.0.2.41\n"
				  "b.host.other. A 192.0.2.42\n"
				  "alias.host.other. CNAME a.host.other.\n"
				  "@ test. 192.0.2.11 192.0.2.12\n";

struct walker {
	struct arena *arena;
	struct engine *world;
	struct walk *walk;
	const struct walk_zone *zone;
	unsigned done_count;
};

static const struct ask_policy walker_policy = { .timeout_ms = 1000, .tries = 3 };

static inline void walker_begin(struct walker *walker, enum world_order order,
				const char *world)
{
	struct walk_options options = { .port = WALKER_PORT,
					.has_v4 = true,
					.policy = &walker_policy };
	const struct server **roots;

	*walker = (struct walker){ .arena = arena_new() };
	walker->world = world_new(walker->arena, order);
	world_load(walker->world, walker_tree);
	world_load(walker->world, world);
	roots = arena_array(walker->arena, 2, sizeof(void *));
	for (uint8_t i = 0; i < 2; i++) {
		const uint8_t ip[] = { 192, 0, 2, (uint8_t)(i + 1) };

		roots[i] = server_new(walker->arena, ip, sizeof(ip), WALKER_PORT, "ns.");
	}
	options.roots = roots;
	options.root_count = 2;
	assert_int_equal(walk_new(walker->arena, walker->world, &options, &walker->walk),
			 ERR_OK);
}

static inline void walker_end(struct walker *walker)
{
	arena_free(walker->arena);
}

static inline void walker_keep(void *user, const struct walk_zone *zone)
{
	struct walker *walker = user;

	walker->zone = zone;
	walker->done_count++;
}

static inline void walker_find(struct walker *walker, const char *zone)
{
	const unsigned before = walker->done_count;

	assert_int_equal(walk_find(walker->walk, world_name(walker->arena, str_of(zone)),
				   walker_keep, walker),
			 ERR_OK);
	assert_int_equal(engine_run(walker->world), ERR_OK);
	assert_int_equal(walker->done_count, before + 1);
}

static inline int walker_compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Servers as "name=address" with "!" for glue, sorted, then "?name" for each unresolved one. */
static const char *walker_servers(struct walker *walker)
{
	const struct walk_zone *zone = walker->zone;
	const char *words[2 * WALK_SERVERS_MAX];
	char buffer[8192];
	struct text text;
	size_t count = 0;

	for (size_t i = 0; i < zone->server_count; i++) {
		const struct walk_server *server = &zone->servers[i];

		text_init(&text, buffer, sizeof(buffer));
		text_add_format(&text, "%s%s=", server->is_from_glue ? "!" : "",
				server->server->name);
		server_print_ip(&text, server->server);
		words[count++] = str_cstr(walker->arena, text_str(&text));
		assert_int_equal(server_port(server->server), WALKER_PORT);
	}
	for (size_t i = 0; i < zone->unresolved_count; i++) {
		text_init(&text, buffer, sizeof(buffer));
		text_add_char(&text, '?');
		name_print(&text, zone->unresolved[i]);
		words[count++] = str_cstr(walker->arena, text_str(&text));
	}
	qsort(words, count, sizeof(words[0]), walker_compare);
	text_init(&text, buffer, sizeof(buffer));
	for (size_t i = 0; i < count; i++)
		text_add_format(&text, "%s%s", i == 0 ? "" : " ", words[i]);
	return str_cstr(walker->arena, text_str(&text));
}

struct walker_story {
	const char *why;
	const char *zone;
	const char *
		world; /* beside the walker_tree; what follows at once belongs to test. */
	enum walk_failure failure;
	const char *servers;
	const char *sentence; /* a part of it; NULL: none */
};

static inline void walker_tell(const struct walker_story *story, enum world_order order,
			       const char *what)
{
	fail_msg("%s (order %d): %s", story->why, (int)order, what);
}

static inline void walker_hear(const struct walker_story *story, enum world_order order)
{
	struct walker walker;
	const char *servers;

	walker_begin(&walker, order, story->world);
	walker_find(&walker, story->zone);
	servers = walker_servers(&walker);
	if (walker.zone->failure != story->failure)
		walker_tell(story, order, walker.zone->why ? walker.zone->why : servers);
	if (strcmp(servers, story->servers) != 0)
		walker_tell(story, order, servers);
	if (story->sentence == NULL && walker.zone->why != NULL)
		walker_tell(story, order, walker.zone->why);
	if (story->sentence != NULL &&
	    (walker.zone->why == NULL ||
	     strstr(walker.zone->why, story->sentence) == NULL)) {
		walker_tell(story, order,
			    walker.zone->why ? walker.zone->why : "no sentence");
	}
	if (walker.world->asked > WALK_QUESTIONS_MAX)
		walker_tell(story, order, "too many questions");
	if (walker.world->asked != walker.zone->step_count)
		walker_tell(story, order, "a step was not kept");
	walker_end(&walker);
}

static inline unsigned walker_asked(struct walker *walker, const char *ip)
{
	return world_address(walker->world, world_ip(walker->arena, str_of(ip)))->asked;
}

static inline void walker_add_zones(struct walker *walker, unsigned count)
{
	char line[128];

	for (unsigned i = 0; i < count; i++) {
		snprintf(line, sizeof(line), "z%u.test. NS a.host.other.\n", i);
		world_load(walker->world, line);
	}
}

static inline void walker_find_zones(struct walker *walker, unsigned count)
{
	char name[32];

	for (unsigned i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "z%u.test.", i);
		assert_int_equal(walk_find(walker->walk,
					   world_name(walker->arena, str_of(name)),
					   walker_keep, walker),
				 ERR_OK);
	}
	assert_int_equal(engine_run(walker->world), ERR_OK);
	assert_int_equal(walker->done_count, count);
}

static inline void walker_hear_all(const struct walker_story *stories, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (enum world_order order = 0; order < WORLD_ORDERS; order++)
			walker_hear(&stories[i], order);
	}
}
