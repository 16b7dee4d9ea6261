#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "query/engine.h"
#include "query/guest.h"
#include "script.h"

struct visitor {
	struct guest guest; /* first */
	unsigned dropped;
};

static void drop(struct guest *guest)
{
	struct visitor *visitor = (struct visitor *)(void *)guest;

	visitor->dropped++;
}

static struct engine *engine_make(struct script *script)
{
	const struct engine_options options = { .in_flight_max = 10 };
	struct engine *engine = NULL;

	script_init(script);
	assert_int_equal(engine_new(&options, &script->net, &engine), ERR_OK);
	return engine;
}

static void test_guests_that_are_left_are_dropped_once(void **state)
{
	struct script script;
	struct visitor visitors[3] = { 0 };
	struct engine *engine = engine_make(&script);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(visitors); i++)
		guest_add(engine, &visitors[i].guest, drop);
	list_remove(&visitors[1].guest.node);
	engine_free(engine);
	assert_int_equal(visitors[0].dropped, 1);
	assert_int_equal(visitors[1].dropped, 0);
	assert_int_equal(visitors[2].dropped, 1);
}

/* The script has nothing to tell, so that an engine that goes on waiting is told so. */
static void test_an_engine_runs_on_for_its_guests(void **state)
{
	struct script script;
	struct visitor visitor = { 0 };
	struct engine *engine = engine_make(&script);

	(void)state;
	assert_int_equal(engine_run(engine), ERR_OK);
	guest_add(engine, &visitor.guest, drop);
	assert_int_equal(engine_run(engine), ERR_SYSTEM);
	list_remove(&visitor.guest.node);
	assert_int_equal(engine_run(engine), ERR_OK);
	engine_free(engine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_guests_that_are_left_are_dropped_once),
		cmocka_unit_test(test_an_engine_runs_on_for_its_guests),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
