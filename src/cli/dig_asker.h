#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "cli/dig_line.h"
#include "query/engine.h"
#include "query/resolvconf.h"
#include "report/lookup.h"

struct arena;
struct dig_found;
struct dig_save;
struct walk;
struct dig_trust;

/** What the lookups of a run share; nothing of it is made before it is needed. */
struct dig_asker {
	struct dig_line *line;
	struct arena *arena;   /* of the run */
	struct arena *scratch; /* of one lookup: emptied behind it */
	struct engine *engine;
	struct net *net;   /* NULL: the real one; tests give their own */
	struct walk *walk; /* from the root down; NULL until it is needed */
	const struct server *const *roots; /* where it begins; NULL: at the root hints */
	size_t root_count;
	const struct resolvconf *conf;
	const char *conf_path;
	const struct dig_trust *trust; /* of +validate; NULL: not read yet */
	const struct dig_found *found; /* addresses of servers, by what was written */
	struct lookup_context context;
	const struct lookup_format *format;
	void *format_state;
	uint64_t number;       /* of the lookup, from 1 */
	bool is_batch;         /* the line at hand is one of a batch file */
	struct dig_save *save; /* of --save; NULL: none */
	int exit_code;
};

void dig_asker_init(struct dig_asker *asker, struct dig_line *line, struct arena *arena);

/** Frees the engine and the scratch arena; for CLEANUP. */
void dig_asker_end(struct dig_asker *asker);

/** resolv.conf, read once; NULL when it cannot be read, which was said. */
const struct resolvconf *dig_asker_conf(struct dig_asker *asker);

/** The engine, made once; NULL when it cannot be made, which was said. */
struct engine *dig_asker_engine(struct dig_asker *asker);

/** Times and tries of a lookup, by its options and resolv.conf.  NULL conf: dig's defaults. */
void dig_asker_policy(struct dig_asker *asker, const struct dig_lookup *lookup,
		      struct ask_policy *out_policy);

/**
 * Asks the servers in order and waits; the answer is in the scratch arena.
 * Returns NULL when our own program failed, which was said.
 */
const struct answer *dig_asker_ask(struct dig_asker *asker,
				   const struct build_query *query,
				   const struct server *const *servers, size_t count,
				   const struct ask_policy *policy);

/** Says what went wrong, a line, where the context's failures go. */
void dig_asker_say(struct dig_asker *asker, const char *format, ...) PRINTF(2, 3);

/** Begins the format that the globals ask for, when it is another than before. */
void dig_asker_choose_format(struct dig_asker *asker);
