#include "cli/dig_transfer.h"

#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "cli/dig_asker.h"
#include "cli/dig_outcome.h"
#include "cli/dig_save.h"
#include "cli/dig_target.h"
#include "cli/dig_view.h"
#include "query/transfer.h"

struct state {
	struct dig_asker *asker;
	const struct dig_view *view;
	bool is_last; /* no other server is left to be tried */
	bool is_over; /* the end was reported */
	bool has_message;
	const struct server *server;
	const uint8_t *query; /* in the scratch arena */
	size_t query_size;
	struct transfer_result result;
};

static void take_query(void *user, const uint8_t *wire, size_t size)
{
	struct state *state = user;
	uint8_t *copy = arena_bytes(state->asker->scratch, size);

	memcpy(copy, wire, size);
	state->query = copy;
	state->query_size = size;
	dig_save_transfer(state->asker, state->server, true, wire, size);
}

/* The query is shown as one attempt that was answered. */
static void show_query(const struct state *state)
{
	struct dig_asker *asker = state->asker;
	const struct attempt attempt = {
		.server = state->server,
		.transport = TRANSPORT_TCP,
		.outcome = OUTCOME_REPLY,
	};
	const struct trail_step sent = {
		.wire = state->query,
		.size = state->query_size,
		.is_sent = true,
		.wall_us = clock_wall_us(),
	};
	const struct answer answer = {
		.server = state->server,
		.transport = TRANSPORT_TCP,
		.start_wall_us = sent.wall_us,
		.attempts = &attempt,
		.attempt_count = 1,
		.trail = &sent,
		.trail_count = 1,
		.query = state->query,
		.query_size = state->query_size,
	};

	asker->format->attempts(asker->format_state, &asker->context, &state->view->shown,
				&answer);
}

static void take_message(void *user, const uint8_t *wire, size_t size)
{
	struct state *state = user;
	struct dig_asker *asker = state->asker;
	struct lookup shown = state->view->shown;

	if (!state->has_message)
		show_query(state);
	state->has_message = true;
	shown.server = state->server;
	dig_save_transfer(asker, state->server, false, wire, size);
	asker->format->transfer(asker->format_state, &asker->context, &shown, wire, size);
}

/* Before the first message another server may do better. */
static bool is_final(const struct state *state)
{
	bool is_cut = state->result.end == TRANSFER_CUT ||
		      state->result.end == TRANSFER_TIMEOUT;

	return state->is_last || state->has_message || !is_cut;
}

static void take_end(void *user, const struct transfer_result *result)
{
	struct state *state = user;
	struct dig_asker *asker = state->asker;

	state->result = *result;
	state->is_over = is_final(state);
	if (state->is_over) {
		asker->format->transfer_end(asker->format_state, &asker->context,
					    &state->view->shown, result);
	}
}

/* dig fails only where no message came. */
static int dig_code(const struct transfer_result *result)
{
	return (result->end == TRANSFER_CUT || result->end == TRANSFER_TIMEOUT) &&
			       result->outcome != OUTCOME_TLS
		       ? DIG_EXIT_NO_REPLY
		       : DIG_EXIT_OK;
}

/* dig tries a refused connection again, and says so each time. */
static bool is_tried_again(const struct state *state)
{
	return state->asker->line->is_dig && state->is_last && !state->has_message &&
	       state->result.end == TRANSFER_CUT &&
	       state->result.outcome == OUTCOME_REFUSED;
}

static enum err transfer_from(struct state *state, struct engine *engine,
			      const struct transfer_job *job, unsigned tries)
{
	enum err err;

	do {
		err = transfer_start(engine, job);
		if (err == ERR_OK)
			err = engine_run(engine);
	} while (err == ERR_OK && --tries > 0 && is_tried_again(state));
	return err;
}

bool dig_transfer_run(struct dig_asker *asker, const struct dig_lookup *lookup,
		      const struct build_query *query, const struct dig_target *target,
		      const struct dig_view *view, int *out_exit_code)
{
	struct engine *engine = dig_asker_engine(asker);
	struct state state = { .asker = asker, .view = view };
	struct transfer_job job = {
		.query = query,
		.made = take_query,
		.message = take_message,
		.done = take_end,
		.user = &state,
	};
	struct ask_policy policy;
	enum err err = ERR_OK;

	if (engine == NULL)
		return false;
	dig_asker_policy(asker, lookup, &policy);
	job.timeout_ms = policy.timeout_ms;
	job.tsig = policy.tsig;
	for (size_t i = 0; i < target->count && err == ERR_OK && !state.is_over; i++) {
		job.server = target->servers[i];
		state.server = target->servers[i];
		state.is_last = i + 1 == target->count;
		err = transfer_from(&state, engine, &job, policy.tries);
	}
	if (err != ERR_OK) {
		return dig_line_fatal(asker->line, DIG_EXIT_INTERNAL,
				      "couldn't transfer: %s", err_text(err));
	}
	*out_exit_code = asker->line->is_dig ? dig_code(&state.result)
					     : dig_outcome_of_transfer(&state.result);
	return true;
}
