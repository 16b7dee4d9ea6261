#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/text.h"
#include "dns/rrset.h"
#include "query/walk.h"
#include "world.h"

enum { PORT = 5300 };

/* A root, and two TLDs that the stories below hang their zones into. */
static const char tree[] = "@ . 192.0.2.1 192.0.2.2\n"
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

struct run {
	struct arena *arena;
	struct engine *world;
	struct walk *walk;
	const struct walk_zone *zone;
	unsigned done_count;
};

static const struct ask_policy policy = { .timeout_ms = 1000, .tries = 3 };

static void run_begin(struct run *run, enum world_order order, const char *world)
{
	struct walk_options options = { .port = PORT, .has_v4 = true, .policy = &policy };
	const struct server **roots;

	*run = (struct run){ .arena = arena_new() };
	run->world = world_new(run->arena, order);
	world_load(run->world, tree);
	world_load(run->world, world);
	roots = arena_array(run->arena, 2, sizeof(void *));
	for (uint8_t i = 0; i < 2; i++) {
		const uint8_t ip[] = { 192, 0, 2, (uint8_t)(i + 1) };

		roots[i] = server_new(run->arena, ip, sizeof(ip), PORT, "ns.");
	}
	options.roots = roots;
	options.root_count = 2;
	assert_int_equal(walk_new(run->arena, run->world, &options, &run->walk), ERR_OK);
}

static void run_end(struct run *run)
{
	arena_free(run->arena);
}

static void keep_zone(void *user, const struct walk_zone *zone)
{
	struct run *run = user;

	run->zone = zone;
	run->done_count++;
}

static void find(struct run *run, const char *zone)
{
	const unsigned before = run->done_count;

	assert_int_equal(walk_find(run->walk, world_name(run->arena, str_of(zone)),
				   keep_zone, run),
			 ERR_OK);
	assert_int_equal(engine_run(run->world), ERR_OK);
	assert_int_equal(run->done_count, before + 1);
}

static int compare_words(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Servers as "name=address" with "!" for glue, sorted, then "?name" for each unresolved one. */
static const char *servers_text(struct run *run)
{
	const struct walk_zone *zone = run->zone;
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
		words[count++] = str_cstr(run->arena, text_str(&text));
		assert_int_equal(server_port(server->server), PORT);
	}
	for (size_t i = 0; i < zone->unresolved_count; i++) {
		text_init(&text, buffer, sizeof(buffer));
		text_add_char(&text, '?');
		name_print(&text, zone->unresolved[i]);
		words[count++] = str_cstr(run->arena, text_str(&text));
	}
	qsort(words, count, sizeof(words[0]), compare_words);
	text_init(&text, buffer, sizeof(buffer));
	for (size_t i = 0; i < count; i++)
		text_add_format(&text, "%s%s", i == 0 ? "" : " ", words[i]);
	return str_cstr(run->arena, text_str(&text));
}

struct story {
	const char *why;
	const char *zone;
	const char *world; /* beside the tree; what follows at once belongs to test. */
	enum walk_failure failure;
	const char *servers;
	const char *sentence; /* a part of it; NULL: none */
};

/* clang-format off */
static const struct story stories[] = {
	{ "glue in the zone", "z.test.",
	  "z.test. NS ns1.z.test.\nns1.z.test. A 198.51.100.1\nz.test. NS ns2.z.test.\nns2.z.test. A 198.51.100.2\n",
	  WALK_OK, "!ns1.z.test.=198.51.100.1 !ns2.z.test.=198.51.100.2", NULL },
	{ "glue of a sibling", "z.test.",
	  "z.test. NS ns.y.test.\ny.test. NS ns.y.test.\nns.y.test. A 198.51.100.1\n",
	  WALK_OK, "!ns.y.test.=198.51.100.1", NULL },
	{ "name servers elsewhere", "z.test.",
	  "z.test. NS a.host.other.\nz.test. NS b.host.other.\n",
	  WALK_OK, "a.host.other.=192.0.2.41 b.host.other.=192.0.2.42", NULL },
	{ "one elsewhere, one here", "Z.TEST.",
	  "z.test. NS a.host.other.\nz.test. NS ns.z.test.\nns.z.test. A 198.51.100.1\n",
	  WALK_OK, "!ns.z.test.=198.51.100.1 a.host.other.=192.0.2.41", NULL },
	{ "glue that the parent may not give", "z.test.",
	  "z.test. NS a.host.other.\na.host.other. A 203.0.113.66\n",
	  WALK_OK, "a.host.other.=192.0.2.41", NULL },
	{ "an alias as name server", "z.test.", "z.test. NS alias.host.other.\n",
	  WALK_OK, "alias.host.other.=192.0.2.41", NULL },
	{ "two names of one address", "z.test.",
	  "z.test. NS n1.z.test.\nn1.z.test. A 198.51.100.1\nz.test. NS n2.z.test.\nn2.z.test. A 198.51.100.1\n",
	  WALK_OK, "!n1.z.test.=198.51.100.1", NULL },
	{ "one of its own that lacks glue, found through the other", "z.test.",
	  "z.test. NS n1.z.test.\nn1.z.test. A 198.51.100.1\nz.test. NS n2.z.test.\n"
	  "@ z.test. 198.51.100.1\nn2.z.test. A 198.51.100.2\n",
	  WALK_OK, "!n1.z.test.=198.51.100.1 n2.z.test.=198.51.100.2", NULL },
	{ "two levels at one server: a referral over an empty non-terminal", "a.b.test.",
	  "a.b.test. NS ns.a.b.test.\nns.a.b.test. A 198.51.100.1\n",
	  WALK_OK, "!ns.a.b.test.=198.51.100.1", NULL },
	{ "two cuts below each other", "a.b.test.",
	  "b.test. NS ns.b.test.\nns.b.test. A 198.51.100.1\n"
	  "@ b.test. 198.51.100.1\na.b.test. NS ns.a.b.test.\nns.a.b.test. A 198.51.100.2\n",
	  WALK_OK, "!ns.a.b.test.=198.51.100.2", NULL },
	{ "a cut on the way without glue", "a.b.test.",
	  "b.test. NS a.host.other.\n"
	  "@ b.test. 192.0.2.41\na.b.test. NS ns.a.b.test.\nns.a.b.test. A 198.51.100.2\n",
	  WALK_OK, "!ns.a.b.test.=198.51.100.2", NULL },
	{ "a name server that does not exist", "z.test.",
	  "z.test. NS nope.host.other.\nz.test. NS a.host.other.\n",
	  WALK_OK, "?nope.host.other. a.host.other.=192.0.2.41", NULL },
	{ "no name server exists", "z.test.", "z.test. NS nope.host.other.\n",
	  WALK_NO_ADDRESS, "?nope.host.other.",
	  "no name server of z.test. has an address: nope.host.other. does not exist, says ns.host.other. (192.0.2.31#5300) as a server of host.other." },
	{ "a name server without addresses", "z.test.", "z.test. NS host.other.\n",
	  WALK_NO_ADDRESS, "?host.other.", "host.other. has no A, says" },
	{ "NS of the root name", "z.test.", "z.test. NS .\n",
	  WALK_NO_ADDRESS, "?.", "no name server of z.test. has an address" },
	{ "in-domain name servers without glue", "z.test.",
	  "z.test. NS n1.z.test.\nz.test. NS n2.z.test.\n",
	  WALK_LOOP, "?n1.z.test. ?n2.z.test.", "can only be found through themselves" },
	{ "two zones that hold each other", "y.test.",
	  "y.test. NS ns.x.other.\n@ other. 192.0.2.21\nx.other. NS ns.y.test.\n",
	  WALK_LOOP, "?ns.x.other.", "can only be found through themselves" },
	{ "aliases in a circle", "z.test.",
	  "z.test. NS c1.other.\n@ other. 192.0.2.21\nc1.other. CNAME c2.other.\nc2.other. CNAME c1.other.\n",
	  WALK_LOOP, "?c1.other.", "c1.other. leads through more than 8 aliases" },
	{ "the name does not exist", "nope.test.", "",
	  WALK_NXDOMAIN, "", "nope.test. does not exist, says ns" },
	{ "the TLD does not exist", "a.nope.", "",
	  WALK_NXDOMAIN, "", "a.nope. does not exist, says ns. (192.0.2." },
	{ "a name that is no zone", "host.test.", "host.test. A 198.51.100.1\n",
	  WALK_NOT_DELEGATED, "", "host.test. is no zone of its own, says ns" },
	{ "an empty non-terminal", "b.test.", "a.b.test. NS ns.a.b.test.\n",
	  WALK_NOT_DELEGATED, "", "b.test. is no zone of its own, says ns" },
	{ "an alias that is no zone", "al.test.", "al.test. CNAME www.test.\n",
	  WALK_NOT_DELEGATED, "", "al.test. is no zone but an alias of www.test., says" },
	{ "one server of the parent silent", "z.test.",
	  "z.test. NS a.host.other.\n! 192.0.2.11 silent\n",
	  WALK_OK, "a.host.other.=192.0.2.41", NULL },
	{ "a question lost at each server", "z.test.",
	  "z.test. NS a.host.other.\n! 192.0.2.11 deaf\n! 192.0.2.12 deaf\n",
	  WALK_OK, "a.host.other.=192.0.2.41", NULL },
	{ "all servers of the parent silent", "z.test.",
	  "z.test. NS a.host.other.\n! 192.0.2.11 silent\n! 192.0.2.12 silent\n",
	  WALK_SILENT, "", "no reply from any server of test. (2 asked, last ns" },
	{ "the root silent", "z.test.", "! 192.0.2.1 silent\n! 192.0.2.2 closed\n",
	  WALK_SILENT, "", "no reply from any server of . (2 asked, last ns. (192.0.2." },
	{ "one refuses, one is silent", "z.test.", "! 192.0.2.11 silent\n! 192.0.2.12 refuse\n",
	  WALK_REFUSED, "", "no authoritative answer for z.test. from any server of test. (2 asked, last ns" },
	{ "one refuses, one answers", "z.test.",
	  "z.test. NS a.host.other.\n! 192.0.2.11 refuse\n",
	  WALK_OK, "a.host.other.=192.0.2.41", NULL },
	{ "SERVFAIL at both", "z.test.", "! 192.0.2.11 servfail\n! 192.0.2.12 servfail\n",
	  WALK_REFUSED, "", ": SERVFAIL)" },
	{ "not authoritative", "nope.test.", "! 192.0.2.11 unaware\n! 192.0.2.12 unaware\n",
	  WALK_REFUSED, "", ": not authoritative)" },
	{ "referrals to the root", "z.test.", "! 192.0.2.11 upward\n! 192.0.2.12 upward\n",
	  WALK_REFUSED, "", ": not authoritative)" },
	{ "referrals to the zone itself", "z.test.", "! 192.0.2.11 self\n! 192.0.2.12 self\n",
	  WALK_REFUSED, "", ": not authoritative)" },
	{ "messages cut short", "z.test.", "! 192.0.2.11 cut\n! 192.0.2.12 cut\n",
	  WALK_REFUSED, "", ": a broken message)" },
	{ "truncated replies", "z.test.", "! 192.0.2.11 truncate\n! 192.0.2.12 truncate\n",
	  WALK_REFUSED, "", ": truncated)" },
	{ "glue for names of others", "z.test.",
	  "z.test. NS a.host.other.\n! 192.0.2.11 stray\n! 192.0.2.12 stray\n",
	  WALK_OK, "a.host.other.=192.0.2.41", NULL },
	{ "the servers of the name servers' zone silent", "z.test.",
	  "z.test. NS a.host.other.\n! 192.0.2.31 silent\n",
	  WALK_NO_ADDRESS, "?a.host.other.",
	  "no name server of z.test. has an address: no reply from any server of host.other. (1 asked" },
	{ "the parent serves the zone too", "z.test.",
	  "z.test. NS old.test.\n@ z.test. 192.0.2.11 192.0.2.12\nz.test. NS a.host.other.\nz.test. NS n.z.test.\nn.z.test. A 198.51.100.9\n",
	  WALK_OK, "!n.z.test.=198.51.100.9 a.host.other.=192.0.2.41", NULL },
	{ "the root", ".", "@ . 192.0.2.1 192.0.2.2\n. NS root1.\nroot1. A 192.0.2.1\n",
	  WALK_OK, "!root1.=192.0.2.1", NULL },
};
/* clang-format on */

static void tell(const struct story *story, enum world_order order, const char *what)
{
	fail_msg("%s (order %d): %s", story->why, (int)order, what);
}

static void hear(const struct story *story, enum world_order order)
{
	struct run run;
	const char *servers;

	run_begin(&run, order, story->world);
	find(&run, story->zone);
	servers = servers_text(&run);
	if (run.zone->failure != story->failure)
		tell(story, order, run.zone->why ? run.zone->why : servers);
	if (strcmp(servers, story->servers) != 0)
		tell(story, order, servers);
	if (story->sentence == NULL && run.zone->why != NULL)
		tell(story, order, run.zone->why);
	if (story->sentence != NULL &&
	    (run.zone->why == NULL || strstr(run.zone->why, story->sentence) == NULL))
		tell(story, order, run.zone->why ? run.zone->why : "no sentence");
	if (run.world->asked > WALK_QUESTIONS_MAX)
		tell(story, order, "too many questions");
	if (run.world->asked != run.zone->step_count)
		tell(story, order, "a step was not kept");
	run_end(&run);
}

static void test_every_delegation_ends_as_told(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(stories); i++) {
		for (enum world_order order = 0; order < WORLD_ORDERS; order++)
			hear(&stories[i], order);
	}
}

static void test_parent_ns_and_ds_come_from_the_referral(void **state)
{
	struct run run;

	(void)state;
	run_begin(
		&run, WORLD_FIFO,
		"z.test. NS ns.z.test.\nns.z.test. A 198.51.100.1\nz.test. DS abcdefgh\n");
	find(&run, "z.test.");
	assert_true(name_equal(run.zone->parent, world_name(run.arena, str_of("test."))));
	assert_int_equal(run.zone->ns->count, 1);
	assert_int_equal(run.zone->ds->count, 1);
	assert_true(run.zone->is_ds_known);
	assert_false(run.zone->is_from_child);
	assert_int_equal(run.zone->parent_count, 2);
	assert_string_equal(run.zone->parents[0].server->name, "ns1.test.");
	run_end(&run);
}

static void test_ns_of_a_child_at_the_parents_servers_is_marked(void **state)
{
	struct run run;

	(void)state;
	run_begin(&run, WORLD_FIFO,
		  "z.test. NS old.test.\n@ z.test. 192.0.2.11 192.0.2.12\n"
		  "z.test. NS a.host.other.\nz.test. NS b.host.other.\n");
	find(&run, "z.test.");
	assert_true(run.zone->is_from_child);
	assert_false(run.zone->is_ds_known);
	assert_int_equal(run.zone->ns->count, 2);
	assert_int_equal(run.zone->parent_count, 2);
	run_end(&run);
}

static void test_steps_tell_what_was_asked_where(void **state)
{
	struct run run;
	const struct walk_step *step;

	(void)state;
	run_begin(
		&run, WORLD_FIFO,
		"z.test. NS ns.z.test.\nns.z.test. A 198.51.100.1\n! 192.0.2.11 refuse\n");
	find(&run, "z.test.");
	assert_int_equal(run.zone->step_count, 3);
	step = &run.zone->steps[0];
	assert_true(name_is_root(step->zone));
	assert_int_equal(step->qtype, TYPE_NS);
	assert_int_equal(step->finding, WALK_FINDING_REFERRAL);
	assert_false(step->is_aa);
	assert_int_equal(step->rtt_us, 1000);
	assert_true(step->size > MESSAGE_HEADER_SIZE);
	step = &run.zone->steps[1];
	assert_true(name_equal(step->zone, world_name(run.arena, str_of("test."))));
	assert_int_equal(step->finding, WALK_FINDING_FAILURE);
	assert_int_equal(step->rcode, RCODE_REFUSED);
	assert_string_equal(step->server->name, "ns1.test.");
	assert_int_equal(run.zone->steps[2].finding, WALK_FINDING_REFERRAL);
	assert_string_equal(run.zone->steps[2].server->name, "ns2.test.");
	run_end(&run);
}

static unsigned asked_at(struct run *run, const char *ip)
{
	return world_address(run->world, world_ip(run->arena, str_of(ip)))->asked;
}

static void add_zones(struct run *run, unsigned count)
{
	char line[128];

	for (unsigned i = 0; i < count; i++) {
		snprintf(line, sizeof(line), "z%u.test. NS a.host.other.\n", i);
		world_load(run->world, line);
	}
}

static void find_zones(struct run *run, unsigned count)
{
	char name[32];

	for (unsigned i = 0; i < count; i++) {
		snprintf(name, sizeof(name), "z%u.test.", i);
		assert_int_equal(walk_find(run->walk,
					   world_name(run->arena, str_of(name)),
					   keep_zone, run),
				 ERR_OK);
	}
	assert_int_equal(engine_run(run->world), ERR_OK);
	assert_int_equal(run->done_count, count);
}

static void test_300_zones_of_a_tld_ask_the_root_once(void **state)
{
	(void)state;
	for (enum world_order order = 0; order < WORLD_ORDERS; order++) {
		struct run run;

		run_begin(&run, order, "");
		add_zones(&run, 300);
		find_zones(&run, 300);
		assert_int_equal(run.zone->failure, WALK_OK);
		assert_int_equal(asked_at(&run, "192.0.2.1") +
					 asked_at(&run, "192.0.2.2"),
				 2); /* test. and other. */
		assert_int_equal(
			asked_at(&run, "192.0.2.11") + asked_at(&run, "192.0.2.12"), 300);
		assert_int_equal(asked_at(&run, "192.0.2.21"), 1);
		assert_int_equal(asked_at(&run, "192.0.2.31"), 1);
		run_end(&run);
	}
}

static void test_zones_are_asked_side_by_side(void **state)
{
	struct run run;

	(void)state;
	run_begin(&run, WORLD_FIFO, "");
	add_zones(&run, 300);
	find_zones(&run, 300);
	assert_true(run.world->queue_max > 250);
	run_end(&run);
}

static void test_a_silent_tld_costs_its_timeouts_only_twice(void **state)
{
	struct run run;

	(void)state;
	run_begin(&run, WORLD_FIFO, "! 192.0.2.11 silent\n! 192.0.2.12 silent\n");
	find_zones(&run, 300);
	assert_int_equal(run.zone->failure, WALK_SILENT);
	assert_int_equal(asked_at(&run, "192.0.2.11"), 2 * policy.tries);
	run_end(&run);
}

static void test_a_zone_asked_again_is_told_at_once(void **state)
{
	struct run run;
	unsigned asked;

	(void)state;
	run_begin(&run, WORLD_FIFO, "z.test. NS a.host.other.\n");
	find(&run, "z.test.");
	asked = run.world->asked;
	assert_int_equal(walk_find(run.walk, world_name(run.arena, str_of("Z.test.")),
				   keep_zone, &run),
			 ERR_OK);
	assert_int_equal(run.done_count, 2);
	assert_int_equal(run.world->asked, asked);
	run_end(&run);
}

static void test_a_zone_asked_twice_at_once_is_walked_once(void **state)
{
	struct run run;

	(void)state;
	run_begin(&run, WORLD_FIFO, "z.test. NS ns.z.test.\nns.z.test. A 198.51.100.1\n");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(walk_find(run.walk,
					   world_name(run.arena, str_of("z.test.")),
					   keep_zone, &run),
				 ERR_OK);
	}
	assert_int_equal(engine_run(run.world), ERR_OK);
	assert_int_equal(run.done_count, 2);
	assert_int_equal(run.world->asked, 2);
	run_end(&run);
}

static void test_a_server_that_failed_is_asked_last(void **state)
{
	struct run run;

	(void)state;
	run_begin(&run, WORLD_FIFO, "! 192.0.2.11 silent\n");
	add_zones(&run, 20);
	find(&run, "z0.test.");
	find(&run, "z1.test.");
	for (unsigned i = 2; i < 20; i++) {
		char name[32];

		snprintf(name, sizeof(name), "z%u.test.", i);
		find(&run, name);
	}
	assert_int_equal(asked_at(&run, "192.0.2.11"), 1);
	run_end(&run);
}

/* 64 name servers in 64 zones of their own, each with 64 more: it must end. */
static void test_a_zone_of_endless_name_servers_ends_at_the_limit(void **state)
{
	(void)state;
	for (enum world_order order = 0; order < WORLD_ORDERS; order++) {
		struct run run;
		char line[128];

		run_begin(&run, order, "");
		for (unsigned i = 0; i < 100; i++) {
			snprintf(line, sizeof(line), "z.test. NS n.y%u.test.\n", i);
			world_load(run.world, line);
			for (unsigned k = 0; k < 20; k++) {
				snprintf(line, sizeof(line),
					 "y%u.test. NS n.x%u-%u.test.\n", i, i, k);
				world_load(run.world, line);
				snprintf(line, sizeof(line),
					 "x%u-%u.test. NS n.w%u-%u.test.\n", i, k, i, k);
				world_load(run.world, line);
			}
		}
		find(&run, "z.test.");
		assert_int_equal(run.zone->failure, WALK_LIMIT);
		assert_int_equal(run.zone->server_count, 0);
		assert_non_null(strstr(run.zone->why, "200"));
		assert_true(run.world->asked <= WALK_QUESTIONS_MAX);
		run_end(&run);
	}
}

/* What ran into one zone's limit is looked up anew for the next one. */
static void test_a_limit_does_not_spoil_other_zones(void **state)
{
	struct run run;
	char line[128];

	(void)state;
	run_begin(&run, WORLD_FIFO, "good.test. NS a.host.other.\n");
	for (unsigned i = 0; i < 64; i++) {
		for (unsigned k = 0; k < 10; k++) {
			snprintf(line, sizeof(line), "n%u.z%u.test. NS x%u-%u.test.\n", k,
				 i, i, k);
			world_load(run.world, line);
		}
		snprintf(line, sizeof(line), "bad.test. NS m.n%u.z%u.test.\n", i % 10, i);
		world_load(run.world, line);
	}
	world_load(run.world, "bad.test. NS a.host.other.\n");
	assert_int_equal(walk_find(run.walk, world_name(run.arena, str_of("bad.test.")),
				   keep_zone, &run),
			 ERR_OK);
	assert_int_equal(walk_find(run.walk, world_name(run.arena, str_of("good.test.")),
				   keep_zone, &run),
			 ERR_OK);
	assert_int_equal(engine_run(run.world), ERR_OK);
	find(&run, "good.test.");
	assert_int_equal(run.zone->failure, WALK_OK);
	assert_string_equal(servers_text(&run), "a.host.other.=192.0.2.41");
	run_end(&run);
}

static void test_a_chain_of_zones_without_glue_ends(void **state)
{
	struct run run;
	char line[128];

	(void)state;
	run_begin(&run, WORLD_FIFO, "");
	for (unsigned i = 0; i < 100; i++) {
		snprintf(line, sizeof(line), "c%u.test. NS n.c%u.test.\n", i, i + 1);
		world_load(run.world, line);
	}
	find(&run, "c0.test.");
	assert_int_equal(run.zone->failure, WALK_LIMIT);
	run_end(&run);
}

static void test_both_families_are_looked_up_when_wanted(void **state)
{
	struct run run;
	struct walk_options options = { .port = PORT,
					.has_v4 = true,
					.has_v6 = true,
					.policy = &policy,
					.root_count = 1 };
	const struct server *root;

	(void)state;
	run_begin(&run, WORLD_FIFO,
		  "z.test. NS a.host.other.\n@ host.other. 192.0.2.31\n"
		  "a.host.other. AAAA 2001:db8::1\n");
	root = server_new(run.arena, (const uint8_t[]){ 192, 0, 2, 1 }, 4, PORT, "ns.");
	options.roots = &root;
	assert_int_equal(walk_new(run.arena, run.world, &options, &run.walk), ERR_OK);
	find(&run, "z.test.");
	assert_int_equal(run.zone->failure, WALK_OK);
	assert_string_equal(servers_text(&run),
			    "a.host.other.=192.0.2.41 a.host.other.=2001:db8::1");
	run_end(&run);
}

static void test_new_refuses_what_cannot_walk(void **state)
{
	struct run run;
	struct walk_options options = { .has_v4 = true, .policy = &policy };
	struct walk *walk = NULL;

	(void)state;
	run_begin(&run, WORLD_FIFO, "");
	assert_int_equal(walk_new(run.arena, run.world, &options, &walk), ERR_RANGE);
	options.root_count = 1;
	options.has_v4 = false;
	assert_int_equal(walk_new(run.arena, run.world, &options, &walk), ERR_RANGE);
	assert_null(walk);
	assert_int_equal(walk_find(run.walk, (struct name){ (const uint8_t *)"\3a", 2 },
				   keep_zone, &run),
			 ERR_SYNTAX);
	run_end(&run);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_delegation_ends_as_told),
		cmocka_unit_test(test_parent_ns_and_ds_come_from_the_referral),
		cmocka_unit_test(test_ns_of_a_child_at_the_parents_servers_is_marked),
		cmocka_unit_test(test_steps_tell_what_was_asked_where),
		cmocka_unit_test(test_300_zones_of_a_tld_ask_the_root_once),
		cmocka_unit_test(test_zones_are_asked_side_by_side),
		cmocka_unit_test(test_a_silent_tld_costs_its_timeouts_only_twice),
		cmocka_unit_test(test_a_zone_asked_again_is_told_at_once),
		cmocka_unit_test(test_a_zone_asked_twice_at_once_is_walked_once),
		cmocka_unit_test(test_a_server_that_failed_is_asked_last),
		cmocka_unit_test(test_a_zone_of_endless_name_servers_ends_at_the_limit),
		cmocka_unit_test(test_a_limit_does_not_spoil_other_zones),
		cmocka_unit_test(test_a_chain_of_zones_without_glue_ends),
		cmocka_unit_test(test_both_families_are_looked_up_when_wanted),
		cmocka_unit_test(test_new_refuses_what_cannot_walk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
