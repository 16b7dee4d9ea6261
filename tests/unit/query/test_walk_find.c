#include "walker.h"

/* clang-format off */
static const struct walker_story stories[] = {
	{ "two levels at one server: a referral over an empty non-terminal", "a.b.test.",
	  "a.b.test. NS ns.a.b.test.\nns.a.b.test. A 198.51.100.1\n",
	  WALK_OK, "!ns.a.b.test.=198.51.100.1", NULL },
	{ "two cuts below each other", "a.b.test.",
	  "b.test. NS ns.b.test.\nns.b.test. A 198.51.100.1\n"
	  "@ b.test. 198.51.100.1\na.b.test. NS ns.a.b.test.\nns.a.b.test. A 198.51.100.2\n",
	  WALK_OK, "!ns.a.b.test.=198.51.100.2", NULL },
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
	{ "the parent serves the zone too", "z.test.",
	  "z.test. NS old.test.\n@ z.test. 192.0.2.11 192.0.2.12\nz.test. NS a.host.other.\nz.test. NS n.z.test.\nn.z.test. A 198.51.100.9\n",
	  WALK_OK, "!n.z.test.=198.51.100.9 a.host.other.=192.0.2.41", NULL },
	{ "the root", ".", "@ . 192.0.2.1 192.0.2.2\n. NS root1.\nroot1. A 192.0.2.1\n",
	  WALK_OK, "!root1.=192.0.2.1", NULL },
};
/* clang-format on */

static void test_every_zone_ends_as_told(void **state)
{
	(void)state;
	walker_hear_all(stories, ARRAY_LEN(stories));
}

static void test_parent_ns_and_ds_come_from_the_referral(void **state)
{
	struct walker walker;

	(void)state;
	walker_begin(
		&walker, WORLD_FIFO,
		"z.test. NS ns.z.test.\nns.z.test. A 198.51.100.1\nz.test. DS abcdefgh\n");
	walker_find(&walker, "z.test.");
	assert_true(name_equal(walker.zone->parent,
			       world_name(walker.arena, str_of("test."))));
	assert_int_equal(walker.zone->ns->count, 1);
	assert_int_equal(walker.zone->ds->count, 1);
	assert_true(walker.zone->is_ds_known);
	assert_false(walker.zone->is_from_child);
	assert_int_equal(walker.zone->parent_count, 2);
	assert_string_equal(walker.zone->parents[0].server->name, "ns1.test.");
	walker_end(&walker);
}

static void test_ns_of_a_child_at_the_parents_servers_is_marked(void **state)
{
	struct walker walker;

	(void)state;
	walker_begin(&walker, WORLD_FIFO,
		     "z.test. NS old.test.\n@ z.test. 192.0.2.11 192.0.2.12\n"
		     "z.test. NS a.host.other.\nz.test. NS b.host.other.\n");
	walker_find(&walker, "z.test.");
	assert_true(walker.zone->is_from_child);
	assert_false(walker.zone->is_ds_known);
	assert_int_equal(walker.zone->ns->count, 2);
	assert_int_equal(walker.zone->parent_count, 2);
	walker_end(&walker);
}

static void test_steps_tell_what_was_asked_where(void **state)
{
	struct walker walker;
	const struct walk_step *step;

	(void)state;
	walker_begin(
		&walker, WORLD_FIFO,
		"z.test. NS ns.z.test.\nns.z.test. A 198.51.100.1\n! 192.0.2.11 refuse\n");
	walker_find(&walker, "z.test.");
	assert_int_equal(walker.zone->step_count, 3);
	step = &walker.zone->steps[0];
	assert_true(name_is_root(step->zone));
	assert_int_equal(step->qtype, TYPE_NS);
	assert_int_equal(step->finding, WALK_FINDING_REFERRAL);
	assert_false(step->is_aa);
	assert_int_equal(step->rtt_us, 1000);
	assert_true(step->size > MESSAGE_HEADER_SIZE);
	step = &walker.zone->steps[1];
	assert_true(name_equal(step->zone, world_name(walker.arena, str_of("test."))));
	assert_int_equal(step->finding, WALK_FINDING_FAILURE);
	assert_int_equal(step->rcode, RCODE_REFUSED);
	assert_string_equal(step->server->name, "ns1.test.");
	assert_int_equal(walker.zone->steps[2].finding, WALK_FINDING_REFERRAL);
	assert_string_equal(walker.zone->steps[2].server->name, "ns2.test.");
	walker_end(&walker);
}

/* The second name server of the parent is only found after the zone is. */
static void test_the_servers_of_the_parent_are_whole(void **state)
{
	struct walker walker;

	(void)state;
	walker_begin(&walker, WORLD_FIFO,
		     "b.test. NS a.host.other.\nb.test. NS n.slow.other.\n"
		     "@ b.test. 192.0.2.41 192.0.2.52\n"
		     "a.b.test. NS ns.a.b.test.\nns.a.b.test. A 198.51.100.2\n"
		     "@ other. 192.0.2.21\n"
		     "slow.other. NS ns1.slow.other.\nns1.slow.other. A 192.0.2.61\n"
		     "slow.other. NS ns2.slow.other.\nns2.slow.other. A 192.0.2.62\n"
		     "@ slow.other. 192.0.2.61 192.0.2.62\nn.slow.other. A 192.0.2.52\n"
		     "! 192.0.2.61 deaf\n! 192.0.2.62 deaf\n");
	walker_find(&walker, "a.b.test.");
	assert_int_equal(walker.zone->failure, WALK_OK);
	assert_int_equal(walker.zone->parent_count, 2);
	walker_end(&walker);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_zone_ends_as_told),
		cmocka_unit_test(test_parent_ns_and_ds_come_from_the_referral),
		cmocka_unit_test(test_ns_of_a_child_at_the_parents_servers_is_marked),
		cmocka_unit_test(test_steps_tell_what_was_asked_where),
		cmocka_unit_test(test_the_servers_of_the_parent_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
