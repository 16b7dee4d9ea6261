#include "query/panel.h"

#include "base/arena.h"
#include "query/answer.h"
#include "query/engine.h"

/* Where an answer goes. */
struct seat {
	struct arena *arena;
	struct panel_question *question;
};

static void keep(void *user, const struct answer *answer)
{
	struct seat *seat = user;

	seat->question->answer = answer_copy(seat->arena, answer);
}

enum err panel_ask(struct arena *arena, struct engine *engine,
		   const struct ask_policy *policy, struct panel_question *questions,
		   size_t count)
{
	struct seat *seats = arena_array(arena, count, sizeof(*seats));
	enum err err = ERR_OK;

	for (size_t i = 0; i < count && err == ERR_OK; i++) {
		const struct ask ask = {
			.query = questions[i].query,
			.servers = &questions[i].server,
			.server_count = 1,
			.policy = policy,
			.done = keep,
			.user = &seats[i],
		};

		seats[i] = (struct seat){ arena, &questions[i] };
		err = engine_ask(engine, &ask);
	}
	return err == ERR_OK ? engine_run(engine) : err;
}
