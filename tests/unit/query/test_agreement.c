#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/text.h"
#include "query/agreement.h"
#include "query/answer.h"
#include "query/panel.h"
#include "reply.h"
#include "said.h"

/*
 * What servers said, one a word (see said.h), with the SOA serial each of them told behind a colon, and the
 * groups that come of it: "012" are the servers 0, 1 and 2; groups are cut by blanks.
 */
struct row {
	const char *why;
	const char *said;
	const char *groups;
	unsigned silent;
	bool is_aa_compared;
	bool has_serial_difference;
	uint32_t newest;
};

/* clang-format off */
static const struct row rows[] = {
	{ "all the same", "a a a", "012", 0, true, false, 0 },
	{ "in another order", "ab ba", "01", 0, true, false, 0 },
	{ "one record more", "a ab ab", "12 0", 0, true, false, 0 },
	{ "another record", "a b a", "02 1", 0, true, false, 0 },
	{ "a tie keeps the order", "a b", "0 1", 0, true, false, 0 },
	{ "a tie is for the newest zone", "a:1 b:2", "1 0", 0, true, true, 2 },
	{ "serials alone differ", "a:1 a:2 a:2", "012", 0, true, true, 2 },
	{ "serials go round", "a:4294967295 a:1", "01", 0, true, true, 1 },
	{ "silent ones are in no group", "a ! a", "02", 1, true, false, 0 },
	{ "nobody speaks", "! !", "", 2, true, false, 0 },
	{ "no data is another answer than data", "a - a", "02 1", 0, true, false, 0 },
	{ "NXDOMAIN is not NODATA", "- N N", "12 0", 0, true, false, 0 },
	{ "REFUSED is not SERVFAIL", "R S R", "02 1", 0, true, false, 0 },
	{ "REFUSED by all is agreement", "R R", "01", 0, true, false, 0 },
	{ "without authority it is another answer", "a ~a", "0 1", 0, true, false, 0 },
	{ "unless they are resolvers", "a ~a", "01", 0, false, false, 0 },
	{ "broken bytes", "a X", "0 1", 0, true, false, 0 },
	{ "a referral", "a r", "0 1", 0, true, false, 0 },
	{ "a tie of silence and refusal", "! R", "1", 1, true, false, 0 },
	{ "what another zone holds is not compared", "c cz c", "012", 0, true, false, 0 },
	{ "nor the rcode of the end of aliases", "c Nc", "01", 0, true, false, 0 },
};
/* clang-format on */

static void print_groups(const struct agreement *agreement, struct text *text)
{
	for (size_t i = 0; i < agreement->group_count; i++) {
		if (i > 0)
			text_add_char(text, ' ');
		for (size_t j = 0; j < agreement->count; j++) {
			if (agreement->replies[j].kind != AGREEMENT_SILENT &&
			    agreement->replies[j].group == i)
				text_add_u64(text, j);
		}
	}
}

static void check_row(const struct row *row)
{
	struct arena *arena = arena_new();
	struct said said;
	char buffer[64];
	struct agreement agreement;
	struct text text;

	said_read(&said, arena, row->said);
	said.asked.is_aa_compared = row->is_aa_compared;
	agreement_make(arena, &said.asked, &agreement);
	text_init(&text, buffer, sizeof(buffer));
	print_groups(&agreement, &text);
	if (strcmp(buffer, row->groups) != 0 || agreement.silent_count != row->silent ||
	    agreement.has_serial_difference != row->has_serial_difference ||
	    agreement.serial_newest != row->newest) {
		print_error("%s: groups \"%s\" wanted \"%s\", newest %u\n", row->why,
			    buffer, row->groups, agreement.serial_newest);
		fail();
	}
	arena_free(arena);
}

static void test_equal_answers_stand_together(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		check_row(&rows[i]);
}

static void test_lag_is_a_distance_on_the_circle(void **state)
{
	(void)state;
	assert_int_equal(agreement_lag(11, 12), 1);
	assert_int_equal(agreement_lag(12, 12), 0);
	assert_int_equal(agreement_lag(13, 12), 0);
	assert_int_equal(agreement_lag(UINT32_MAX, 2), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_equal_answers_stand_together),
		cmocka_unit_test(test_lag_is_a_distance_on_the_circle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
