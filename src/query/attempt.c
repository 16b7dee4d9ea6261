#include "query/attempt.h"

#include <errno.h>
#include <stddef.h>

#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "query/compose.h"
#include "query/core.h"
#include "query/deliver.h"
#include "query/flight.h"

enum { FREE_TRIES_MAX = 16 };

static const struct server *server_of(const struct slot *slot)
{
	return slot->servers[slot->server_index];
}

/* The server's own transport counts when it is not plain UDP. */
static void server_begin(struct slot *slot)
{
	const struct server *server = server_of(slot);

	slot->transport = server->transport != TRANSPORT_UDP ? server->transport
							     : slot->policy->transport;
	slot->tries_left = slot->policy->tries;
	slot->badcookies = 0;
	slot->query.edns = slot->edns_asked;
}

static enum err attempt_queue(struct engine *engine, struct slot *slot,
			      enum attempt_cause cause)
{
	const struct server *server = server_of(slot);
	enum err err = compose_message(engine->cookies, server, slot);

	if (err != ERR_OK)
		return err;

	struct attempt *attempt = slot_add_attempt(slot);

	attempt->server = server;
	attempt->transport = slot->transport;
	attempt->cause = cause;
	slot->reply = NULL;
	slot->reply_size = 0;
	slot->is_cookie_good = false;
	slot->lane = lane_get(engine, server, slot->transport);
	if (server->unresolved == NULL) {
		lane_enqueue(slot->lane, slot);
	} else {
		slot_explain(slot, TLS_FAULT_NONE, 0, server->unresolved);
		flight_refuse(slot, 0);
	}
	return ERR_OK;
}

enum err attempt_first(struct engine *engine, struct slot *slot)
{
	server_begin(slot);
	return attempt_queue(engine, slot, CAUSE_FIRST);
}

/* --- after a reply: each rule tells whether it wants another attempt, and sets it up --- */

static bool wants_tcp(struct slot *slot)
{
	if (slot->policy->is_tc_ignored || slot->transport != TRANSPORT_UDP ||
	    (wire_u16(slot->reply + 2) & FLAG_TC) == 0)
		return false;
	slot->transport = TRANSPORT_TCP;
	slot->tries_left = slot->policy->tries;
	return true;
}

static bool wants_version(struct slot *slot)
{
	if (!slot->policy->has_badvers_fallback || !slot->query.edns.is_on ||
	    slot_attempt(slot)->rcode != RCODE_BADVERS ||
	    slot->edns.version >= slot->query.edns.version)
		return false;
	slot->query.edns.version = slot->edns.version;
	return true;
}

static bool wants_no_edns(struct slot *slot)
{
	uint16_t rcode = slot_attempt(slot)->rcode;

	if (!slot->policy->has_edns_fallback || !slot->query.edns.is_on ||
	    slot->edns.is_present || (rcode != RCODE_FORMERR && rcode != RCODE_NOTIMP))
		return false;
	slot->query.edns.is_on = false;
	return true;
}

/* Once with the cookie that came with the refusal, then over TCP (RFC 7873 section 5.3). */
static bool wants_cookie(struct slot *slot)
{
	if (!slot->policy->has_badcookie_retry || slot->cookie.size == 0 ||
	    !slot->is_cookie_good || slot_attempt(slot)->rcode != RCODE_BADCOOKIE)
		return false;
	if (slot->badcookies++ == 0)
		return true;
	if (slot->transport != TRANSPORT_UDP)
		return false;
	slot->transport = TRANSPORT_TCP;
	slot->tries_left = slot->policy->tries;
	return true;
}

static bool wants_next_server(struct slot *slot)
{
	if (!slot->policy->is_servfail_passed_on ||
	    slot_attempt(slot)->rcode != RCODE_SERVFAIL ||
	    slot->server_index + 1 >= slot->server_count)
		return false;
	slot->server_index++;
	server_begin(slot);
	return true;
}

static bool after_reply(struct slot *slot, enum attempt_cause *out_cause)
{
	static const struct {
		bool (*wants)(struct slot *slot);
		enum attempt_cause cause;
	} rules[] = {
		{ wants_version, CAUSE_BADVERS },      { wants_no_edns, CAUSE_NO_EDNS },
		{ wants_cookie, CAUSE_BADCOOKIE },     { wants_tcp, CAUSE_TRUNCATED },
		{ wants_next_server, CAUSE_FAILOVER },
	};

	for (size_t i = 0; i < ARRAY_LEN(rules); i++) {
		if (rules[i].wants(slot)) {
			*out_cause = rules[i].cause;
			return true;
		}
	}
	return false;
}

/* --- without a reply --- */

/*
 * A socket that cannot be made is not made by trying again; a busy one may be free then.  Nor does a
 * certificate get better.
 */
static bool is_hopeless(const struct attempt *attempt)
{
	if (attempt->outcome == OUTCOME_TLS)
		return tls_fault_is_lasting(attempt->tls_fault);
	return attempt->outcome == OUTCOME_LOCAL && attempt->system_errno != EAGAIN;
}

/* The peer closed a connection for another's question, or after some answers. */
static bool is_free_try(struct slot *slot)
{
	return slot->is_innocent && slot_attempt(slot)->outcome == OUTCOME_CLOSED &&
	       slot->free_tries++ < FREE_TRIES_MAX;
}

static bool after_silence(struct slot *slot, enum attempt_cause *out_cause)
{
	const struct attempt *attempt = slot_attempt(slot);

	if (!is_free_try(slot))
		slot->tries_left--;
	if (slot->tries_left > 0 && !is_hopeless(attempt)) {
		*out_cause = CAUSE_RETRY;
		return true;
	}
	/* A server that did speak before is not passed over for its silence after. */
	if (slot->kept.wire != NULL && slot->kept.attempt.server == server_of(slot))
		return false;
	if (slot->server_index + 1 >= slot->server_count)
		return false;
	slot->server_index++;
	server_begin(slot);
	*out_cause = CAUSE_FAILOVER;
	return true;
}

static void cookie_note(struct engine *engine, const struct slot *slot)
{
	struct edns_option option;

	if (slot->is_cookie_good && edns_find_option(&slot->edns, EDNS_COOKIE, &option)) {
		cookie_learn(engine->cookies, &server_of(slot)->address, option.data,
			     option.size);
	}
}

/* True when another attempt is on its way. */
static bool attempt_next(struct engine *engine, struct slot *slot)
{
	enum attempt_cause cause = CAUSE_RETRY;

	if (slot_attempt(slot)->outcome == OUTCOME_REPLY) {
		cookie_note(engine, slot);
		if (!after_reply(slot, &cause))
			return false;
		slot_keep_reply(slot);
	} else if (!after_silence(slot, &cause)) {
		return false;
	}
	return attempt_queue(engine, slot, cause) == ERR_OK;
}

void attempt_settle(struct engine *engine)
{
	do {
		struct list *node;

		flight_work(engine);
		while ((node = list_take(&engine->ended)) != NULL) {
			struct slot *slot = slot_of_place(node);

			if (!attempt_next(engine, slot))
				deliver_answer(engine, slot);
		}
	} while (!list_is_empty(&engine->busy));
}
