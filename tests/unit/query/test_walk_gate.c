#include "walker.h"

static void test_300_zones_of_a_tld_ask_the_root_once(void **state)
{
	(void)state;
	for (enum world_order order = 0; order < WORLD_ORDERS; order++) {
		struct walker walker;

		walker_begin(&walker, order, "");
		walker_add_zones(&walker, 300);
		walker_find_zones(&walker, 300);
		assert_int_equal(walker.zone->failure, WALK_OK);
		assert_int_equal(walker_asked(&walker, "192.0.2.1") +
					 walker_asked(&walker, "192.0.2.2"),
				 2); /* test. and other. */
		assert_int_equal(walker_asked(&walker, "192.0.2.11") +
					 walker_asked(&walker, "192.0.2.12"),
				 300);
		assert_int_equal(walker_asked(&walker, "192.0.2.21"), 1);
		assert_int_equal(walker_asked(&walker, "192.0.2.31"), 1);
		walker_end(&walker);
	}
}

static void test_zones_are_asked_side_by_side(void **state)
{
	struct walker walker;

	(void)state;
	walker_begin(&walker, WORLD_FIFO, "");
	walker_add_zones(&walker, 300);
	walker_find_zones(&walker, 300);
	assert_true(walker.world->queue_max > 250);
	walker_end(&walker);
}

static void test_a_silent_tld_costs_its_timeouts_only_twice(void **state)
{
	struct walker walker;

	(void)state;
	walker_begin(&walker, WORLD_FIFO, "! 192.0.2.11 silent\n! 192.0.2.12 silent\n");
	walker_find_zones(&walker, 300);
	assert_int_equal(walker.zone->failure, WALK_SILENT);
	assert_int_equal(walker_asked(&walker, "192.0.2.11"), 2 * walker_policy.tries);
	walker_end(&walker);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_300_zones_of_a_tld_ask_the_root_once),
		cmocka_unit_test(test_zones_are_asked_side_by_side),
		cmocka_unit_test(test_a_silent_tld_costs_its_timeouts_only_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
