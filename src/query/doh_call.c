#include "query/doh_call.h"

#include <string.h>

#include "base/text.h"
#include "query/core.h"
#include "query/doh_reply.h"
#include "query/doh_url.h"
#include "query/heap.h"
#include "query/slot.h"

enum {
	URL_MAX = 4096 + 2 * 4096, /* with a message in base64url */
	BODY_FIRST = 1024,
};

void doh_call_free(struct doh_call *call)
{
	const struct curl_load *curl = call->site->curl;

	list_remove(&call->node);
	if (call->easy != NULL) {
		(void)curl->multi_remove_handle(call->site->multi, call->easy);
		curl->easy_cleanup(call->easy);
	}
	curl->slist_free_all(call->headers);
	curl->slist_free_all(call->way);
	heap_free(call->body);
	heap_free(call);
}

static size_t on_body(char *data, size_t size, size_t count, void *user)
{
	struct doh_call *call = user;
	size_t more = size * count;

	if (more > DOH_REPLY_SIZE_MAX - call->size) {
		call->is_too_large = true;
		return 0;
	}
	if (call->size + more > call->room) {
		call->room = call->size + more + BODY_FIRST;
		call->body = heap_resize(call->body, call->room);
	}
	memcpy(call->body + call->size, data, more);
	call->size += more;
	return more;
}

static CURLcode on_context(CURL *easy, void *ssl, void *user)
{
	struct doh_call *call = user;

	(void)easy;
	call->is_shaking = true;
	doh_site_secure(call->site, ssl);
	return CURLE_OK;
}

/* Certificates are judged by us, in the same way as for every other TLS. */
static bool set_tls(struct doh_call *call)
{
	__typeof__(curl_easy_setopt) *set = call->site->curl->easy_setopt;
	CURL *easy = call->easy;

	(void)set(easy, CURLOPT_SSL_VERIFYPEER, 0L);
	(void)set(easy, CURLOPT_SSL_VERIFYHOST, 0L);
	(void)set(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	(void)set(easy, CURLOPT_SSL_CTX_DATA, call);
	return set(easy, CURLOPT_SSL_CTX_FUNCTION, on_context) == CURLE_OK;
}

static bool set_message(struct doh_call *call, const struct slot *slot)
{
	__typeof__(curl_easy_setopt) *set = call->site->curl->easy_setopt;
	const struct doh_site *site = call->site;
	char buffer[URL_MAX];
	struct text url;

	text_init(&url, buffer, sizeof(buffer));
	text_add_cstr(&url, site->url);
	if (site->is_get) {
		doh_url_add_query(&url, slot->wire, slot->wire_size);
	} else {
		(void)set(call->easy, CURLOPT_POSTFIELDSIZE, (long)slot->wire_size);
		(void)set(call->easy, CURLOPT_COPYPOSTFIELDS, (const char *)slot->wire);
	}
	return url.err == ERR_OK && set(call->easy, CURLOPT_URL, buffer) == CURLE_OK;
}

static void set_headers(struct doh_call *call)
{
	const struct curl_load *curl = call->site->curl;

	call->way = curl->slist_append(NULL, call->site->way);
	call->headers = curl->slist_append(NULL, "Accept: application/dns-message");
	if (!call->site->is_get) {
		call->headers = curl->slist_append(
			call->headers, "Content-Type: application/dns-message");
	}
	(void)curl->easy_setopt(call->easy, CURLOPT_HTTPHEADER, call->headers);
	(void)curl->easy_setopt(call->easy, CURLOPT_CONNECT_TO, call->way);
}

static void set_source(const struct doh_call *call)
{
	const struct engine_options *options = &call->site->engine->options;
	bool is_v4 = call->site->address.any.sa_family == AF_INET;
	const struct server source = { .address = is_v4 ? options->source_v4
							: options->source_v6 };
	char buffer[128];
	struct text text;

	if (source.address.any.sa_family == AF_UNSPEC)
		return;
	text_init(&text, buffer, sizeof(buffer));
	text_add_cstr(&text, "host!");
	server_print_ip(&text, &source);
	(void)call->site->curl->easy_setopt(call->easy, CURLOPT_INTERFACE, buffer);
}

/* False when libcurl does not take what is needed. */
static bool call_fill(struct doh_call *call, const struct slot *slot)
{
	__typeof__(curl_easy_setopt) *set = call->site->curl->easy_setopt;
	CURL *easy = call->easy;
	bool is_plain = call->site->is_plain;

	set_headers(call);
	set_source(call);
	(void)set(easy, CURLOPT_PRIVATE, slot);
	(void)set(easy, CURLOPT_WRITEFUNCTION, on_body);
	(void)set(easy, CURLOPT_WRITEDATA, call);
	(void)set(easy, CURLOPT_ERRORBUFFER, call->error);
	(void)set(easy, CURLOPT_NOSIGNAL, 1L);
	(void)set(easy, CURLOPT_PROXY, "");
	(void)set(easy, CURLOPT_PIPEWAIT, 1L);
	(void)set(easy, CURLOPT_HTTP_VERSION,
		  is_plain ? (long)CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE
			   : (long)CURL_HTTP_VERSION_2TLS);
	return (is_plain || set_tls(call)) && set_message(call, slot);
}

struct doh_call *doh_call_new(struct doh_site *site, const struct slot *slot)
{
	struct doh_call *call = heap_new(sizeof(*call));

	list_init(&call->node);
	list_add(&site->calls, &call->node);
	call->site = site;
	call->easy = site->curl->easy_init();
	if (call->easy != NULL && call_fill(call, slot) &&
	    site->curl->multi_add_handle(site->multi, call->easy) == CURLM_OK)
		return call;
	doh_call_free(call);
	return NULL;
}
