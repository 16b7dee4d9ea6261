#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "replied.h"

static void check(struct replied *replied, const char *wanted)
{
	struct arena *arena = arena_new();

	assert_string_equal(replied_print(arena, replied, &row_text), wanted);
	arena_free(arena);
}

static void test_answers_stand_on_the_line_of_their_name(void **state)
{
	struct replied replied;

	(void)state;
	replied_init(&replied, FLAG_QR);
	check(&replied, "a\tA\tNODATA\n");
	replied_add_addresses(&replied, 2);
	check(&replied, "a\tA\tNOERROR\t192.0.2.0, 192.0.2.1\n");
}

static void test_a_line_that_cannot_be_asked_has_its_reason(void **state)
{
	struct replied replied = { .row = { .name = STR("a..b"),
					    .qtype = TYPE_MX,
					    .fault = STR("an empty label") } };

	(void)state;
	check(&replied, "a..b\tMX\tINVALID\tan empty label\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_answers_stand_on_the_line_of_their_name),
		cmocka_unit_test(test_a_line_that_cannot_be_asked_has_its_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
