#include "walker.h"

struct row {
	const char *zone;
	const char *world;
	const char *sentence;
};

/* clang-format off */
static const struct row rows[] = {
	{ "nope.test.", "! 192.0.2.12 silent\n",
	  "nope.test. does not exist, says ns1.test. (192.0.2.11#5300) as a server of test." },
	{ "host.test.", "host.test. A 198.51.100.1\n! 192.0.2.12 silent\n",
	  "host.test. is no zone of its own, says ns1.test. (192.0.2.11#5300) as a server of test." },
	{ "al.test.", "al.test. CNAME www.other.\n! 192.0.2.12 silent\n",
	  "al.test. is no zone but an alias of www.other., says ns1.test. (192.0.2.11#5300) as a server of test." },
	{ "a.host.other.", "! 192.0.2.31 silent\n",
	  "no reply from any server of host.other. (1 asked, last ns.host.other. (192.0.2.31#5300): timed out)" },
	{ "a.host.other.", "! 192.0.2.31 closed\n",
	  "no reply from any server of host.other. (1 asked, last ns.host.other. (192.0.2.31#5300): connection refused)" },
	{ "a.host.other.", "! 192.0.2.31 refuse\n",
	  "no authoritative answer for a.host.other. from any server of host.other. (1 asked, last ns.host.other. (192.0.2.31#5300): REFUSED)" },
	{ "a.host.other.", "! 192.0.2.31 unaware\n",
	  "no authoritative answer for a.host.other. from any server of host.other. (1 asked, last ns.host.other. (192.0.2.31#5300): not authoritative)" },
	{ "a.host.other.", "! 192.0.2.31 cut\n",
	  "no authoritative answer for a.host.other. from any server of host.other. (1 asked, last ns.host.other. (192.0.2.31#5300): a broken message)" },
	{ "z.test.", "z.test. NS host.other.\n",
	  "no name server of z.test. has an address: host.other. has no A, says ns.host.other. (192.0.2.31#5300) as a server of host.other." },
	{ "z.test.", "z.test. NS n.z.test.\n",
	  "no name server of z.test. has an address: the addresses of the name servers of z.test., without glue, can only be found through themselves" },
	{ "z.test.", "z.test. NS c1.other.\n@ other. 192.0.2.21\nc1.other. CNAME c2.other.\nc2.other. CNAME c1.other.\n",
	  "no name server of z.test. has an address: c1.other. leads through more than 8 aliases, last c1.other." },
};
/* clang-format on */

static void test_a_sentence_names_what_was_seen_where(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct walker walker;

		walker_begin(&walker, WORLD_FIFO, rows[i].world);
		walker_find(&walker, rows[i].zone);
		assert_string_equal(walker.zone->why, rows[i].sentence);
		walker_end(&walker);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_sentence_names_what_was_seen_where),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
