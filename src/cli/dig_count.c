#include "cli/dig_count.h"

#include <time.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/duration.h"
#include "cli/dig_asker.h"
#include "cli/dig_outcome.h"
#include "cli/dig_query.h"
#include "cli/dig_servers.h"
#include "cli/dig_target.h"
#include "cli/dig_view.h"
#include "cli/stop.h"
#include "dns/edns.h"
#include "dns/type.h"
#include "query/answer.h"
#include "query/panel.h"
#include "report/lookup_series.h"

enum { NS_A_US = 1000 };

/* A measurement under way. */
struct counting {
	struct dig_asker *asker;
	const struct dig_lookup *lookup;
	const struct server *const *servers;
	size_t count;
	struct build_query query;
	struct ask_policy policy;
	struct arena *round; /* emptied behind each */
	struct lookup_measure measure;
	bool is_interrupted;
	int exit_code; /* of the last reply */
};

static bool fail(const struct counting *counting, enum err err)
{
	return dig_line_fatal(counting->asker->line, DIG_EXIT_INTERNAL,
			      "couldn't ask: %s", err_text(err));
}

/* A server that truncates has one series for each transport. */
static struct lookup_series *series_of(struct counting *counting,
				       const struct server *server,
				       enum transport transport)
{
	struct lookup_measure *measure = &counting->measure;
	struct lookup_series *series;
	size_t i = 0;

	while (i < measure->count && (measure->series[i].server != server ||
				      measure->series[i].transport != transport))
		i++;
	series = &measure->series[i];
	if (i < measure->count)
		return series;
	measure->count++;
	series->server = server;
	series->transport = transport;
	series->times_us = arena_array(counting->asker->scratch, measure->wanted,
				       sizeof(*series->times_us));
	return series;
}

/* A reply without a whole header is one that it could not form. */
static uint16_t rcode_of(const struct answer *answer)
{
	struct message_header header;
	struct edns edns;

	if (message_read_header(answer->wire, answer->size, &header) != ERR_OK)
		return RCODE_FORMERR;
	edns_find(answer->wire, answer->size, &edns);
	return edns_rcode(header.flags, &edns);
}

static void note_rcode(struct lookup_series *series, uint16_t rcode)
{
	if (rcode == RCODE_NOERROR || rcode == RCODE_NXDOMAIN)
		return;
	series->failures++;
	series->failed_by = rcode;
}

static bool has_series(const struct counting *counting, const struct server *server)
{
	for (size_t i = 0; i < counting->measure.count; i++) {
		if (counting->measure.series[i].server == server)
			return true;
	}
	return false;
}

static void note(struct counting *counting, const struct panel_question *question)
{
	const struct answer *answer = question->answer;
	struct lookup_series *series;

	if (answer == NULL) {
		counting->is_interrupted = true;
		if (!has_series(counting, question->server)) {
			(void)series_of(counting, question->server,
					question->server->transport);
		}
		return;
	}
	series = series_of(counting, question->server, answer->transport);
	series->asked++;
	if (answer->wire == NULL) {
		series->lost++;
		series->lost_to = answer->outcome;
		return;
	}
	note_rcode(series, rcode_of(answer));
	series->times_us[series->count++] = answer->rtt_us;
	counting->exit_code = dig_outcome_of_answer(counting->lookup, answer);
}

static bool ask_round(struct counting *counting)
{
	struct panel_question *questions =
		arena_array(counting->round, counting->count, sizeof(*questions));
	enum err err;

	for (size_t i = 0; i < counting->count; i++) {
		questions[i].query = &counting->query;
		questions[i].server = counting->servers[i];
	}
	err = panel_ask(counting->round, counting->asker->engine, &counting->policy,
			questions, counting->count);
	if (err != ERR_OK)
		return fail(counting, err);
	for (size_t i = 0; i < counting->count; i++)
		note(counting, &questions[i]);
	counting->measure.rounds += !counting->is_interrupted;
	arena_reset(counting->round);
	return true;
}

/* Until the interval since @start_us is over; a signal ends it. */
static void wait_for_next(struct counting *counting, uint64_t start_us)
{
	const uint64_t passed_us = clock_mono_us() - start_us;
	const uint64_t interval_us = counting->measure.interval_us;
	struct timespec rest;

	if (passed_us >= interval_us)
		return;
	rest.tv_sec = (time_t)((interval_us - passed_us) / DURATION_S);
	rest.tv_nsec = (long)((interval_us - passed_us) % DURATION_S) * NS_A_US;
	counting->is_interrupted = nanosleep(&rest, NULL) != 0;
}

static bool ask_rounds(struct counting *counting)
{
	const struct lookup_measure *measure = &counting->measure;

	while (measure->rounds < measure->wanted && !counting->is_interrupted) {
		const uint64_t start_us = clock_mono_us();

		if (!ask_round(counting))
			return false;
		if (measure->rounds < measure->wanted && !counting->is_interrupted)
			wait_for_next(counting, start_us);
	}
	return true;
}

static bool prepare(struct counting *counting)
{
	struct dig_asker *asker = counting->asker;
	enum err err = dig_query_build(asker->scratch, counting->lookup,
				       counting->measure.qname, &counting->query);

	if (err != ERR_OK)
		return fail(counting, err);
	dig_asker_policy(asker, counting->lookup, &counting->policy);
	counting->policy.tries = 1;
	counting->measure.series =
		arena_array(asker->scratch, TRANSPORT_COUNT * counting->count + 1,
			    sizeof(*counting->measure.series));
	return dig_asker_engine(asker) != NULL;
}

/* The real network alone knows signals. */
static bool ask_all(struct counting *counting)
{
	struct dig_asker *asker = counting->asker;
	bool is_asked;

	counting->round = arena_new();
	if (asker->net == NULL)
		stop_catch(asker->engine);
	is_asked = ask_rounds(counting);
	if (asker->net == NULL)
		stop_hold();
	arena_free(counting->round);
	return is_asked;
}

/* A server that never replied was not measured. */
static int exit_code_of(const struct counting *counting)
{
	const struct lookup_measure *measure = &counting->measure;

	if (measure->count == 0)
		return DIG_EXIT_NO_REPLY;
	for (size_t i = 0; i < measure->count; i++) {
		if (measure->series[i].count == 0)
			return DIG_EXIT_NO_REPLY;
	}
	return counting->exit_code;
}

bool dig_count_run(struct dig_asker *asker, const struct dig_lookup *lookup,
		   struct name qname, const struct dig_target *target,
		   const struct dig_view *view, int *out_exit_code)
{
	struct counting counting = {
		.asker = asker,
		.lookup = lookup,
		.servers = target->servers,
		.count = target->count,
		.measure = { .qname = qname,
			     .wanted = lookup->count,
			     .interval_us = lookup->interval_us },
	};
	struct dig_servers servers;

	if (lookup->is_all_ns) {
		if (!dig_servers_find(asker, lookup, qname, &servers))
			return false;
		counting.servers = servers.list;
		counting.count = servers.count;
	}
	if (!prepare(&counting) || !ask_all(&counting))
		return false;
	asker->format->measure(asker->format_state, &asker->context, &view->shown,
			       &counting.measure);
	*out_exit_code = exit_code_of(&counting);
	if (counting.is_interrupted)
		asker->line->exit_code = *out_exit_code;
	return !counting.is_interrupted;
}
