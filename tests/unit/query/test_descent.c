#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/attr.h"
#include "base/text.h"
#include "descended.h"

/* What servers said, the findings' codes that come of it, and the server whose reply is gone by (-1: none). */
struct row {
	const char *why;
	const char *said;
	const char *codes;
	int reply;
};

/* clang-format off */
static const struct row rows[] = {
	{ "all the same", "a a", "", 0 },
	{ "one is stale", "a ab ab", "rrset-differs ", 1 },
	{ "one is silent", "! a", "no-reply ", 1 },
	{ "one refuses", "R a", "rcode ", 1 },
	{ "one breaks off", "X a", "rcode ", 1 },
	{ "one has no authority", "~a a", "not-authoritative ", 1 },
	{ "a referral downwards needs none", "r r", "not-authoritative not-authoritative ", -1 },
	{ "more refuse than answer", "R R a", "rcode rcode ", 2 },
	{ "all refuse", "R R", "rcode rcode ", -1 },
	{ "all are silent", "! !", "no-reply no-reply ", -1 },
	{ "NXDOMAIN is an answer", "N N", "", 0 },
};
/* clang-format on */

static void print_codes(const struct descent_step *step, struct text *text)
{
	for (const struct descent_finding *finding = step->findings; finding != NULL;
	     finding = finding->next)
		text_add_format(text, "%s ", descent_fault_code(finding->fault));
}

static void test_a_step_is_judged_by_what_its_servers_say(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct descended made;
		char buffer[256];
		struct text text;
		int reply = -1;

		descended_init(&made, rows[i].said);
		descent_judge_step(made.arena, &made.descent, made.step);
		text_init(&text, buffer, sizeof(buffer));
		print_codes(made.step, &text);
		if (made.step->reply != NULL)
			reply = (int)(made.step->reply - made.step->agreement.replies);
		if (strcmp(buffer, rows[i].codes) != 0 || reply != rows[i].reply) {
			print_error("%s: \"%s\", reply %d\n", rows[i].why, buffer, reply);
			fail();
		}
		descended_free(&made);
	}
}

static void test_a_referral_is_followed_downwards_only(void **state)
{
	static const struct name below = { (const uint8_t *)"\1x\3sub\4test", 12 };
	struct descended made;

	(void)state;
	descended_init(&made, "r r");
	made.step->qname = below;
	descent_judge_step(made.arena, &made.descent, made.step);
	assert_null(made.step->findings);
	assert_int_equal(made.step->reply->kind, AGREEMENT_REFERRAL);
	descended_free(&made);
}

static void test_the_closest_zone_met_is_above(void **state)
{
	struct descended made;

	(void)state;
	descended_init(&made, "a");
	descent_add(made.arena, &made.descent, name_root, said_qname);
	assert_true(name_equal(descent_above(&made.descent, said_sub)->zone, said_zone));
	assert_true(
		name_equal(descent_above(&made.descent, said_other)->zone, name_root));
	descended_free(&made);
}

static void test_findings_are_counted_by_weight(void **state)
{
	struct descended made;

	(void)state;
	descended_init(&made, "a");
	for (int i = 0; i < DESCENT_FAULT_COUNT; i++) {
		descent_find(made.arena, &made.descent, made.step, (enum descent_fault)i,
			     "%d", i);
	}
	assert_int_equal(made.descent.counts[DESCENT_NOTE], 1);
	assert_int_equal(made.descent.counts[DESCENT_UNKNOWN], 2);
	assert_int_equal(made.descent.counts[DESCENT_BAD], DESCENT_FAULT_COUNT - 3);
	assert_string_equal(made.step->findings->what, "0");
	descended_free(&made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_step_is_judged_by_what_its_servers_say),
		cmocka_unit_test(test_a_referral_is_followed_downwards_only),
		cmocka_unit_test(test_the_closest_zone_met_is_above),
		cmocka_unit_test(test_findings_are_counted_by_weight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
