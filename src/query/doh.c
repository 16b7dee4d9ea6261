#include "query/doh.h"

#include <errno.h>

#include "base/random.h"
#include "config.h"
#include "query/core.h"
#include "query/doh_reply.h"
#include "query/flight.h"
#include "query/seal.h"
#include "query/tls_context.h"

static void refuse(struct slot *slot, enum outcome outcome, const char *why)
{
	slot_explain(slot, TLS_FAULT_LOCAL, 0, why);
	flight_end(slot, outcome, 0);
}

#ifdef HAVE_DOH

#include "query/doh_call.h"
#include "query/doh_fail.h"

enum {
	RUNS_MAX = 64, /* of libcurl, before the network has its turn */
};

/* Gives the message its id and signature; false when the attempt is over. */
static bool prepare(struct slot *slot)
{
	const struct doh_site *site = slot->lane->doh;
	const char *why = site->tls == NULL ? NULL : tls_context_why(site->tls);

	if (site->why != NULL) {
		refuse(slot, OUTCOME_LOCAL, site->why);
		return false;
	}
	if (why != NULL) {
		refuse(slot, OUTCOME_TLS, why);
		return false;
	}
	slot->id = slot->policy->has_id ? slot->policy->id : random_u16();
	if (seal_message(slot) != ERR_OK) {
		flight_end(slot, OUTCOME_LOCAL, EMSGSIZE);
		return false;
	}
	return true;
}

void doh_send(struct slot *slot)
{
	struct doh_site *site = slot->lane->doh;

	if (!prepare(slot))
		return;
	slot->doh = doh_call_new(site, slot);
	if (slot->doh == NULL) {
		refuse(slot, OUTCOME_LOCAL, "libcurl does not take the request");
	} else {
		flight_sent(slot, site->engine->now_us);
	}
}

void doh_leave(struct slot *slot)
{
	struct doh_call *call = slot->doh;

	slot->doh = NULL;
	doh_call_free(call);
}

bool doh_is_shaking(const struct slot *slot)
{
	const struct doh_call *call = slot->doh;
	const struct curl_load *curl = call->site->curl;
	curl_off_t shaken_us = 0;

	(void)curl->easy_getinfo(call->easy, CURLINFO_APPCONNECT_TIME_T, &shaken_us);
	return call->is_shaking && shaken_us == 0;
}

/* --- what came of it --- */

static void judge(struct doh_call *call, struct slot *slot)
{
	const struct curl_load *curl = call->site->curl;
	struct doh_reply reply = { .size = call->size,
				   .is_too_large = call->is_too_large };
	char why[DOH_REPLY_WHY_MAX] = "";
	const char *mismatch = NULL;
	char *text = NULL;

	(void)curl->easy_getinfo(call->easy, CURLINFO_RESPONSE_CODE, &reply.status);
	(void)curl->easy_getinfo(call->easy, CURLINFO_CONTENT_TYPE, &text);
	reply.content_type = text;
	text = NULL;
	(void)curl->easy_getinfo(call->easy, CURLINFO_REDIRECT_URL, &text);
	reply.location = text;
	if (doh_reply_judge(&reply, why)) {
		flight_judge(slot, call->body, call->size);
		if (slot->is_over)
			return;
		mismatch = "what the server sent answers another question";
	}
	slot_explain(slot, TLS_FAULT_NONE, 0, mismatch != NULL ? mismatch : why);
	flight_end(slot, OUTCOME_HTTP, 0);
}

static void end(struct doh_call *call, struct slot *slot, CURLcode code)
{
	if (code == CURLE_OK || call->is_too_large) {
		judge(call, slot);
	} else {
		doh_fail(call, slot, code);
	}
}

void doh_take(struct doh_site *site)
{
	const struct curl_load *curl = site->curl;
	CURLMsg *message;
	int left = 0;

	while ((message = curl->multi_info_read(site->multi, &left)) != NULL) {
		const CURLcode code = message->data.result;
		char *user = NULL;
		struct slot *slot;
		struct doh_call *call;

		if (message->msg != CURLMSG_DONE)
			continue;
		(void)curl->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &user);
		slot = (struct slot *)(void *)user;
		call = slot->doh;
		slot->doh = NULL;
		list_add(&site->engine->doh_finished, &call->node);
		end(call, slot, code);
	}
}

void doh_work(struct engine *engine)
{
	struct list *node;

	for (int i = 0; i < RUNS_MAX && (node = list_take(&engine->doh_due)) != NULL;
	     i++) {
		struct doh_site *site = doh_site_of_due(node);

		doh_site_run(site);
		doh_take(site);
	}
	/* One that never has enough must not keep all others waiting. */
	while ((node = list_take(&engine->doh_due)) != NULL)
		wheel_set(&engine->wheel, &doh_site_of_due(node)->timer, engine->now_us);
}

void doh_sweep(struct engine *engine)
{
	struct list *node;

	while ((node = list_take(&engine->doh_finished)) != NULL)
		doh_call_free((struct doh_call *)(void *)node);
}

struct doh_site *doh_find_site(struct engine *engine, const struct server *server,
			       struct tls_context *tls)
{
	return doh_site_get(engine, server, tls);
}

void doh_drop_all(struct engine *engine)
{
	doh_sweep(engine);
	for (struct list *node = engine->doh_sites.next; node != &engine->doh_sites;
	     node = node->next) {
		struct doh_site *site = (struct doh_site *)(void *)node;
		struct list *call;

		while ((call = list_take(&site->calls)) != NULL)
			doh_call_free((struct doh_call *)(void *)call);
	}
	doh_site_free_all(engine);
}

#else

void doh_send(struct slot *slot)
{
	refuse(slot, OUTCOME_LOCAL, "this build is without DNS over HTTPS");
}

void doh_leave(struct slot *slot)
{
	slot->doh = NULL;
}

bool doh_is_shaking(const struct slot *slot)
{
	(void)slot;
	return false;
}

void doh_work(struct engine *engine)
{
	(void)engine;
}

void doh_sweep(struct engine *engine)
{
	(void)engine;
}

/* A place like any other: nothing is ever sent there. */
struct doh_site *doh_find_site(struct engine *engine, const struct server *server,
			       struct tls_context *tls)
{
	(void)server;
	(void)tls;
	return (struct doh_site *)(void *)&engine->doh_sites;
}

void doh_drop_all(struct engine *engine)
{
	(void)engine;
}

#endif
