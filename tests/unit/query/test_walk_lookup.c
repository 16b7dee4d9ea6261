#include "walker.h"

/* clang-format off */
static const struct walker_story stories[] = {
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
	{ "the root silent, and what to do", "z.test.", "! 192.0.2.1 silent\n! 192.0.2.2 closed\n",
	  WALK_SILENT, "", "; is port 53 open? a private root is named by +roothints=FILE" },
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
};
/* clang-format on */

static void test_servers_that_fail_are_passed_over(void **state)
{
	(void)state;
	walker_hear_all(stories, ARRAY_LEN(stories));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_servers_that_fail_are_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
