#include "check/casework.h"

#include <assert.h>

#include "base/arena.h"
#include "base/clock.h"
#include "check/casepool.h"
#include "check/joiner.h"
#include "check/judgement.h"
#include "dns/type.h"

enum { JOINTS_MAX = 100000, JOINTS_SIZE_MAX = 64 * 1024 * 1024 };

struct casework {
	struct arena *scratch;
	struct asker asker;
	struct casework_options options;
	struct casepool pool;
	bool is_over; /* interrupted: nothing more is asked */
};

/* What a kind's ask writes into; while it runs nothing is sent. */
struct asks {
	struct check_case *check_case; /* NULL: only the first wish is kept, in first */
	struct wish first;
	struct asking *first_new;
	size_t count;
};

static void take(struct asking *asking, const struct answer *answer);

struct casework *casework_new(struct arena *arena, struct engine *engine,
			      const struct casework_options *options)
{
	static const struct joiner_options joiner_options = {
		.count_max = JOINTS_MAX,
		.size_max = JOINTS_SIZE_MAX,
	};
	struct casework *work = arena_alloc(arena, sizeof(*work));

	work->pool.arena = arena;
	work->scratch = arena_new();
	work->asker = (struct asker){ engine, joiner_new(&joiner_options), take };
	work->options = *options;
	return work;
}

void casework_free(struct casework *work)
{
	if (work == NULL)
		return;
	casepool_free(&work->pool);
	joiner_free(work->asker.joiner);
	arena_free(work->scratch);
}

size_t casework_live(const struct casework *work)
{
	return work->pool.live_count;
}

static struct ask_policy policy_for(const struct casework *work, const struct wish *wish)
{
	struct ask_policy policy = work->options.policy;

	if (wish->has_transport)
		policy.transport = wish->transport;
	if (wish->timeout_ms > 0)
		policy.timeout_ms = wish->timeout_ms;
	if (wish->tries > 0)
		policy.tries = wish->tries;
	return policy;
}

void casework_wish(struct asks *asks, const struct target *target,
		   const struct wish *wish)
{
	struct check_case *one = asks->check_case;
	struct asking *asking;

	if (asks->count++ == 0)
		asks->first = *wish;
	if (one == NULL || one->count >= CHECK_WISHES_MAX)
		return;
	asking = one->last == NULL ? &one->first
				   : arena_alloc(casepool_arena(one), sizeof(*asking));
	*asking = (struct asking){ .item = { .wish = *wish, .target = target },
				   .asker = &one->work->asker,
				   .owner = one,
				   .is_shared = one->kind->is_shared,
				   .policy = policy_for(one->work, wish) };
	if (one->last != NULL)
		one->last->next = asking;
	one->last = asking;
	one->count++;
	if (asks->first_new == NULL)
		asks->first_new = asking;
}

static struct evidence case_evidence(struct check_case *one)
{
	struct evidence evidence = { .targets = one->targets,
				     .target_count = one->target_count,
				     .items = &one->first.item,
				     .count = one->count,
				     .wall_us = clock_wall_us() };

	if (one->count > 1) {
		struct evidence_item *items =
			arena_array(casepool_arena(one), one->count, sizeof(*items));
		size_t count = 0;

		for (struct asking *asking = &one->first; asking != NULL;
		     asking = asking->next)
			items[count++] = asking->item;
		evidence.items = items;
	}
	return evidence;
}

static void judge(struct check_case *one, const struct evidence *evidence)
{
	struct casework *work = one->work;
	const struct declared_defaults *defaults = work->options.defaults;
	struct judgement judgement = {
		.scratch = work->scratch,
		.is_detailed = work->options.is_detailed,
		.kind = one->kind->entry.name,
		.subject = &one->subject,
		.rtt_warning_us = defaults->rtt_warning_us,
		.rtt_critical_us = defaults->rtt_critical_us,
		.sink = work->options.sink,
		.sink_user = work->options.sink_user,
	};

	one->kind->judge(&one->subject, evidence, &judgement);
	assert(judgement.given == one->target_count);
	arena_reset(work->scratch);
}

static void advance(struct check_case *one, struct asking *borrowed)
{
	struct asks asks = { .check_case = one };
	struct evidence evidence = case_evidence(one);

	if (one->rounds++ < CHECK_ROUNDS_MAX)
		one->kind->ask(&one->subject, &evidence, &asks);
	if (asks.first_new == NULL) {
		evidence = case_evidence(one);
		judge(one, &evidence);
		casepool_drop(&one->work->pool, one);
		return;
	}
	if (borrowed != NULL) {
		borrowed->item.answer =
			answer_copy(casepool_arena(one), borrowed->item.answer);
	}
	/* Held back by one, so that answers that come at once do not advance it before the last. */
	one->outstanding++;
	for (struct asking *asking = asks.first_new; asking != NULL;
	     asking = asking->next) {
		one->outstanding++;
		asking_send(asking);
	}
	if (--one->outstanding == 0)
		advance(one, NULL);
}

static void take(struct asking *asking, const struct answer *answer)
{
	struct check_case *one = asking->owner;

	asking->item.answer = answer;
	if (--one->outstanding > 0) {
		asking->item.answer = answer_copy(casepool_arena(one), answer);
		return;
	}
	advance(one, asking);
}

/* The first wish of a kind tells what a verdict without answers is about. */
static struct wish first_wish(const struct check_kind *kind,
			      const struct subject *subject)
{
	static const struct target nobody = { .is_authoritative = true };
	const struct evidence evidence = { .targets = &nobody, .target_count = 1 };
	struct asks asks = { .first = { .qname = name_root, .qclass = CLASS_IN } };

	kind->ask(subject, &evidence, &asks);
	return asks.first;
}

static void give_unasked(struct casework *work, const struct check_kind *kind,
			 const struct subject *subject, const struct target *target,
			 enum reason reason, const char *detail)
{
	struct wish wish = first_wish(kind, subject);
	struct judgement judgement = {
		.scratch = work->scratch,
		.kind = kind->entry.name,
		.subject = subject,
		.sink = work->options.sink,
		.sink_user = work->options.sink_user,
	};

	judgement_fail(&judgement, reason);
	judgement.verdict.detail = str_of(detail);
	judgement_give_unasked(&judgement, &wish, target);
	arena_reset(work->scratch);
}

void casework_start(struct casework *work, const struct check_kind *kind,
		    const struct subject *subject, const struct target *targets,
		    size_t target_count)
{
	struct check_case *one;

	if (work->is_over) {
		for (size_t i = 0; i < target_count; i++) {
			give_unasked(work, kind, subject, &targets[i], REASON_INTERRUPTED,
				     NULL);
		}
		return;
	}
	one = casepool_take(&work->pool, work);
	one->kind = kind;
	one->subject = *subject;
	one->targets = targets;
	one->target_count = target_count;
	advance(one, NULL);
}

void casework_skip(struct casework *work, const struct check_kind *kind,
		   const struct subject *subject, enum reason reason, const char *detail)
{
	give_unasked(work, kind, subject, NULL, reason, detail);
}

void casework_interrupt(struct casework *work)
{
	work->is_over = true;
	while (work->pool.live != NULL) {
		struct check_case *one = work->pool.live;

		for (size_t i = 0; i < one->target_count; i++) {
			give_unasked(work, one->kind, &one->subject, &one->targets[i],
				     REASON_INTERRUPTED, NULL);
		}
		casepool_drop(&one->work->pool, one);
	}
}
