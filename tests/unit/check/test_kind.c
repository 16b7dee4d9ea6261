#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/registry.h"
#include "check/kind.h"

static void test_every_kind_is_found_by_its_name(void **state)
{
	static const struct check_kind *const kinds[] = { &kind_record, &kind_query,
							  &kind_reverse };

	(void)state;
	assert_int_equal(kind_registry.len, ARRAY_LEN(kinds));
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		assert_ptr_equal(
			registry_find(&kind_registry, str_of(kinds[i]->entry.name)),
			&kinds[i]->entry);
	}
}

static void test_the_reader_gets_a_table_for_every_key_and_no_other(void **state)
{
	const struct declared_kind *const *tables;
	struct arena *arena = arena_new();
	const size_t count = kind_tables(arena, &tables);

	(void)state;
	assert_int_equal(count, 2);
	for (size_t i = 0; i < count; i++) {
		const struct check_kind *kind = tables[i]->owner;

		assert_non_null(tables[i]->key);
		assert_ptr_equal(kind->declared, tables[i]);
	}
	arena_free(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_kind_is_found_by_its_name),
		cmocka_unit_test(test_the_reader_gets_a_table_for_every_key_and_no_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
