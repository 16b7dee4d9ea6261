#include "cli/dig_validate.h"

#include "base/arena.h"
#include "base/clock.h"
#include "base/err.h"
#include "cli/dig_asker.h"
#include "dns/message.h"
#include "query/anchor.h"
#include "query/hints.h"
#include "query/validate.h"
#include "query/validate_engine.h"
#include "query/walk.h"

/* What validations share. */
struct dig_trust {
	struct anchors anchors;
	const struct server **roots;
	size_t root_count;
};

bool dig_validate_begin(struct dig_asker *asker)
{
	const struct dig_globals *globals = &asker->line->globals;
	struct dig_trust *trust = arena_alloc(asker->arena, sizeof(*trust));
	const char *why = "";

	if (asker->trust != NULL)
		return true;
	if (globals->trust_anchor == NULL) {
		anchor_builtin(asker->arena, &trust->anchors);
	} else if (anchor_read(asker->arena, globals->trust_anchor, &trust->anchors,
			       &why) != ERR_OK) {
		return dig_line_fatal(asker->line, DIG_EXIT_USAGE, "%s", why);
	}
	if (globals->root_hints == NULL) {
		trust->root_count =
			hints_builtin(asker->arena, globals->port, &trust->roots);
	} else if (hints_read(asker->arena, globals->root_hints, globals->port,
			      &trust->roots, &trust->root_count, &why) != ERR_OK) {
		return dig_line_fatal(asker->line, DIG_EXIT_USAGE, "%s", why);
	}
	asker->trust = trust;
	return true;
}

static bool is_resolver(const struct answer *answer)
{
	struct message_header header;

	return message_read_header(answer->wire, answer->size, &header) == ERR_OK &&
	       (header.flags & FLAG_RA) != 0;
}

static enum err make_walk(struct dig_asker *asker, const struct ask_policy *policy,
			  struct engine *engine, struct walk **out_walk)
{
	const struct dig_globals *globals = &asker->line->globals;
	const struct walk_options options = {
		.roots = asker->trust->roots,
		.root_count = asker->trust->root_count,
		.port = globals->port,
		.has_v4 = !globals->is_v6_only,
		.has_v6 = !globals->is_v4_only,
		.is_v6_last = true,
		.policy = policy,
	};

	return walk_new(asker->scratch, engine, &options, out_walk);
}

bool dig_validate_answer(struct dig_asker *asker, const struct dig_lookup *lookup,
			 struct name qname, const struct answer *answer,
			 const struct validate_result **out_result)
{
	struct validate_result *result = arena_alloc(asker->scratch, sizeof(*result));
	struct validate_engine source = {
		.arena = asker->scratch,
		.engine = dig_asker_engine(asker),
		.servers = &answer->server,
		.server_count = 1,
	};
	const struct validate_options options = {
		.anchors = &asker->trust->anchors,
		.fetch = validate_engine_fetch,
		.user = &source,
		.now_us = clock_wall_us(),
	};
	const struct validate_question question = { qname, lookup->type,
						    lookup->rr_class };
	struct ask_policy policy;

	if (source.engine == NULL)
		return false;
	dig_asker_policy(asker, lookup, &policy);
	policy.has_id = false;
	policy.is_tc_ignored = false;
	source.policy = &policy;
	if (!is_resolver(answer) &&
	    make_walk(asker, &policy, source.engine, &source.walk) != ERR_OK) {
		return dig_line_fatal(asker->line, DIG_EXIT_INTERNAL,
				      "couldn't begin at the root");
	}
	validate_message(asker->scratch, &options, &question, answer->wire, answer->size,
			 result);
	*out_result = result;
	return true;
}
