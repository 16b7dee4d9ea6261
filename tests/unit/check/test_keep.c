#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "check/keep.h"

static void test_a_kept_list_has_texts_of_its_own(void **state)
{
	char word[] = "office";
	const struct schema_text items[] = {
		{ { word, 6 }, { "a.yaml", 3, 7 } },
		{ { word, 3 }, { "a.yaml", 4, 7 } },
	};
	const struct schema_list list = { items, 2 };
	struct arena *arena = arena_new();
	const struct schema_list kept = keep_list(arena, &list);

	(void)state;
	memset(word, 'x', sizeof(word) - 1);
	assert_int_equal(kept.count, 2);
	assert_true(str_equal(kept.items[0].text, str_of("office")));
	assert_true(str_equal(kept.items[1].text, str_of("off")));
	assert_int_equal(kept.items[1].place.line, 4);
	arena_free(arena);
}

static void test_an_empty_list_stays_empty(void **state)
{
	static const struct schema_list none = { 0 };
	struct arena *arena = arena_new();

	(void)state;
	assert_int_equal(keep_list(arena, &none).count, 0);
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_kept_list_has_texts_of_its_own),
		cmocka_unit_test(test_an_empty_list_stays_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
