#include "walker.h"

static void test_a_zone_asked_again_is_told_at_once(void **state)
{
	struct walker walker;
	unsigned asked;

	(void)state;
	walker_begin(&walker, WORLD_FIFO, "z.test. NS a.host.other.\n");
	walker_find(&walker, "z.test.");
	asked = walker.world->asked;
	assert_int_equal(walk_find(walker.walk,
				   world_name(walker.arena, str_of("Z.test.")),
				   walker_keep, &walker),
			 ERR_OK);
	assert_int_equal(walker.done_count, 2);
	assert_int_equal(walker.world->asked, asked);
	walker_end(&walker);
}

static void test_a_zone_asked_twice_at_once_is_walked_once(void **state)
{
	struct walker walker;

	(void)state;
	walker_begin(&walker, WORLD_FIFO,
		     "z.test. NS ns.z.test.\nns.z.test. A 198.51.100.1\n");
	for (int i = 0; i < 2; i++) {
		assert_int_equal(walk_find(walker.walk,
					   world_name(walker.arena, str_of("z.test.")),
					   walker_keep, &walker),
				 ERR_OK);
	}
	assert_int_equal(engine_run(walker.world), ERR_OK);
	assert_int_equal(walker.done_count, 2);
	assert_int_equal(walker.world->asked, 2);
	walker_end(&walker);
}

static void test_new_refuses_what_cannot_walk(void **state)
{
	struct walker walker;
	struct walk_options options = { .has_v4 = true, .policy = &walker_policy };
	struct walk *walk = NULL;

	(void)state;
	walker_begin(&walker, WORLD_FIFO, "");
	assert_int_equal(walk_new(walker.arena, walker.world, &options, &walk),
			 ERR_RANGE);
	options.root_count = 1;
	options.has_v4 = false;
	assert_int_equal(walk_new(walker.arena, walker.world, &options, &walk),
			 ERR_RANGE);
	assert_null(walk);
	assert_int_equal(walk_find(walker.walk,
				   (struct name){ (const uint8_t *)"\3a", 2 },
				   walker_keep, &walker),
			 ERR_SYNTAX);
	walker_end(&walker);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_zone_asked_again_is_told_at_once),
		cmocka_unit_test(test_a_zone_asked_twice_at_once_is_walked_once),
		cmocka_unit_test(test_new_refuses_what_cannot_walk),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
