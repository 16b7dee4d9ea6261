#pragma once

#include "base/arena.h"
#include "query/engine.h"
#include "virtual/shape.h"
#include "virtual/virtual.h"

/** An engine on a virtual network, and the answers that it gave: what tests of the engine begin with. */
struct asker {
	struct arena *arena;
	struct virtual *net;
	struct engine *engine;
	struct ask_policy
		policy; /* of the next question; engine_policy_default at first */
	struct build_query
		query; /* the next question; www.example. A with EDNS at first */
	struct name_buffer qname;
	struct answer **answers; /* in the order of arrival; copies in the arena */
	size_t answer_count;
	size_t answer_room;
	size_t asked;
};

void asker_init(struct asker *asker, const struct engine_options *options);
void asker_free(struct asker *asker);

/** Sets the name of the next question. */
void asker_name(struct asker *asker, const char *name);

/** Asks asker->query of these hosts, in this order; the engine runs later. */
void asker_ask(struct asker *asker, struct virtual_host *const *hosts, size_t count);

/** Runs until all is answered. */
void asker_run(struct asker *asker);

/** Asks one host, runs, and returns the answer: there must be exactly one. */
const struct answer *asker_answer(struct asker *asker, struct virtual_host *host);

/** A server that gives the shape at @user to every query. */
void asker_serve_shape(void *user, const struct virtual_query *query);

/** One step of a scripted server: what it does with its next message. */
struct asker_step {
	struct shape shape;
	uint64_t delay_us;
	bool is_silent;
	bool is_stream_only; /* the step is for TCP: a datagram gets no answer */
	int break_errno;     /* instead: an ICMP error, or the failure of the stream */
	bool is_end;         /* instead: the stream is closed */
};

struct asker_script {
	const struct asker_step *steps; /* the last one stands for all that follow */
	size_t count;
};

/** A server that follows the script at @user. */
void asker_serve_script(void *user, const struct virtual_query *query);
