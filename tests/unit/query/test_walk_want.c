#include "walker.h"

/* clang-format off */
static const struct walker_story stories[] = {
	{ "one of its own that lacks glue, found through the other", "z.test.",
	  "z.test. NS n1.z.test.\nn1.z.test. A 198.51.100.1\nz.test. NS n2.z.test.\n"
	  "@ z.test. 198.51.100.1\nn2.z.test. A 198.51.100.2\n",
	  WALK_OK, "!n1.z.test.=198.51.100.1 n2.z.test.=198.51.100.2", NULL },
	{ "a cut on the way without glue", "a.b.test.",
	  "b.test. NS a.host.other.\n"
	  "@ b.test. 192.0.2.41\na.b.test. NS ns.a.b.test.\nns.a.b.test. A 198.51.100.2\n",
	  WALK_OK, "!ns.a.b.test.=198.51.100.2", NULL },
	{ "in-domain name servers without glue", "z.test.",
	  "z.test. NS n1.z.test.\nz.test. NS n2.z.test.\n",
	  WALK_LOOP, "?n1.z.test. ?n2.z.test.", "can only be found through themselves" },
	{ "two zones that hold each other", "y.test.",
	  "y.test. NS ns.x.other.\n@ other. 192.0.2.21\nx.other. NS ns.y.test.\n",
	  WALK_LOOP, "?ns.x.other.", "can only be found through themselves" },
};
/* clang-format on */

static void test_zones_that_need_each_other_end(void **state)
{
	(void)state;
	walker_hear_all(stories, ARRAY_LEN(stories));
}

/* 64 name servers in 64 zones of their own, each with 64 more: it must end. */
static void test_a_zone_of_endless_name_servers_ends_at_the_limit(void **state)
{
	(void)state;
	for (enum world_order order = 0; order < WORLD_ORDERS; order++) {
		struct walker walker;
		char line[128];

		walker_begin(&walker, order, "");
		for (unsigned i = 0; i < 100; i++) {
			snprintf(line, sizeof(line), "z.test. NS n.y%u.test.\n", i);
			world_load(walker.world, line);
			for (unsigned k = 0; k < 20; k++) {
				snprintf(line, sizeof(line),
					 "y%u.test. NS n.x%u-%u.test.\n", i, i, k);
				world_load(walker.world, line);
				snprintf(line, sizeof(line),
					 "x%u-%u.test. NS n.w%u-%u.test.\n", i, k, i, k);
				world_load(walker.world, line);
			}
		}
		walker_find(&walker, "z.test.");
		assert_int_equal(walker.zone->failure, WALK_LIMIT);
		assert_int_equal(walker.zone->server_count, 0);
		assert_non_null(strstr(walker.zone->why, "200"));
		assert_true(walker.world->asked <= WALK_QUESTIONS_MAX);
		walker_end(&walker);
	}
}

/* What ran into one zone's limit is looked up anew for the next one. */
static void test_a_limit_does_not_spoil_other_zones(void **state)
{
	struct walker walker;
	char line[128];

	(void)state;
	walker_begin(&walker, WORLD_FIFO, "good.test. NS a.host.other.\n");
	for (unsigned i = 0; i < 64; i++) {
		for (unsigned k = 0; k < 10; k++) {
			snprintf(line, sizeof(line), "n%u.z%u.test. NS x%u-%u.test.\n", k,
				 i, i, k);
			world_load(walker.world, line);
		}
		snprintf(line, sizeof(line), "bad.test. NS m.n%u.z%u.test.\n", i % 10, i);
		world_load(walker.world, line);
	}
	world_load(walker.world, "bad.test. NS a.host.other.\n");
	assert_int_equal(walk_find(walker.walk,
				   world_name(walker.arena, str_of("bad.test.")),
				   walker_keep, &walker),
			 ERR_OK);
	assert_int_equal(walk_find(walker.walk,
				   world_name(walker.arena, str_of("good.test.")),
				   walker_keep, &walker),
			 ERR_OK);
	assert_int_equal(engine_run(walker.world), ERR_OK);
	walker_find(&walker, "good.test.");
	assert_int_equal(walker.zone->failure, WALK_OK);
	assert_string_equal(walker_servers(&walker), "a.host.other.=192.0.2.41");
	walker_end(&walker);
}

static void test_a_chain_of_zones_without_glue_ends(void **state)
{
	struct walker walker;
	char line[128];

	(void)state;
	walker_begin(&walker, WORLD_FIFO, "");
	for (unsigned i = 0; i < 100; i++) {
		snprintf(line, sizeof(line), "c%u.test. NS n.c%u.test.\n", i, i + 1);
		world_load(walker.world, line);
	}
	walker_find(&walker, "c0.test.");
	assert_int_equal(walker.zone->failure, WALK_LIMIT);
	walker_end(&walker);
}

/* c0 to c12, each held by a name in the next: too long from one end, not from the middle. */
static void test_a_limit_of_depth_is_of_him_who_asked(void **state)
{
	struct walker walker;
	char line[128];

	(void)state;
	walker_begin(&walker, WORLD_FIFO, "");
	for (unsigned i = 0; i < 12; i++) {
		snprintf(line, sizeof(line), "c%u.test. NS n.c%u.test.\n", i, i + 1);
		world_load(walker.world, line);
	}
	world_load(walker.world, "c12.test. NS a.host.other.\n");
	for (unsigned i = 1; i <= 12; i++) {
		snprintf(line, sizeof(line),
			 "@ c%u.test. 192.0.2.41\nn.c%u.test. A 192.0.2.41\n", i, i);
		world_load(walker.world, line);
	}
	walker_find(&walker, "c0.test.");
	assert_int_equal(walker.zone->failure, WALK_LIMIT);
	walker_find(&walker, "c6.test.");
	assert_string_equal(walker_servers(&walker), "n.c7.test.=192.0.2.41");
	assert_int_equal(walker.zone->failure, WALK_OK);
	walker_end(&walker);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zones_that_need_each_other_end),
		cmocka_unit_test(test_a_zone_of_endless_name_servers_ends_at_the_limit),
		cmocka_unit_test(test_a_limit_does_not_spoil_other_zones),
		cmocka_unit_test(test_a_limit_of_depth_is_of_him_who_asked),
		cmocka_unit_test(test_a_chain_of_zones_without_glue_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
