#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "replies.h"
#include "runner.h"

/* A resolver, a root, a TLD, and a zone with two servers. */
static const char *const resolver[] = {
	". NS ra | ans . NS root.test.",
	"root.test. A ra | ans root.test. A 192.0.2.1",
	"ns2.zone.test. A ra | ans ns2.zone.test. A 192.0.2.4",
	("zone.test. NS ra | ans zone.test. NS ns1.zone.test. | ans zone.test. NS ns2.zone.test. "
	 "| add ns1.zone.test. A 192.0.2.3"),
	"lone.test. NS ra",
	"lost.test. NS ra | ans lost.test. NS nowhere.test.",
	"nowhere.test. A ra nx",
	"nowhere.test. AAAA ra nx",
};
static const char *const root[] = {
	"www.zone.test. A | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"www.loop.test. A | auth . NS root.test. | add root.test. A 192.0.2.1",
	"www.up.test. A | auth test. NS tld.test. | add tld.test. A 192.0.2.2",
	"www.lost.test. A | auth test. NS nowhere.test.",
};
static const char *const tld[] = {
	"www.zone.test. A | auth zone.test. NS ns1.zone.test. | add ns1.zone.test. A 192.0.2.3",
	"www.up.test. A | auth . NS root.test.",
};
static const char *const zone[] = {
	"www.zone.test. A aa | ans www.zone.test. A 192.0.2.80",
	"zone.test. SOA aa | ans zone.test. SOA ns1.zone.test.",
};

struct world {
	struct runner runner;
	struct replies resolver, root, tld, zone;
};

#define REPLIES(lines)                                        \
	{                                                     \
		lines, sizeof(lines) / sizeof((lines)[0]), 0, \
		{                                             \
			0                                     \
		}                                             \
	}

static void world_init(struct world *world)
{
	*world = (struct world){ .resolver = REPLIES(resolver),
				 .root = REPLIES(root),
				 .tld = REPLIES(tld),
				 .zone = REPLIES(zone) };
	runner_init(&world->runner);
	virtual_add(world->runner.net, "192.0.2.53", 53, replies_serve, &world->resolver);
	virtual_add(world->runner.net, "192.0.2.1", 53, replies_serve, &world->root);
	virtual_add(world->runner.net, "192.0.2.2", 53, replies_serve, &world->tld);
	virtual_add(world->runner.net, "192.0.2.3", 53, replies_serve, &world->zone);
	virtual_add(world->runner.net, "192.0.2.4", 53, NULL, NULL);
}

static void test_a_trace_goes_from_the_root_to_the_answer(void **state)
{
	struct world world;

	(void)state;
	world_init(&world);
	runner_run(&world.runner, true,
		   "+nocmd @192.0.2.53 +trace +nodnssec www.zone.test");
	assert_string_equal(
		world.runner.out,
		".\t\t\t60\tIN\tNS\troot.test.\n"
		";; Received 39 bytes from 192.0.2.53#53(192.0.2.53) in 2 ms\n\n"
		"test.\t\t\t60\tIN\tNS\ttld.test.\n"
		";; Received 81 bytes from 192.0.2.1#53(root.test) in 2 ms\n\n"
		"zone.test.\t\t60\tIN\tNS\tns1.zone.test.\n"
		";; Received 96 bytes from 192.0.2.2#53(tld.test) in 2 ms\n\n"
		"www.zone.test.\t\t60\tIN\tA\t192.0.2.80\n"
		";; Received 60 bytes from 192.0.2.3#53(ns1.zone.test) in 2 ms\n\n");
	assert_int_equal(world.runner.exit_code, 0);
	assert_true(world.resolver.has_rd[0]);
	assert_false(world.root.has_rd[0]);
	assert_false(world.zone.has_rd[0]);
	runner_free(&world.runner);
}

static void test_a_delegation_that_does_not_go_down_is_told(void **state)
{
	struct world world;

	(void)state;
	world_init(&world);
	runner_run(&world.runner, true,
		   "+nocmd @192.0.2.53 +trace +nodnssec www.up.test");
	assert_non_null(strstr(world.runner.out, ";; BAD REFERRAL\n"));
	runner_run(&world.runner, true,
		   "+nocmd @192.0.2.53 +trace +nodnssec www.loop.test");
	assert_non_null(strstr(world.runner.out, ";; BAD (HORIZONTAL) REFERRAL\n"));
	assert_true(world.root.asked < 40);
	runner_free(&world.runner);
}

static void test_servers_without_an_address_end_a_trace(void **state)
{
	struct world world;

	(void)state;
	world_init(&world);
	runner_run(&world.runner, true, "@192.0.2.53 +trace +nodnssec www.lost.test");
	assert_non_null(strstr(world.runner.out,
			       "couldn't get address for 'nowhere.test': not found\n"));
	assert_string_equal(world.runner.err,
			    "dig: couldn't get address for 'nowhere.test': no more\n");
	assert_int_equal(world.runner.exit_code, 1);
	runner_free(&world.runner);
}

static void test_nssearch_asks_every_server_for_its_soa(void **state)
{
	struct world world;

	(void)state;
	world_init(&world);
	runner_run(&world.runner, false,
		   "@192.0.2.53 +nssearch zone.test +time=1 +tries=1");
	assert_string_equal(world.runner.out,
			    "SOA ns1.zone.test. ns1.zone.test. 1 0 0 0 0 from server "
			    "192.0.2.3 in 2 ms.\n");
	assert_string_equal(world.runner.err,
			    ";; communications error to 192.0.2.4#53: timed out\n");
	assert_int_equal(world.runner.exit_code, 9);
	assert_false(world.zone.has_rd[0]);
	runner_run(&world.runner, true,
		   "@192.0.2.53 +nssearch zone.test +time=1 +tries=1");
	assert_int_equal(world.runner.exit_code, 0);
	runner_free(&world.runner);
}

static void test_nssearch_without_name_servers_says_so_by_its_code(void **state)
{
	struct world world;

	(void)state;
	world_init(&world);
	runner_run(&world.runner, false, "@192.0.2.53 +nssearch lone.test");
	assert_string_equal(world.runner.out, "");
	assert_int_equal(world.runner.exit_code, 4);
	runner_free(&world.runner);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_trace_goes_from_the_root_to_the_answer),
		cmocka_unit_test(test_a_delegation_that_does_not_go_down_is_told),
		cmocka_unit_test(test_servers_without_an_address_end_a_trace),
		cmocka_unit_test(test_nssearch_asks_every_server_for_its_soa),
		cmocka_unit_test(test_nssearch_without_name_servers_says_so_by_its_code),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
