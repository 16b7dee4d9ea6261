#include "base/arena.h"
#include "dns/build.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"
#include "query/walk_parts.h"
#include "query/walk_reply.h"

enum { UDP_SIZE = 1232 }; /* bytes that pass everywhere unfragmented */
enum { DEMERITS_MAX = UINT8_MAX };

void walk_lookup_start(struct walk_lookup *lookup, struct name qname, uint16_t qtype)
{
	lookup->qname = qname;
	lookup->qtype = qtype;
	lookup->cut = NULL;
	walk_push(lookup);
}

void walk_lookup_end(struct walk_lookup *lookup, enum walk_failure failure,
		     const char *why)
{
	walk_gate_leave(lookup);
	lookup->state = WALK_DONE;
	lookup->failure = failure;
	lookup->why = why;
	if (lookup->host != NULL) {
		walk_host_ended(lookup->host, lookup);
	} else {
		walk_push_find(lookup->payer);
	}
}

static void go_to(struct walk_lookup *lookup, struct walk_cut *cut)
{
	lookup->cut = cut;
	lookup->tried = 0;
	lookup->silent = 0;
	lookup->round = 0;
	lookup->has_reply = false;
	lookup->last = NULL;
	lookup->shut = WALK_OK;
}

/* No server of the cut is left to be asked. */
static void give_up(struct walk_lookup *lookup)
{
	struct walk_cut *cut = lookup->cut;

	if (lookup->last == NULL && lookup->shut != WALK_OK) {
		walk_lookup_end(lookup, lookup->shut, walk_words_shut(cut, lookup->shut));
		return;
	}
	if (lookup->last == NULL) {
		walk_lookup_end(lookup, walk_want_failure(cut),
				walk_words_no_address(cut));
		return;
	}

	const char *why = walk_words_useless(lookup);

	if (lookup->has_reply) {
		walk_gate_pass(lookup, name_label_count(lookup->qname));
		walk_lookup_end(lookup, WALK_REFUSED, why);
		return;
	}
	cut->silences++;
	cut->silence = why;
	walk_lookup_end(lookup, WALK_SILENT, why);
}

/* The server to ask next; -1 when the lookup waits or has ended. */
static int pick(struct walk_lookup *lookup)
{
	struct walk_cut *cut = lookup->cut;
	int index = walk_cut_pick(cut, lookup->tried);

	if (index >= 0)
		return index;
	if (lookup->shut == WALK_OK && walk_want_is_open(cut)) {
		walk_want_more(lookup);
		return -1;
	}
	if (lookup->silent != 0 && ++lookup->round < lookup->walk->rounds) {
		lookup->tried &= ~lookup->silent;
		lookup->silent = 0;
		index = walk_cut_pick(cut, lookup->tried);
	}
	if (index < 0)
		give_up(lookup);
	return index;
}

static void ask(struct walk_lookup *lookup, int index)
{
	struct walk *walk = lookup->walk;
	const struct build_query query = {
		.qname = lookup->qname,
		.qtype = lookup->qtype,
		.qclass = CLASS_IN,
		.opcode = OPCODE_QUERY,
		.edns = { .is_on = true, .udp_size = UDP_SIZE, .flags = EDNS_FLAG_DO },
	};
	const struct ask ask = {
		.query = &query,
		.servers = &lookup->server,
		.server_count = 1,
		.policy = &walk->policy,
		.done = walk_lookup_replied,
		.user = lookup,
	};

	lookup->index = (unsigned)index;
	lookup->server = lookup->cut->servers[index].server;
	lookup->tried |= UINT64_C(1) << index;
	lookup->state = WALK_ASKING;
	lookup->payer->questions++;
	if (engine_ask(walk->engine, &ask) != ERR_OK) {
		const struct answer nothing = { .outcome = OUTCOME_LOCAL };

		walk_lookup_replied(lookup, &nothing);
	}
}

/* The zone's cut was learnt by another, or by the last reply. */
static bool is_found(const struct walk_lookup *lookup)
{
	return lookup->host == NULL && !name_is_root(lookup->qname) &&
	       name_equal(lookup->cut->zone, lookup->qname);
}

void walk_lookup_run(struct walk_lookup *lookup)
{
	if (lookup->cut == NULL)
		go_to(lookup, walk_cut_above(lookup->walk, lookup->qname));
	if (is_found(lookup)) {
		walk_lookup_end(lookup, WALK_OK, NULL);
		return;
	}
	if (lookup->cut->silences >= WALK_SILENCES_MAX) {
		walk_lookup_end(lookup, WALK_SILENT, lookup->cut->silence);
		return;
	}
	if (lookup->payer->questions >= WALK_QUESTIONS_MAX) {
		walk_lookup_end(lookup, WALK_LIMIT, walk_words_limit(lookup));
		return;
	}

	const int index = pick(lookup);

	if (index >= 0 && walk_gate_enter(lookup))
		ask(lookup, index);
}

/* What was read from a reply, for those who act on it. */
struct arrival {
	const struct answer *answer;
	const struct walk_reply *reply;
};

static void take_answer(struct walk_lookup *lookup, const struct arrival *arrival)
{
	const struct answer *answer = arrival->answer;

	walk_gate_pass(lookup, name_label_count(lookup->qname));
	if (lookup->host != NULL) {
		walk_host_add(lookup->host, lookup, answer->wire, answer->size);
	} else {
		lookup->cut = walk_cut_learn(lookup->cut, lookup->qname, SECTION_ANSWER,
					     answer->wire, answer->size);
	}
	walk_lookup_end(lookup, WALK_OK, NULL);
}

static void take_denial(struct walk_lookup *lookup, const struct arrival *arrival)
{
	enum walk_failure failure = WALK_NXDOMAIN;

	if (arrival->reply->finding != WALK_FINDING_NXDOMAIN)
		failure = lookup->host != NULL ? WALK_NO_ADDRESS : WALK_NOT_DELEGATED;
	walk_gate_pass(lookup, name_label_count(lookup->qname));
	walk_lookup_end(lookup, failure, walk_words_denied(lookup, arrival->reply));
}

static void take_alias(struct walk_lookup *lookup, const struct arrival *arrival)
{
	if (lookup->host == NULL) {
		take_denial(lookup, arrival);
		return;
	}
	walk_gate_pass(lookup, name_label_count(lookup->qname));
	if (++lookup->alias_count > WALK_ALIASES_MAX) {
		walk_lookup_end(lookup, WALK_LOOP, walk_words_aliases(lookup));
		return;
	}
	walk_gate_leave(lookup);
	walk_lookup_start(
		lookup,
		name_copy_lower(lookup->walk->arena, name_of(&arrival->reply->target)),
		lookup->qtype);
}

static void take_referral(struct walk_lookup *lookup, const struct arrival *arrival)
{
	const struct answer *answer = arrival->answer;
	const struct name zone = name_of(&arrival->reply->target);
	struct walk_cut *cut = walk_cut_learn(lookup->cut, zone, SECTION_AUTHORITY,
					      answer->wire, answer->size);

	walk_gate_pass(lookup, name_label_count(zone) - 1);
	walk_gate_leave(lookup);
	go_to(lookup, cut);
	walk_push(lookup);
}

static void take_nothing(struct walk_lookup *lookup, const struct arrival *arrival)
{
	const uint64_t bit = UINT64_C(1) << lookup->index;
	uint8_t *demerits = &lookup->cut->demerits[lookup->index];

	if (arrival->answer->outcome == OUTCOME_REPLY)
		lookup->has_reply = true;
	if (arrival->answer->outcome == OUTCOME_TIMEOUT)
		lookup->silent |= bit;
	if (*demerits < DEMERITS_MAX)
		(*demerits)++;
	walk_push(lookup);
}

typedef void take(struct walk_lookup *lookup, const struct arrival *arrival);

static take *const takes[WALK_FINDING_COUNT] = {
	[WALK_FINDING_ANSWER] = take_answer,
	[WALK_FINDING_ALIAS] = take_alias,
	[WALK_FINDING_REFERRAL] = take_referral,
	[WALK_FINDING_NODATA] = take_denial,
	[WALK_FINDING_NXDOMAIN] = take_denial,
	[WALK_FINDING_FAILURE] = take_nothing,
	[WALK_FINDING_NOT_AUTHORITATIVE] = take_nothing,
	[WALK_FINDING_TRUNCATED] = take_nothing,
	[WALK_FINDING_UNREADABLE] = take_nothing,
	[WALK_FINDING_NO_REPLY] = take_nothing,
};

static void note(struct walk_lookup *lookup, const struct arrival *arrival)
{
	const struct walk_step step = {
		.zone = lookup->cut->zone,
		.server = lookup->server,
		.qname = lookup->qname,
		.qtype = lookup->qtype,
		.finding = arrival->reply->finding,
		.outcome = arrival->answer->outcome,
		.rcode = arrival->reply->rcode,
		.is_aa = arrival->reply->is_aa,
		.rtt_us = arrival->answer->rtt_us,
		.size = (uint32_t)arrival->answer->size,
	};

	lookup->last = walk_find_add_step(lookup->payer, &step);
}

/* The cut's servers are alive: whoever waited to learn that goes on. */
static void prove(struct walk_lookup *lookup)
{
	struct walk_cut *cut = lookup->cut;

	cut->silences = 0;
	cut->is_proven = true;
	if (lookup->gate == &cut->probe)
		walk_gate_leave(lookup);
}

void walk_lookup_replied(void *user, const struct answer *answer)
{
	struct walk_lookup *lookup = user;
	struct walk_reply reply = { .finding = WALK_FINDING_NO_REPLY };
	const struct arrival arrival = { answer, &reply };

	lookup->state = WALK_READY;
	if (answer->outcome == OUTCOME_REPLY && answer->wire != NULL) {
		prove(lookup);
		walk_reply_read(answer->wire, answer->size, lookup->cut->zone,
				lookup->qname, lookup->qtype, &reply);
	}
	note(lookup, &arrival);
	takes[reply.finding](lookup, &arrival);
	walk_turn(lookup->walk);
}
