#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "query/panel.h"
#include "world.h"

static const struct name qname = { (const uint8_t *)"\4test", 6 };

static void test_every_server_is_asked_at_once(void **state)
{
	struct arena *arena = arena_new();
	struct engine *world = world_new(arena, WORLD_LIFO);
	const struct build_query query = { .qname = qname,
					   .qtype = TYPE_A,
					   .qclass = CLASS_IN };
	const struct ask_policy policy = { .timeout_ms = 1000, .tries = 1 };
	struct panel_question questions[3] = { 0 };

	(void)state;
	world_load(world, "@ test. 192.0.2.1 192.0.2.2 192.0.2.3\n"
			  "test. A 192.0.2.80\n"
			  "! 192.0.2.2 silent\n");
	for (uint8_t i = 0; i < 3; i++) {
		const uint8_t ip[] = { 192, 0, 2, (uint8_t)(i + 1) };

		questions[i].query = &query;
		questions[i].server = server_new(arena, ip, sizeof(ip), 53, NULL);
	}
	assert_int_equal(panel_ask(arena, world, &policy, questions, 3), ERR_OK);
	assert_int_equal(world->queue_max, 3);
	assert_non_null(questions[0].answer->wire);
	assert_null(questions[1].answer->wire);
	assert_int_equal(questions[1].answer->outcome, OUTCOME_TIMEOUT);
	assert_non_null(questions[2].answer->wire);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_server_is_asked_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
