#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/fault.h"
#include "base/text.h"
#include "caught.h"
#include "cli/faultlist.h"

static void add(struct faults *faults)
{
	faults_add(faults, (struct place){ "b.yaml", 1, 1 }, "the last");
	faults_add(faults, (struct place){ "a.yaml", 10, 2 }, "the second of \"a\"");
	faults_add(faults, (struct place){ "a.yaml", 9, 30 }, "the first of \"a\"");
}

static void test_faults_stand_in_the_order_of_their_places(void **state)
{
	struct arena *arena = arena_new();
	struct caught caught;
	struct faults faults;

	(void)state;
	faults_init(&faults, arena);
	add(&faults);
	caught_begin(&caught, stderr);
	faultlist_say(&faults);
	caught_end(&caught);
	assert_string_equal(caught.text, "a.yaml:9:30: the first of \"a\"\n"
					 "a.yaml:10:2: the second of \"a\"\n"
					 "b.yaml:1:1: the last\n"
					 "3 faults; nothing was asked\n");
	arena_free(arena);
}

static void test_a_fault_says_of_its_place_what_is_known(void **state)
{
	static const struct {
		struct place place;
		const char *wanted;
	} rows[] = {
		{ { NULL, 0, 0 }, "no good\n1 fault; nothing was asked\n" },
		{ { "a.yaml", 0, 0 }, "a.yaml: no good\n1 fault; nothing was asked\n" },
		{ { "a.yaml", 3, 4 },
		  "a.yaml:3:4: no good\n1 fault; nothing was asked\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena *arena = arena_new();
		struct caught caught;
		struct faults faults;

		faults_init(&faults, arena);
		faults_add(&faults, rows[i].place, "no good");
		caught_begin(&caught, stderr);
		faultlist_say(&faults);
		caught_end(&caught);
		assert_string_equal(caught.text, rows[i].wanted);
		arena_free(arena);
	}
}

static void test_notes_stand_as_they_came_without_a_sum(void **state)
{
	struct arena *arena = arena_new();
	struct caught caught;
	struct faults notes;

	(void)state;
	faults_init(&notes, arena);
	caught_begin(&caught, stderr);
	faultlist_note(&notes);
	add(&notes);
	faultlist_note(&notes);
	caught_end(&caught);
	assert_string_equal(caught.text, "b.yaml:1:1: the last\n"
					 "a.yaml:10:2: the second of \"a\"\n"
					 "a.yaml:9:30: the first of \"a\"\n");
	arena_free(arena);
}

static void test_the_sum_is_the_first_fault_and_their_count(void **state)
{
	struct arena *arena = arena_new();
	struct caught caught;
	struct faults faults;
	char buffer[100];
	struct text text;

	(void)state;
	faults_init(&faults, arena);
	add(&faults);
	caught_begin(&caught, stderr);
	faultlist_say(&faults);
	caught_end(&caught);
	text_init(&text, buffer, sizeof(buffer));
	faultlist_sum(&faults, &text);
	assert_string_equal(buffer, "a.yaml:9:30: the first of \"a\" (3 faults)");
	arena_free(arena);
}

static void test_what_is_left_out_is_counted(void **state)
{
	struct arena *arena = arena_new();
	struct faults faults;
	struct caught caught;

	(void)state;
	faults_init(&faults, arena);
	for (unsigned i = 0; i < FAULTS_MAX + 7; i++)
		faults_add(&faults, (struct place){ NULL, 0, 0 }, "x");
	caught_begin(&caught, stderr);
	faultlist_say(&faults);
	caught_end(&caught);
	assert_non_null(
		strstr(caught.text, "x\nand 7 more\n1007 faults; nothing was asked\n"));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_faults_stand_in_the_order_of_their_places),
		cmocka_unit_test(test_a_fault_says_of_its_place_what_is_known),
		cmocka_unit_test(test_notes_stand_as_they_came_without_a_sum),
		cmocka_unit_test(test_the_sum_is_the_first_fault_and_their_count),
		cmocka_unit_test(test_what_is_left_out_is_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
