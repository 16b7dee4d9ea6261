#include "check/run.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/map.h"
#include "check/casework.h"
#include "check/plan.h"
#include "check/zonerun.h"
#include "check/zonerun_found.h"
#include "query/walk.h"

enum { WALKS_MAX = 64, PROGRESS_MS = 200 };

struct run {
	struct arena *arena;
	struct engine *engine;
	const struct plan *plan;
	const struct run_options *options;
	struct verdict_summary summary;
	struct casework *work;
	struct walk *walk;
	const struct plan_check *next_check;
	const struct plan_zone *next_zone;
	struct zonerun *ready, **ready_end;
	struct zonerun *searching; /* their servers are being found */
	size_t searching_count;
	struct zonerun_asking asking;
	uint64_t total;
};

static void count_verdict(void *user, const struct verdict *verdict)
{
	struct run *run = user;

	verdict_count(&run->summary, verdict);
	run->options->sink(run->options->sink_user, verdict);
}

static void report_progress(void *user)
{
	const struct run *run = user;
	const struct run_progress progress = {
		.done = run->summary.expectations,
		.total = run->total > run->summary.expectations
				 ? run->total
				 : run->summary.expectations,
		.drift = run->summary.counts[STATE_CRITICAL] +
			 run->summary.counts[STATE_WARNING],
		.unknown = run->summary.counts[STATE_UNKNOWN],
	};

	run->options->progress(run->options->progress_user, &progress);
}

static void make_ready(struct run *run, struct zonerun *zonerun)
{
	zonerun->next = NULL;
	*run->ready_end = zonerun;
	run->ready_end = &zonerun->next;
	run->total += zonerun_total(zonerun);
}

static bool feed(void *user);

/* The engine's feed ran dry while servers were being found: there is something to ask again. */
static void found(void *user, const struct walk_zone *walked)
{
	struct zonerun *zonerun = user;
	struct run *run = zonerun->owner;

	*zonerun->place = zonerun->next_searching;
	if (zonerun->next_searching != NULL)
		zonerun->next_searching->place = zonerun->place;
	run->searching_count--;
	zonerun_found(zonerun, walked);
	make_ready(run, zonerun);
	engine_set_feed(run->engine, feed, run);
}

static void search(struct run *run, struct zonerun *zonerun)
{
	zonerun->owner = run;
	if (!zonerun->has_search) {
		zonerun_found(zonerun, NULL);
		make_ready(run, zonerun);
		return;
	}
	zonerun->next_searching = run->searching;
	zonerun->place = &run->searching;
	if (run->searching != NULL)
		run->searching->place = &zonerun->next_searching;
	run->searching = zonerun;
	run->searching_count++;
	if (walk_find(run->walk, zonerun->name, found, zonerun) != ERR_OK)
		found(zonerun, NULL);
}

/* Checks come before zones, so that a zone's questions can join theirs. */
static bool search_next(struct run *run)
{
	const struct plan_check *check = run->next_check;
	const struct plan_zone *zone = run->next_zone;

	if (check != NULL) {
		run->next_check = check->next;
		search(run, zonerun_new_check(run->arena, check, &run->asking));
		return true;
	}
	if (zone != NULL) {
		run->next_zone = zone->next;
		search(run, zonerun_new_zone(run->arena, zone, &run->asking));
		return true;
	}
	return false;
}

/* Starts one case of what is ready; false when nothing is. */
static bool start_next(struct run *run)
{
	while (run->ready != NULL) {
		struct zonerun *zonerun = run->ready;

		if (zonerun_start_next(zonerun, run->work))
			return true;
		run->ready = zonerun->next;
		if (run->ready == NULL)
			run->ready_end = &run->ready;
	}
	return false;
}

/* Dry when nothing can be started before an answer comes; found() opens it again. */
static bool feed(void *user)
{
	struct run *run = user;

	while (engine_has_room(run->engine)) {
		if (start_next(run))
			continue;
		if (run->searching_count >= WALKS_MAX || !search_next(run))
			return false;
	}
	return true;
}

/* After a stop: what was never asked gets its verdict, too. */
static void finish_interrupted(struct run *run)
{
	casework_interrupt(run->work);
	for (struct zonerun *one = run->ready; one != NULL; one = one->next)
		zonerun_interrupt(one, run->work);
	for (struct zonerun *one = run->searching; one != NULL; one = one->next_searching)
		zonerun_interrupt(one, run->work);
	for (; run->next_check != NULL; run->next_check = run->next_check->next) {
		zonerun_interrupt(
			zonerun_new_check(run->arena, run->next_check, &run->asking),
			run->work);
	}
	for (; run->next_zone != NULL; run->next_zone = run->next_zone->next) {
		zonerun_interrupt(
			zonerun_new_zone(run->arena, run->next_zone, &run->asking),
			run->work);
	}
}

static struct ask_policy policy_of(const struct declared_defaults *defaults)
{
	struct ask_policy policy = engine_policy_default;

	policy.timeout_ms = (unsigned)(defaults->timeout_us / 1000);
	policy.tries = defaults->tries;
	return policy;
}

static enum err start_walk(struct run *run, const struct ask_policy *policy)
{
	const struct walk_options options = {
		.roots = run->plan->roots,
		.root_count = run->plan->root_count,
		.port = run->plan->declaration->defaults.port,
		.has_v4 = run->options->has_v4,
		.has_v6 = run->options->has_v6,
		.is_v6_last = run->options->is_v6_left_out,
		.policy = policy,
	};

	return walk_new(run->arena, run->engine, &options, &run->walk);
}

static enum err run_all(struct run *run, const struct ask_policy *policy)
{
	const struct casework_options options = {
		.defaults = &run->plan->declaration->defaults,
		.policy = *policy,
		.is_detailed = run->options->is_detailed,
		.sink = count_verdict,
		.sink_user = run,
	};
	enum err err = start_walk(run, policy);

	if (err != ERR_OK)
		return err;
	run->work = casework_new(run->arena, run->engine, &options);
	engine_set_feed(run->engine, feed, run);
	if (run->options->progress != NULL)
		engine_set_tick(run->engine, PROGRESS_MS, report_progress, run);
	err = engine_run(run->engine);
	engine_set_tick(run->engine, 0, NULL, NULL);
	finish_interrupted(run);
	run->summary.servers = map_len(run->asking.servers);
	casework_free(run->work);
	return err;
}

enum err run_plan(struct arena *arena, struct engine *engine, const struct plan *plan,
		  const struct run_options *options, struct verdict_summary *out_summary)
{
	struct run run = {
		.arena = arena,
		.engine = engine,
		.plan = plan,
		.options = options,
		.next_check = plan->checks,
		.next_zone = plan->zones,
	};
	struct ask_policy policy = policy_of(&plan->declaration->defaults);
	uint64_t start_us = clock_mono_us();
	uint64_t sent_before = engine_get_stats(engine)->sent;
	enum err err;

	run.ready_end = &run.ready;
	run.asking = (struct zonerun_asking){
		.lists = plan->targets,
		.servers = map_new(arena),
		.left_out = options->is_v6_left_out ? map_new(arena) : NULL,
		.is_one_family = !options->has_v4 || !options->has_v6,
	};
	run.summary.start_wall_us = clock_wall_us();
	err = run_all(&run, &policy);
	if (err != ERR_OK)
		return err;
	run.summary.elapsed_us = clock_mono_us() - start_us;
	run.summary.queries = engine_get_stats(engine)->sent - sent_before;
	if (run.asking.left_out != NULL && options->left_out != NULL)
		*options->left_out = map_len(run.asking.left_out);
	*out_summary = run.summary;
	return ERR_OK;
}
