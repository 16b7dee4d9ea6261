#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/fault.h"

static void arena_drop(struct arena **arena)
{
	arena_free(*arena);
}

static void test_faults_keep_their_place_and_sentence(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	struct faults faults;

	(void)state;
	faults_init(&faults, arena);
	assert_true(faults_is_empty(&faults));
	faults_add(&faults, (struct place){ "a.yaml", 3, 5 }, "\"%s\" is no %s", "tlt",
		   "key");
	assert_false(faults_is_empty(&faults));
	assert_int_equal(faults.len, 1);
	assert_int_equal(faults.count, 1);
	assert_string_equal(faults.list[0].place.file, "a.yaml");
	assert_int_equal(faults.list[0].place.line, 3);
	assert_int_equal(faults.list[0].place.column, 5);
	assert_string_equal(faults.list[0].sentence, "\"tlt\" is no key");
}

static void test_behind_the_limit_only_the_count_goes_on(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	struct faults faults;

	(void)state;
	faults_init(&faults, arena);
	for (unsigned i = 0; i < FAULTS_MAX + 7; i++)
		faults_add(&faults, (struct place){ "a.yaml", i + 1, 1 }, "fault %u", i);
	assert_int_equal(faults.len, FAULTS_MAX);
	assert_int_equal(faults.count, FAULTS_MAX + 7);
	for (unsigned i = 0; i < FAULTS_MAX; i++) {
		char wanted[32];

		snprintf(wanted, sizeof(wanted), "fault %u", i);
		assert_string_equal(faults.list[i].sentence, wanted);
	}
}

static void test_control_characters_are_not_passed_on(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	struct faults faults;

	(void)state;
	faults_init(&faults, arena);
	faults_add(&faults, (struct place){ "a.yaml", 1, 1 }, "\"%s\"",
		   "\x1b[31m\n\x7f\xc2\x9b \xc3\xa4");
	assert_string_equal(faults.list[0].sentence, "\"?[31m???? \xc3\xa4\"");
}

static void test_a_long_sentence_is_cut_not_lost(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	static char long_name[100000];
	struct faults faults;

	(void)state;
	memset(long_name, 'x', sizeof(long_name) - 1);
	faults_init(&faults, arena);
	faults_add(&faults, (struct place){ 0 }, "key \"%s\" is not known", long_name);
	assert_in_range(strlen(faults.list[0].sentence), 1000, 5000);
	assert_memory_equal(faults.list[0].sentence, "key \"xxx", 8);
}

static void test_sort_orders_by_place_and_keeps_the_order_of_equals(void **state)
{
	CLEANUP(arena_drop) struct arena *arena = arena_new();
	static const struct place places[] = {
		{ "b.yaml", 1, 1 },  { "a.yaml", 10, 2 }, { "a.yaml", 9, 7 },
		{ "a.yaml", 10, 1 }, { NULL, 0, 0 },      { "a.yaml", 9, 7 },
		{ "a.yaml", 9, 0 },  { "a.yaml", 9, 8 },
	};
	static const char *const wanted[] = { "4", "6", "2", "5", "7", "3", "1", "0" };
	struct faults faults;

	(void)state;
	faults_init(&faults, arena);
	for (size_t i = 0; i < ARRAY_LEN(places); i++)
		faults_add(&faults, places[i], "%zu", i);
	faults_sort(&faults);
	for (size_t i = 0; i < ARRAY_LEN(wanted); i++)
		assert_string_equal(faults.list[i].sentence, wanted[i]);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults_keep_their_place_and_sentence),
		cmocka_unit_test(test_behind_the_limit_only_the_count_goes_on),
		cmocka_unit_test(test_control_characters_are_not_passed_on),
		cmocka_unit_test(test_a_long_sentence_is_cut_not_lost),
		cmocka_unit_test(test_sort_orders_by_place_and_keeps_the_order_of_equals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
