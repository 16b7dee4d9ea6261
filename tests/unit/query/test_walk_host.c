#include "walker.h"

/* clang-format off */
static const struct walker_story stories[] = {
	{ "name servers elsewhere", "z.test.",
	  "z.test. NS a.host.other.\nz.test. NS b.host.other.\n",
	  WALK_OK, "a.host.other.=192.0.2.41 b.host.other.=192.0.2.42", NULL },
	{ "an alias as name server", "z.test.", "z.test. NS alias.host.other.\n",
	  WALK_OK, "alias.host.other.=192.0.2.41", NULL },
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
	{ "aliases in a circle", "z.test.",
	  "z.test. NS c1.other.\n@ other. 192.0.2.21\nc1.other. CNAME c2.other.\nc2.other. CNAME c1.other.\n",
	  WALK_LOOP, "?c1.other.", "c1.other. leads through more than 8 aliases" },
	{ "the servers of the name servers' zone silent", "z.test.",
	  "z.test. NS a.host.other.\n! 192.0.2.31 silent\n",
	  WALK_NO_ADDRESS, "?a.host.other.",
	  "no name server of z.test. has an address: no reply from any server of host.other. (1 asked" },
};
/* clang-format on */

static void test_name_servers_without_glue_are_looked_up(void **state)
{
	(void)state;
	walker_hear_all(stories, ARRAY_LEN(stories));
}

static void test_both_families_are_looked_up_when_wanted(void **state)
{
	struct walker walker;
	struct walk_options options = { .port = WALKER_PORT,
					.has_v4 = true,
					.has_v6 = true,
					.policy = &walker_policy,
					.root_count = 1 };
	const struct server *root;

	(void)state;
	walker_begin(&walker, WORLD_FIFO,
		     "z.test. NS a.host.other.\n@ host.other. 192.0.2.31\n"
		     "a.host.other. AAAA 2001:db8::1\n");
	root = server_new(walker.arena, (const uint8_t[]){ 192, 0, 2, 1 }, 4, WALKER_PORT,
			  "ns.");
	options.roots = &root;
	assert_int_equal(walk_new(walker.arena, walker.world, &options, &walker.walk),
			 ERR_OK);
	walker_find(&walker, "z.test.");
	assert_int_equal(walker.zone->failure, WALK_OK);
	assert_string_equal(walker_servers(&walker),
			    "a.host.other.=192.0.2.41 a.host.other.=2001:db8::1");
	walker_end(&walker);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_name_servers_without_glue_are_looked_up),
		cmocka_unit_test(test_both_families_are_looked_up_when_wanted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
