#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/arena.h"
#include "query/route.h"
#include "query/server.h"

static bool exists(const uint8_t ip[4])
{
	struct arena *arena = arena_new();
	bool result = route_exists(server_new(arena, ip, 4, 53, NULL));

	arena_free(arena);
	return result;
}

static void test_there_is_a_way_to_loopback(void **state)
{
	(void)state;
	assert_true(exists((const uint8_t[]){ 127, 0, 0, 1 }));
}

/* The system refuses to connect to it without SO_BROADCAST, on any machine. */
static void test_there_is_no_way_where_the_system_refuses_to_connect(void **state)
{
	(void)state;
	assert_false(exists((const uint8_t[]){ 255, 255, 255, 255 }));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_there_is_a_way_to_loopback),
		cmocka_unit_test(
			test_there_is_no_way_where_the_system_refuses_to_connect),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
