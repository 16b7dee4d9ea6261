#include "cli/dig_validate.h"

#include "base/arena.h"
#include "base/clock.h"
#include "cli/dig_asker.h"
#include "cli/dig_servers.h"
#include "dns/message.h"
#include "query/anchor.h"
#include "query/validate.h"
#include "query/validate_engine.h"

/* What validations share. */
struct dig_trust {
	struct anchors anchors;
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
	asker->trust = trust;
	return true;
}

static bool is_resolver(const struct answer *answer)
{
	struct message_header header;

	return message_read_header(answer->wire, answer->size, &header) == ERR_OK &&
	       (header.flags & FLAG_RA) != 0;
}

bool dig_validate_answer(struct dig_asker *asker, const struct dig_lookup *lookup,
			 struct name qname, const struct answer *answer,
			 const struct validate_result **out_result)
{
	struct validate_result *result = arena_alloc(asker->scratch, sizeof(*result));
	struct ask_policy policy;
	struct validate_engine source = {
		.arena = asker->scratch,
		.engine = dig_asker_engine(asker),
		.servers = &answer->server,
		.server_count = 1,
		.policy = &policy,
	};
	const struct validate_options options = {
		.anchors = &asker->trust->anchors,
		.fetch = validate_engine_fetch,
		.user = &source,
		.now_us = clock_wall_us(),
	};
	const struct validate_question question = { qname, lookup->type,
						    lookup->rr_class };

	if (source.engine == NULL)
		return false;
	dig_asker_policy(asker, lookup, &policy);
	policy.has_id = false;
	policy.is_tc_ignored = false;
	if (!is_resolver(answer)) {
		source.walk = dig_servers_walk(asker, lookup);
		if (source.walk == NULL)
			return false;
	}
	validate_message(asker->scratch, &options, &question, answer->wire, answer->size,
			 result);
	*out_result = result;
	return true;
}
