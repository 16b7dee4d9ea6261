#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "query/answer.h"
#include "query/engine.h"

struct asking;
struct build_query;
struct server;

/**
 * Equal questions, so that each is asked once: same server, transport, name, type, class, header flags,
 * timeout and tries.  What is added here is on its way or answered; answers are kept within bounds, and
 * what is past them is just asked again.
 */
struct joiner;

/** A question that was added; its waiters form a list of the user's. */
struct joint {
	const struct answer *answer; /* kept; NULL while it is on its way */
	struct asking *waiters; /* whom to tell when it is answered; the user's list */
	bool is_forgotten;      /* answered, and not kept: joiner_find passes it over */
};

struct joiner_options {
	size_t count_max; /* questions that are remembered */
	size_t size_max;  /* bytes of answers that are kept */
};

struct joiner *joiner_new(const struct joiner_options *options);

/** NULL is allowed. */
void joiner_free(struct joiner *joiner);

/** True as long as nothing was added: then there is nothing to look for. */
bool joiner_is_empty(const struct joiner *joiner);

/** The joint of an equal question, or NULL. */
struct joint *joiner_find(struct joiner *joiner, const struct server *server,
			  const struct build_query *query,
			  const struct ask_policy *policy);

/** Adds a question that joiner_find did not find; NULL when there are too many. */
struct joint *joiner_add(struct joiner *joiner, const struct server *server,
			 const struct build_query *query,
			 const struct ask_policy *policy);

/**
 * Keeps a copy of the answer, or forgets the question when there is no room for it.  Waiters are the
 * user's business; the joint lives on.
 */
void joiner_settle(struct joiner *joiner, struct joint *joint,
		   const struct answer *answer);
