#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "canned.h"
#include "check/match_show.h"
#include "check/matching.h"

/* The verdict's lists, all of them, with "|" behind what differs. */
static const char *lists(struct arena *arena, const struct verdict *verdict)
{
	char buffer[1024];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	for (size_t i = 0; i < verdict->expected_count; i++) {
		text_add_cstr(&text, i == verdict->expected_differing ? "|-" : "-");
		text_add(&text, verdict->expected[i]);
	}
	for (size_t i = 0; i < verdict->actual_count; i++) {
		text_add_cstr(&text, i == verdict->actual_differing ? "|+" : "+");
		text_add(&text, verdict->actual[i]);
	}
	return str_cstr(arena, text_str(&text));
}

static void test_a_difference_comes_first_and_the_rest_is_there(void **state)
{
	static const struct {
		struct canned_declared declared;
		const char *wanted, *why;
	} rows[] = {
		{ { .values = "10.0.0.1|10.0.0.2" },
		  "-10.0.0.2|-10.0.0.1+10.0.0.3|+10.0.0.1",
		  "one missing, one too many" },
		{ { .values = "10.0.0.1|10.0.0.2", .match = MATCH_SUBSET },
		  "-10.0.0.2-10.0.0.1+10.0.0.3|+10.0.0.1",
		  "of a subset all was allowed" },
		{ { .values = "10.0.0.1|10.0.0.2", .match = MATCH_SUPERSET },
		  "-10.0.0.2|-10.0.0.1|+10.0.0.1+10.0.0.3",
		  "of a superset nothing is too much" },
		{ { .values = "10.0.0.1|10.0.0.2", .judging = JUDGING_MEMBER },
		  "-10.0.0.2-10.0.0.1+10.0.0.3|+10.0.0.1",
		  "pools are as subsets" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct arena *arena = arena_new();
		struct judgement judgement = { .scratch = arena };
		static const uint8_t wire[] = { 10, 0, 0, 1, 10, 0, 0, 3 };
		struct served_rr rrs[] = {
			{ .rdata = 0, .rdata_size = 4, .is_expected = true },
			{ .rdata = 4, .rdata_size = 4 },
		};
		bool is_missing[] = { false, true };
		struct matching matching = {
			.judgement = &judgement,
			.expectation = canned_expectation(arena, &rows[i].declared),
			.wire = wire,
			.size = sizeof(wire),
			.served = { .rrs = rrs, .count = 2 },
			.is_missing = is_missing,
		};

		print_message("# %s\n", rows[i].why);
		match_show_difference(&matching, REASON_RRSET_DIFFERS);
		assert_string_equal(lists(arena, &judgement.verdict), rows[i].wanted);
		assert_true(judgement.verdict.has_difference);
		arena_free(arena);
	}
}

static void test_all_that_is_declared_is_shown(void **state)
{
	struct arena *arena = arena_new();
	struct judgement judgement = { .scratch = arena };
	const struct matching matching = {
		.judgement = &judgement,
		.expectation = canned_expectation(
			arena,
			&(struct canned_declared){ .values = "10.0.0.1|10.1.0.0/16",
						   .has_extra = true,
						   .extra = { .has_rcode = true,
							      .has_count = true,
							      .count = 1,
							      .pattern = STR("^10") } }),
	};

	(void)state;
	match_show_expected(&matching);
	assert_string_equal(canned_text(arena, &judgement.verdict),
			    "ok -10.0.0.1 -10.1.0.0/16 -NOERROR -1 record -matches ^10");
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_difference_comes_first_and_the_rest_is_there),
		cmocka_unit_test(test_all_that_is_declared_is_shown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
