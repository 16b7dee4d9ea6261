#include "query/doh_fail.h"

#include <errno.h>

#include "base/text.h"
#include "query/doh_reply.h"
#include "query/flight.h"
#include "query/outcome.h"
#include "query/slot.h"

/* libcurl's words, which may hold the server's. */
static void say(const struct doh_call *call, const char *before, char *out_why)
{
	struct text why;

	text_init(&why, out_why, DOH_REPLY_WHY_MAX);
	text_add_cstr(&why, before);
	if (call->error[0] == '\0')
		return;
	text_add_cstr(&why, " (");
	doh_reply_add_foreign(&why, call->error);
	text_add_char(&why, ')');
}

static void fail_tls(const struct doh_call *call, struct slot *slot)
{
	const struct tls_trouble *trouble = &call->site->trouble;

	if (trouble->fault != TLS_FAULT_NONE) {
		slot_explain(slot, trouble->fault, trouble->verify_code, trouble->why);
	} else {
		char why[DOH_REPLY_WHY_MAX];

		say(call, "no TLS handshake came about", why);
		slot_explain(slot, TLS_FAULT_HANDSHAKE, 0, why);
	}
	flight_end(slot, OUTCOME_TLS, 0);
}

static void fail_connect(const struct doh_call *call, struct slot *slot)
{
	long system_errno = 0;

	(void)call->site->curl->easy_getinfo(call->easy, CURLINFO_OS_ERRNO,
					     &system_errno);
	if (system_errno == 0)
		system_errno = ECONNREFUSED;
	flight_end(slot, outcome_of_errno((int)system_errno), (int)system_errno);
}

static void fail_http(const struct doh_call *call, struct slot *slot)
{
	char why[DOH_REPLY_WHY_MAX];

	say(call, "the HTTP exchange failed", why);
	slot_explain(slot, TLS_FAULT_NONE, 0, why);
	flight_end(slot, OUTCOME_HTTP, 0);
}

void doh_fail(const struct doh_call *call, struct slot *slot, CURLcode code)
{
	switch (code) {
	case CURLE_COULDNT_CONNECT:
		fail_connect(call, slot);
		break;
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_SSL_CIPHER:
	case CURLE_SSL_CACERT_BADFILE:
		fail_tls(call, slot);
		break;
	default:
		if (call->site->trouble.fault != TLS_FAULT_NONE) {
			fail_tls(call, slot);
		} else {
			fail_http(call, slot);
		}
	}
}
