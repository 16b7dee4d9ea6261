#include "query/validate_engine.h"

#include "base/arena.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"

enum { UDP_SIZE = 1232 };

struct asked {
	struct arena *arena;
	const struct answer *answer;
};

static void keep(void *user, const struct answer *answer)
{
	struct asked *asked = user;

	asked->answer = answer_copy(asked->arena, answer);
}

static void found(void *user, const struct walk_zone *zone)
{
	const struct walk_zone **out_zone = user;

	*out_zone = zone;
}

/* The servers of a zone, in the order in which the walk found them. */
static const char *find_servers(struct validate_engine *self, struct name zone,
				const struct server *const **out_servers,
				size_t *out_count)
{
	const struct walk_zone *known = NULL;
	const struct server **servers;

	if (walk_find(self->walk, zone, found, &known) != ERR_OK ||
	    engine_run(self->engine) != ERR_OK || known == NULL)
		return "its servers could not be looked for";
	if (known->server_count == 0)
		return known->why == NULL ? "its servers were not found" : known->why;
	servers = arena_array(self->arena, known->server_count, sizeof(void *));
	for (size_t i = 0; i < known->server_count; i++)
		servers[i] = known->servers[i].server;
	*out_servers = servers;
	*out_count = known->server_count;
	return NULL;
}

static const char *ask(struct validate_engine *self, const struct build_query *query,
		       const struct server *const *servers, size_t count,
		       struct validate_reply *out_reply)
{
	struct asked asked = { .arena = self->arena };
	const struct ask ask = {
		.query = query,
		.servers = servers,
		.server_count = count,
		.policy = self->policy,
		.done = keep,
		.user = &asked,
	};

	if (engine_ask(self->engine, &ask) != ERR_OK ||
	    engine_run(self->engine) != ERR_OK || asked.answer == NULL)
		return "it could not be asked";
	if (asked.answer->wire == NULL)
		return answer_outcome_text(asked.answer->outcome);
	out_reply->wire = asked.answer->wire;
	out_reply->size = asked.answer->size;
	return NULL;
}

void validate_engine_fetch(void *user, struct name zone, struct name qname,
			   uint16_t qtype, struct validate_reply *out_reply)
{
	struct validate_engine *self = user;
	const struct build_query query = {
		.qname = qname,
		.qtype = qtype,
		.qclass = CLASS_IN,
		.flags = (uint16_t)(FLAG_CD | (self->walk == NULL ? FLAG_RD : 0)),
		.edns = { .is_on = true, .udp_size = UDP_SIZE, .flags = EDNS_FLAG_DO },
	};
	const struct server *const *servers = self->servers;
	size_t count = self->server_count;
	const char *why = NULL;

	*out_reply = (struct validate_reply){ .wire = NULL };
	if (self->walk != NULL)
		why = find_servers(self, zone, &servers, &count);
	if (why == NULL)
		why = ask(self, &query, servers, count, out_reply);
	out_reply->why = why;
}
