#include "declare/draft.h"
#include "declare/owners.h"
#include "declare_case.h"

enum { COUNT = 1000 };

/* An expectation with one label as its owner, in a group of its own. */
static void make(struct expectation *expectation, uint8_t *wire, unsigned number,
		 uint16_t type)
{
	wire[0] = 2;
	wire[1] = (uint8_t)(number >> 8);
	wire[2] = (uint8_t)(number & 255);
	wire[3] = 0;
	*expectation = (struct expectation){
		.owner = wire,
		.owner_size = 4,
		.type = type,
		.reading = DRAFT_BEGINS_KEY,
	};
}

static void test_owners_are_found_while_the_table_grows(void **state)
{
	static struct expectation expectations[COUNT];
	static uint8_t wires[COUNT][4];
	struct arena *arena = arena_new();
	struct owners *owners = owners_new(arena, 0);

	(void)state;
	for (unsigned i = 0; i < COUNT; i++) {
		make(&expectations[i], wires[i], i / 2 + 256, TYPE_A);
		expectations[i].type = i % 2 ? TYPE_AAAA : TYPE_A;
		owners_add(owners, &expectations[i]);
	}
	for (unsigned i = 0; i < COUNT; i++) {
		struct name owner = { wires[i], 4 };
		size_t at = 0;
		size_t found = 0;

		while (owners_next(owners, owner, &at))
			found++;
		assert_int_equal(found, 2);
		assert_ptr_equal(owners_find(owners, owner, i % 2 ? TYPE_AAAA : TYPE_A),
				 &expectations[i]);
		assert_null(owners_find(owners, owner, TYPE_MX));
	}
	arena_free(arena);
}

static void test_a_group_may_be_replaced(void **state)
{
	struct expectation first, other;
	uint8_t wire[4];
	struct arena *arena = arena_new();
	struct owners *owners = owners_new(arena, 1);
	struct name owner = { wire, 4 };
	size_t at = 0;

	(void)state;
	make(&first, wire, 300, TYPE_A);
	make(&other, wire, 300, TYPE_A);
	owners_add(owners, &first);
	owners_replace(owners, &first, &other);
	assert_ptr_equal(owners_next(owners, owner, &at), &other);
	assert_null(owners_next(owners, owner, &at));
	arena_free(arena);
}

static void test_members_of_a_group_are_found(void **state)
{
	struct expectation first, second, next_group;
	uint8_t wire[4];
	uint8_t other_wire[4];
	struct arena *arena = arena_new();
	struct owners *owners = owners_new(arena, 2);
	struct name owner = { wire, 4 };

	(void)state;
	make(&first, wire, 300, TYPE_A);
	make(&second, wire, 300, TYPE_MX);
	make(&next_group, other_wire, 301, TYPE_TXT);
	second.reading = 0;
	first.next = &second;
	second.next = &next_group;
	owners_add(owners, &first);
	owners_add(owners, &next_group);
	assert_ptr_equal(owners_find(owners, owner, TYPE_MX), &second);
	assert_null(owners_find(owners, owner, TYPE_TXT));
	second.judging = JUDGING_UNKNOWABLE;
	assert_null(owners_find(owners, owner, TYPE_MX));
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_owners_are_found_while_the_table_grows),
		cmocka_unit_test(test_a_group_may_be_replaced),
		cmocka_unit_test(test_members_of_a_group_are_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
