#pragma once

#include "canned.h"
#include "query/engine.h"

/*
 * An engine without a network: answers from rules, each question counted.
 *
 * The first rule that fits answers; without one nobody does (a timeout).  Answers come when
 * engine_run gets to them, first in first out; with has_at_once inside of engine_ask.
 */
struct fakenet_rule {
	const char *ip;      /* NULL: any */
	const char *qname;   /* NULL: any */
	const char *qtype;   /* NULL: any */
	const char *head;    /* NULL: a timeout */
	const char *records; /* of the answer; "@" is the name asked for */
};

struct fakenet_question {
	const struct server *server;
	struct name_buffer qname;
	uint16_t qtype;
	uint16_t flags;
	struct ask_policy policy;
	engine_done *done;
	void *user;
};

enum { FAKENET_MAX = 4096 };

struct engine {
	struct arena *arena;
	const struct fakenet_rule *rules;
	size_t rule_count;
	struct fakenet_question *queue;
	size_t queue_len, queue_max; /* most on their way at once */
	struct fakenet_question asked[FAKENET_MAX];
	size_t asked_count;
	size_t room;       /* questions on their way at once */
	size_t stop_after; /* answers; 0: never */
	size_t answered;
	bool has_at_once;
	bool is_refusing; /* engine_ask fails */
	engine_feed *feed;
	void *feed_user;
	engine_tick *tick;
	void *tick_user;
	struct engine_stats stats;
};

const struct ask_policy engine_policy_default = { .timeout_ms = 2000, .tries = 3 };

static inline struct engine *fakenet_new(struct arena *arena,
					 const struct fakenet_rule *rules, size_t count)
{
	struct engine *engine = arena_alloc(arena, sizeof(*engine));

	engine->arena = arena;
	engine->rules = rules;
	engine->rule_count = count;
	engine->queue = arena_array(arena, FAKENET_MAX, sizeof(*engine->queue));
	engine->room = 100;
	return engine;
}

static inline bool fakenet_fits(const struct engine *engine,
				const struct fakenet_rule *rule,
				const struct fakenet_question *question)
{
	char buffer[128];
	struct text text;

	text_init(&text, buffer, sizeof(buffer));
	server_print_ip(&text, question->server);
	if (rule->ip != NULL && strcmp(rule->ip, buffer) != 0)
		return false;
	if (rule->qname != NULL &&
	    !name_equal(canned_name(engine->arena, str_of(rule->qname)),
			name_of(&question->qname)))
		return false;
	return rule->qtype == NULL || canned_type(str_of(rule->qtype)) == question->qtype;
}

static inline const struct fakenet_rule *fakenet_rule_of(
	const struct engine *engine, const struct fakenet_question *question)
{
	for (size_t i = 0; i < engine->rule_count; i++) {
		if (fakenet_fits(engine, &engine->rules[i], question))
			return &engine->rules[i];
	}
	return NULL;
}

static inline void fakenet_answer(struct engine *engine,
				  const struct fakenet_question *question)
{
	const struct fakenet_rule *rule = fakenet_rule_of(engine, question);
	struct answer silence = { .outcome = OUTCOME_TIMEOUT,
				  .attempt_count = question->policy.tries,
				  .total_us = (uint64_t)question->policy.timeout_ms *
					      question->policy.tries * 1000 };
	struct arena *arena = arena_new();
	struct answer *answer = &silence;

	if (rule != NULL && rule->head != NULL) {
		answer = canned_answer_of(arena,
					  canned_message(arena, name_of(&question->qname),
							 question->qtype, rule->head,
							 rule->records));
	}
	answer->server = question->server;
	engine->answered++;
	engine->stats.answered++;
	question->done(question->user, answer);
	/* Answers are borrowed until the callback returns: who kept one reads rubbish now. */
	arena_free(arena);
}

NODISCARD enum err engine_ask(struct engine *engine, const struct ask *ask)
{
	struct fakenet_question question = { .server = ask->servers[0],
					     .qtype = ask->query->qtype,
					     .flags = ask->query->flags,
					     .policy = *ask->policy,
					     .done = ask->done,
					     .user = ask->user };

	if (engine->is_refusing)
		return ERR_LIMIT;
	if (engine->asked_count == FAKENET_MAX || ask->server_count != 1)
		abort();
	memcpy(question.qname.wire, ask->query->qname.wire, ask->query->qname.size);
	question.qname.size = ask->query->qname.size;
	engine->asked[engine->asked_count++] = question;
	engine->stats.asked++;
	engine->stats.sent++;
	if (engine->has_at_once) {
		fakenet_answer(engine, &question);
		return ERR_OK;
	}
	engine->queue[engine->queue_len++] = question;
	if (engine->queue_len > engine->queue_max)
		engine->queue_max = engine->queue_len;
	return ERR_OK;
}

bool engine_has_room(const struct engine *engine)
{
	return engine->queue_len < engine->room;
}

void engine_set_feed(struct engine *engine, engine_feed *feed, void *user)
{
	engine->feed = feed;
	engine->feed_user = user;
}

void engine_set_tick(struct engine *engine, unsigned interval_ms, engine_tick *tick,
		     void *user)
{
	(void)interval_ms;
	engine->tick = tick;
	engine->tick_user = user;
}

static inline void fakenet_pull(struct engine *engine)
{
	while (engine->feed != NULL && engine_has_room(engine)) {
		engine_feed *feed = engine->feed;

		if (!feed(engine->feed_user) && engine->feed == feed)
			engine->feed = NULL;
	}
}

NODISCARD enum err engine_run(struct engine *engine)
{
	for (;;) {
		struct fakenet_question question;

		fakenet_pull(engine);
		if (engine->tick != NULL)
			engine->tick(engine->tick_user);
		if (engine->queue_len == 0 && engine->feed == NULL)
			return ERR_OK;
		if (engine->queue_len == 0)
			continue;
		if (engine->stop_after > 0 && engine->answered >= engine->stop_after)
			return ERR_OK;
		question = engine->queue[0];
		engine->queue_len--;
		memmove(engine->queue, engine->queue + 1,
			engine->queue_len * sizeof(question));
		fakenet_answer(engine, &question);
	}
}

const struct engine_stats *engine_get_stats(const struct engine *engine)
{
	return &engine->stats;
}

/* Questions for that name and type, of any server when @ip is NULL. */
static inline size_t fakenet_count(const struct engine *engine, const char *ip,
				   const char *qname, const char *qtype)
{
	const struct fakenet_rule rule = { .ip = ip, .qname = qname, .qtype = qtype };
	size_t count = 0;

	for (size_t i = 0; i < engine->asked_count; i++)
		count += fakenet_fits(engine, &rule, &engine->asked[i]);
	return count;
}
