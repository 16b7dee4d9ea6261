#include "declare/draft.h"
#include "declare_case.h"

static void test_zones_are_found_by_name_in_any_case(void **state)
{
	struct arena *arena = arena_new();
	struct faults faults;
	struct draft draft;
	struct name_buffer lower, upper;
	struct place place = { "main", 3, 1 };
	struct draft_zone *zone = NULL;
	const struct declaration *declaration = NULL;

	(void)state;
	faults_init(&faults, arena);
	draft_init(&draft, arena, &faults);
	assert_int_equal(name_parse((struct str)STR("ex.test"), NULL, &lower, NULL),
			 ERR_OK);
	assert_int_equal(name_parse((struct str)STR("EX.Test."), NULL, &upper, NULL),
			 ERR_OK);
	zone = draft_zone_find(&draft, name_of(&upper), (struct str)STR("EX"), place);
	assert_ptr_equal(draft_zone_find(&draft, name_of(&lower), (struct str)STR("x"),
					 (struct place){ 0 }),
			 zone);
	assert_true(name_equal(zone->zone.name, name_of(&lower)));
	assert_memory_equal(zone->zone.name.wire, lower.wire, lower.size);
	declaration = draft_finish(&draft);
	assert_int_equal(declaration->zone_count, 1);
	assert_int_equal(declaration->zones->place.line, 3);
	assert_int_equal(declaration->defaults.tries, 3);
	arena_free(arena);
}

static void test_what_is_positive(void **state)
{
	static const struct expectation_extra nxdomain = { .has_rcode = true,
							   .rcode = 3 };
	static const struct expectation_extra none = { .has_count = true, .count = 0 };
	static const struct expectation_extra two = { .has_count = true, .count = 2 };
	static const struct {
		enum judging judging;
		const struct expectation_extra *extra;
		bool is_positive;
		const char *why;
	} rows[] = {
		{ JUDGING_MATCH, NULL, true, "values" },
		{ JUDGING_EXISTS, NULL, true, "some values" },
		{ JUDGING_DELEGATION, NULL, true, "a delegation" },
		{ JUDGING_MATCH, &two, true, "a number" },
		{ JUDGING_MATCH, &none, false, "no such record" },
		{ JUDGING_MATCH, &nxdomain, false, "no such name" },
		{ JUDGING_UNKNOWABLE, NULL, false, "a provider's" },
		{ JUDGING_NO_RECORD, NULL, false, "no record" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct expectation expectation = { .judging =
								 (uint8_t)rows[i].judging,
							 .extra = rows[i].extra };

		if (draft_is_positive(&expectation) != rows[i].is_positive)
			fail_msg("%s", rows[i].why);
	}
}

static void test_a_judgement_keeps_the_other_keys(void **state)
{
	static const struct expectation_extra extra = { .has_count = true, .count = 2 };
	struct expectation expectation = { .extra = &extra };
	struct arena *arena = arena_new();
	struct faults faults;
	struct draft draft;

	(void)state;
	faults_init(&faults, arena);
	draft_init(&draft, arena, &faults);
	draft_judge(&draft, &expectation, JUDGING_IGNORED, "because");
	assert_int_equal(expectation.judging, JUDGING_IGNORED);
	assert_int_equal(expectation.extra->count, 2);
	assert_string_equal(expectation.extra->why, "because");
	assert_null(extra.why);
	arena_free(arena);
}

/* There may be millions of them. */
static void test_an_expectation_is_small(void **state)
{
	(void)state;
	assert_true(sizeof(struct expectation) <= 64);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zones_are_found_by_name_in_any_case),
		cmocka_unit_test(test_what_is_positive),
		cmocka_unit_test(test_a_judgement_keeps_the_other_keys),
		cmocka_unit_test(test_an_expectation_is_small),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
