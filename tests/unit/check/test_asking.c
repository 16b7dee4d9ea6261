#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "check/asking.h"
#include "check/joiner.h"
#include "fakenet.h"

enum { ASKINGS = 4 };

/* Who asks, and what came. */
struct desk {
	struct arena *arena;
	struct engine *engine;
	struct asker asker;
	struct target target;
	struct asking askings[ASKINGS];
	char order[2 * ASKINGS + 1]; /* a letter for each answer, by asking */
	const struct answer *answers[ASKINGS];
};

static struct desk *desk_of; /* asker.take has no user */

/* cppcheck-suppress constParameter ; asker wants it so */
static void take(struct asking *asking, const struct answer *answer)
{
	const size_t index = (size_t)(asking - desk_of->askings);
	const size_t len = strlen(desk_of->order);

	assert_in_range(index, 0, ASKINGS - 1);
	desk_of->order[len] = (char)('a' + index);
	desk_of->answers[index] = answer_copy(desk_of->arena, answer);
}

static const struct fakenet_rule rules[] = {
	{ .qname = "www.test.", .head = "aa", .records = "www.test. 1 A 192.0.2.1" },
};

static struct desk *begin(size_t joints)
{
	struct arena *arena = arena_new();
	struct desk *desk = arena_alloc(arena, sizeof(*desk));

	desk->arena = arena;
	desk->engine = fakenet_new(arena, rules, ARRAY_LEN(rules));
	desk->target = canned_target(arena, "192.0.2.53", true);
	desk->asker = (struct asker){
		desk->engine, joiner_new(&(struct joiner_options){ joints, 100000 }), take
	};
	for (size_t i = 0; i < ASKINGS; i++) {
		desk->askings[i] = (struct asking){
			.asker = &desk->asker,
			.item = { .target = &desk->target,
				  .wish = { .qname = canned_name(arena,
								 str_of("www.test.")),
					    .qtype = TYPE_A,
					    .qclass = CLASS_IN } },
			.policy = engine_policy_default,
		};
	}
	desk_of = desk;
	return desk;
}

static void end(struct desk *desk)
{
	joiner_free(desk->asker.joiner);
	arena_free(desk->arena);
}

static void send_all(struct desk *desk)
{
	for (size_t i = 0; i < ASKINGS; i++)
		asking_send(&desk->askings[i]);
	assert_int_equal(engine_run(desk->engine), ERR_OK);
	assert_int_equal(strlen(desk->order), ASKINGS);
}

static void test_questions_that_nobody_shares_are_all_asked(void **state)
{
	struct desk *desk = begin(10);

	(void)state;
	send_all(desk);
	assert_int_equal(desk->engine->asked_count, ASKINGS);
	end(desk);
}

static void test_equal_questions_on_their_way_are_asked_once(void **state)
{
	struct desk *desk = begin(10);

	(void)state;
	desk->askings[1].is_shared = true;
	send_all(desk);
	assert_int_equal(desk->engine->asked_count, 2);
	assert_int_equal(desk->order[0], 'a');
	assert_int_equal(desk->order[1], 'b');
	for (size_t i = 0; i < ASKINGS; i++)
		assert_int_equal(desk->answers[i]->outcome, OUTCOME_REPLY);
	end(desk);
}

static void test_a_kept_answer_comes_at_once(void **state)
{
	struct desk *desk = begin(10);

	(void)state;
	desk->askings[0].is_shared = true;
	asking_send(&desk->askings[0]);
	assert_int_equal(engine_run(desk->engine), ERR_OK);
	asking_send(&desk->askings[1]);
	assert_string_equal(desk->order, "ab");
	assert_int_equal(desk->engine->asked_count, 1);
	assert_memory_equal(desk->answers[1]->wire, desk->answers[0]->wire,
			    desk->answers[0]->size);
	end(desk);
}

static void test_a_full_table_only_costs_questions(void **state)
{
	struct desk *desk = begin(0);

	(void)state;
	for (size_t i = 0; i < ASKINGS; i++)
		desk->askings[i].is_shared = true;
	send_all(desk);
	assert_int_equal(desk->engine->asked_count, ASKINGS);
	end(desk);
}

static void test_who_waits_hears_of_a_refusal_too(void **state)
{
	struct desk *desk = begin(10);

	(void)state;
	desk->engine->is_refusing = true;
	desk->askings[0].is_shared = true;
	asking_send(&desk->askings[0]);
	asking_send(&desk->askings[1]);
	assert_string_equal(desk->order, "ab");
	assert_int_equal(desk->answers[0]->outcome, OUTCOME_LOCAL);
	assert_int_equal(desk->answers[1]->outcome, OUTCOME_LOCAL);
	end(desk);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_questions_that_nobody_shares_are_all_asked),
		cmocka_unit_test(test_equal_questions_on_their_way_are_asked_once),
		cmocka_unit_test(test_a_kept_answer_comes_at_once),
		cmocka_unit_test(test_a_full_table_only_costs_questions),
		cmocka_unit_test(test_who_waits_hears_of_a_refusal_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
