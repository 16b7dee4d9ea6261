#include "walker.h"

/* clang-format off */
static const struct walker_story stories[] = {
	{ "glue in the zone", "z.test.",
	  "z.test. NS ns1.z.test.\nns1.z.test. A 198.51.100.1\nz.test. NS ns2.z.test.\nns2.z.test. A 198.51.100.2\n",
	  WALK_OK, "!ns1.z.test.=198.51.100.1 !ns2.z.test.=198.51.100.2", NULL },
	{ "glue of a sibling", "z.test.",
	  "z.test. NS ns.y.test.\ny.test. NS ns.y.test.\nns.y.test. A 198.51.100.1\n",
	  WALK_OK, "!ns.y.test.=198.51.100.1", NULL },
	{ "one elsewhere, one here", "Z.TEST.",
	  "z.test. NS a.host.other.\nz.test. NS ns.z.test.\nns.z.test. A 198.51.100.1\n",
	  WALK_OK, "!ns.z.test.=198.51.100.1 a.host.other.=192.0.2.41", NULL },
	{ "glue that the parent may not give", "z.test.",
	  "z.test. NS a.host.other.\na.host.other. A 203.0.113.66\n",
	  WALK_OK, "a.host.other.=192.0.2.41", NULL },
	{ "two names of one address", "z.test.",
	  "z.test. NS n1.z.test.\nn1.z.test. A 198.51.100.1\nz.test. NS n2.z.test.\nn2.z.test. A 198.51.100.1\n",
	  WALK_OK, "!n1.z.test.=198.51.100.1", NULL },
	{ "glue for names of others", "z.test.",
	  "z.test. NS a.host.other.\n! 192.0.2.11 stray\n! 192.0.2.12 stray\n",
	  WALK_OK, "a.host.other.=192.0.2.41", NULL },
};
/* clang-format on */

static void test_addresses_come_from_the_glue_that_may_be_given(void **state)
{
	(void)state;
	walker_hear_all(stories, ARRAY_LEN(stories));
}

static void test_a_server_that_failed_is_asked_last(void **state)
{
	struct walker walker;

	(void)state;
	walker_begin(&walker, WORLD_FIFO, "! 192.0.2.11 silent\n");
	walker_add_zones(&walker, 20);
	walker_find(&walker, "z0.test.");
	walker_find(&walker, "z1.test.");
	for (unsigned i = 2; i < 20; i++) {
		char name[32];

		snprintf(name, sizeof(name), "z%u.test.", i);
		walker_find(&walker, name);
	}
	assert_int_equal(walker_asked(&walker, "192.0.2.11"), 1);
	walker_end(&walker);
}

static void test_addresses_without_a_way_to_them_are_tried_last(void **state)
{
	static const char *const zones[] = { "z.test.", "sub.z.test.", "none.z.test." };
	struct walker walker;
	struct walk_options options = { .port = WALKER_PORT,
					.has_v4 = true,
					.has_v6 = true,
					.policy = &walker_policy,
					.root_count = 1,
					.is_v6_last = true };
	const struct server *root;

	(void)state;
	walker_begin(&walker, WORLD_FIFO,
		     "z.test. NS n.z.test.\nn.z.test. A 192.0.2.41\n"
		     "n.z.test. AAAA 2001:db8::1\nn.z.test. AAAA 2001:db8::2\n"
		     "@ z.test. 192.0.2.41\nsub.z.test. NS n.z.test.\n");
	root = server_new(walker.arena, (const uint8_t[]){ 192, 0, 2, 1 }, 4, WALKER_PORT,
			  "ns.");
	options.roots = &root;
	assert_int_equal(walk_new(walker.arena, walker.world, &options, &walker.walk),
			 ERR_OK);
	for (size_t i = 0; i < sizeof(zones) / sizeof(zones[0]); i++) {
		walker_find(&walker, zones[i]);
		for (size_t k = 0; k < walker.zone->step_count; k++)
			assert_int_equal(server_family(walker.zone->steps[k].server), 4);
	}
	walker_end(&walker);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses_without_a_way_to_them_are_tried_last),
		cmocka_unit_test(test_addresses_come_from_the_glue_that_may_be_given),
		cmocka_unit_test(test_a_server_that_failed_is_asked_last),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
