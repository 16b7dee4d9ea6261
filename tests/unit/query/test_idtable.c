#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "query/idtable.h"

enum { SOCKETS = 40, IDS = 300, ROUNDS = 200000 };

static void test_ids_of_different_sockets_do_not_meet(void **state)
{
	struct idtable table;
	int owners[2];

	(void)state;
	idtable_init(&table);
	idtable_add(&table, 5, 0x1234, &owners[0]);
	idtable_add(&table, 6, 0x1234, &owners[1]);
	assert_ptr_equal(idtable_find(&table, 5, 0x1234), &owners[0]);
	assert_ptr_equal(idtable_find(&table, 6, 0x1234), &owners[1]);
	assert_null(idtable_find(&table, 7, 0x1234));
	assert_null(idtable_find(&table, 5, 0x1235));
	idtable_remove(&table, 5, 0x1234);
	idtable_remove(&table, 5, 0x1234);
	assert_null(idtable_find(&table, 5, 0x1234));
	assert_ptr_equal(idtable_find(&table, 6, 0x1234), &owners[1]);
	assert_int_equal(table.used, 1);
	idtable_free(&table);
}

/* A table of the plainest kind says what must be found. */
static void test_nothing_is_lost_while_it_grows_and_shrinks(void **state)
{
	static void *plain[SOCKETS][IDS];
	static char owners[SOCKETS][IDS];
	struct idtable table;
	unsigned random = 1;

	(void)state;
	idtable_init(&table);
	for (unsigned i = 0; i < ROUNDS; i++) {
		unsigned socket;
		uint16_t id;

		random = random * 1103515245 + 12345;
		socket = random / 65536 % SOCKETS;
		random = random * 1103515245 + 12345;
		id = (uint16_t)(random / 65536 % IDS);
		if (plain[socket][id] != NULL) {
			plain[socket][id] = NULL;
			idtable_remove(&table, (int)socket, id);
		} else {
			plain[socket][id] = &owners[socket][id];
			idtable_add(&table, (int)socket, id, plain[socket][id]);
		}
	}
	for (unsigned socket = 0; socket < SOCKETS; socket++) {
		for (unsigned id = 0; id < IDS; id++) {
			assert_ptr_equal(idtable_find(&table, (int)socket, (uint16_t)id),
					 plain[socket][id]);
		}
	}
	idtable_free(&table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ids_of_different_sockets_do_not_meet),
		cmocka_unit_test(test_nothing_is_lost_while_it_grows_and_shrinks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
