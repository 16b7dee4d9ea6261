#include "check/asking.h"

#include "check/joiner.h"
#include "dns/build.h"

enum { EDNS_UDP_SIZE = 1232 };

/* Tells all who wait for the same; the asking may be gone once it was told itself. */
static void answered(void *user, const struct answer *answer)
{
	struct asking *asking = user;
	const struct asker *asker = asking->asker;
	struct joint *joint = asking->joint;
	struct asking *waiting = NULL;

	if (joint != NULL) {
		joiner_settle(asker->joiner, joint, answer);
		waiting = joint->waiters;
		joint->waiters = NULL;
	}
	asker->take(asking, answer);
	while (waiting != NULL) {
		struct asking *next = waiting->next_waiting;

		asker->take(waiting, answer);
		waiting = next;
	}
}

/* True when an equal question was asked before: its answer comes from there. */
static bool join(struct asking *asking, const struct build_query *query)
{
	const struct asker *asker = asking->asker;
	const struct server *server = asking->item.target->server;
	struct joint *joint = NULL;

	if (!joiner_is_empty(asker->joiner))
		joint = joiner_find(asker->joiner, server, query, &asking->policy);
	if (joint == NULL) {
		if (asking->is_shared) {
			asking->joint =
				joiner_add(asker->joiner, server, query, &asking->policy);
		}
		return false;
	}
	if (joint->answer != NULL) {
		asker->take(asking, joint->answer);
	} else {
		asking->next_waiting = joint->waiters;
		joint->waiters = asking;
	}
	return true;
}

void asking_send(struct asking *asking)
{
	static const struct answer unsent = { .outcome = OUTCOME_LOCAL };
	const struct wish *wish = &asking->item.wish;
	const struct build_query query = {
		.qname = wish->qname,
		.qtype = wish->qtype,
		.qclass = wish->qclass,
		.flags = wish->flags,
		.edns = { .is_on = true, .udp_size = EDNS_UDP_SIZE },
	};
	const struct ask ask = {
		.query = &query,
		.servers = &asking->item.target->server,
		.server_count = 1,
		.policy = &asking->policy,
		.done = answered,
		.user = asking,
	};

	if (!join(asking, &query) && engine_ask(asking->asker->engine, &ask) != ERR_OK)
		answered(asking, &unsent);
}
