#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "report/findings.h"

/* In the order in which they are to stand. */
static const struct verdict ordered[] = {
	{ .zone = STR("a."), .name = STR("z."), .place = { "a.yaml", 9, 9 } },
	{ .zone = STR("b."), .name = STR("z."), .place = { "a.yaml", 9, 9 } },
	{ .zone = STR("b."), .name = STR("y."), .place = { "b.yaml", 2, 7 } },
	{ .zone = STR("b."), .name = STR("x."), .place = { "b.yaml", 10, 3 } },
	{ .zone = STR("b."), .name = STR("a."), .place = { "b.yaml", 10, 20 } },
	{ .zone = STR("b."), .name = STR("b."), .place = { "b.yaml", 10, 20 } },
	{ .zone = STR("b."),
	  .name = STR("b."),
	  .type = STR("A"),
	  .place = { "b.yaml", 10, 20 } },
	{ .zone = STR("b."),
	  .name = STR("b."),
	  .type = STR("A"),
	  .server = STR("ns1."),
	  .place = { "b.yaml", 10, 20 } },
	{ .zone = STR("b."),
	  .name = STR("b."),
	  .type = STR("A"),
	  .server = STR("ns1."),
	  .address = STR("192.0.2.1#53"),
	  .place = { "b.yaml", 10, 20 } },
};

static void test_any_order_of_adding_is_put_in_the_same_order(void **state)
{
	static const size_t strides[] = { 1, 2, 4, 5, 7, 8 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(strides); i++) {
		struct arena *arena = arena_new();
		struct findings *findings = findings_new(arena);

		for (size_t k = 0; k < ARRAY_LEN(ordered); k++) {
			findings_add(findings,
				     &ordered[k * strides[i] % ARRAY_LEN(ordered)]);
		}
		findings_sort(findings);
		assert_int_equal(findings->count, ARRAY_LEN(ordered));
		for (size_t k = 0; k < ARRAY_LEN(ordered); k++) {
			assert_true(str_equal(findings->list[k]->zone, ordered[k].zone));
			assert_true(str_equal(findings->list[k]->name, ordered[k].name));
			assert_true(str_equal(findings->list[k]->type, ordered[k].type));
			assert_true(
				str_equal(findings->list[k]->server, ordered[k].server));
			assert_true(str_equal(findings->list[k]->address,
					      ordered[k].address));
		}
		arena_free(arena);
	}
}

static void test_what_is_kept_outlives_what_was_given(void **state)
{
	struct arena *arena = arena_new();
	struct findings *findings = findings_new(arena);
	char name[] = "www.test.";
	struct verdict verdict = { .name = { name, 9 } };

	(void)state;
	findings_add(findings, &verdict);
	memset(name, 'x', 9);
	assert_true(str_equal(findings->list[0]->name, str_of("www.test.")));
	arena_free(arena);
}

static void test_many_are_kept_as_few_are(void **state)
{
	struct arena *arena = arena_new();
	struct findings *findings = findings_new(arena);

	(void)state;
	findings_sort(findings);
	assert_int_equal(findings->count, 0);
	for (unsigned i = 0; i < 1000; i++) {
		const struct verdict verdict = { .place = { "a.yaml", 1000 - i, 1 } };

		findings_add(findings, &verdict);
	}
	findings_sort(findings);
	assert_int_equal(findings->count, 1000);
	for (unsigned i = 0; i < 1000; i++)
		assert_int_equal(findings->list[i]->place.line, i + 1);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_order_of_adding_is_put_in_the_same_order),
		cmocka_unit_test(test_what_is_kept_outlives_what_was_given),
		cmocka_unit_test(test_many_are_kept_as_few_are),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
