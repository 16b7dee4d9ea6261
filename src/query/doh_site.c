#include "query/doh_site.h"

#include <errno.h>
#include <openssl/ssl.h>
#include <string.h>

#include "base/text.h"
#include "query/attempt.h"
#include "query/core.h"
#include "query/doh.h"
#include "query/doh_url.h"
#include "query/heap.h"
#include "query/tls_context.h"

enum {
	URL_MAX = 4096,
	CONNECTIONS_MAX = 4, /* to one site: HTTP/2 needs one */
	US_A_MS = 1000,
};

/* --- what libcurl asks for --- */

static void on_ready(void *user, net_socket socket, unsigned events)
{
	struct doh_site *site = user;
	struct engine *engine = site->engine;
	int mask = ((events & NET_READABLE) != 0 ? CURL_CSELECT_IN : 0) |
		   ((events & NET_WRITABLE) != 0 ? CURL_CSELECT_OUT : 0);
	int running = 0;

	engine->now_us = engine->net->ops->now_us(engine->net);
	(void)site->curl->multi_socket_action(site->multi, socket, mask, &running);
	doh_take(site);
	attempt_settle(engine);
}

static unsigned events_of(int what)
{
	return (what != CURL_POLL_OUT ? NET_READABLE : 0U) |
	       (what != CURL_POLL_IN ? NET_WRITABLE : 0U);
}

/* @mark is what was assigned to the socket: NULL for a new one.  The types are libcurl's. */
// cppcheck-suppress constParameter
static int on_socket(CURL *easy, curl_socket_t socket, int what, void *user, void *mark)
{
	struct doh_site *site = user;
	struct engine *engine = site->engine;
	const struct net_ops *ops = engine->net->ops;

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		if (mark != NULL) {
			ops->release(engine->net, socket);
			engine->sockets--;
		}
		return 0;
	}
	if (mark == NULL) {
		if (!ops->adopt(engine->net, socket))
			return -1;
		engine->sockets++;
		(void)site->curl->multi_assign(site->multi, socket, site);
	}
	ops->watch(engine->net, socket, events_of(what), on_ready, site);
	return 0;
}

/* libcurl is on the stack: it runs later, however soon it wants to. */
static int on_timer(CURLM *multi, long timeout_ms, void *user)
{
	struct doh_site *site = user;
	struct engine *engine = site->engine;

	(void)multi;
	wheel_clear(&site->timer);
	if (timeout_ms == 0) {
		list_add(&engine->doh_due, &site->due);
	} else if (timeout_ms > 0) {
		wheel_set(&engine->wheel, &site->timer,
			  engine->now_us + (uint64_t)timeout_ms * US_A_MS);
	}
	return 0;
}

static void timer_fire(struct wheel_timer *timer, void *user)
{
	struct engine *engine = user;
	struct doh_site *site =
		(struct doh_site *)(void *)((char *)timer -
					    offsetof(struct doh_site, timer));

	list_add(&engine->doh_due, &site->due);
}

void doh_site_run(struct doh_site *site)
{
	int running = 0;

	(void)site->curl->multi_socket_action(site->multi, CURL_SOCKET_TIMEOUT, 0,
					      &running);
}

/* --- the site --- */

/* NULL, or why the site cannot be used. */
static const char *site_open(struct doh_site *site)
{
	const char *why = NULL;
	const struct curl_load *curl = curl_load_get(&why);

	if (curl == NULL)
		return why;
	if (site->engine->net->ops->adopt == NULL)
		return "this network carries no HTTPS";
	site->multi = curl->multi_init();
	if (site->multi == NULL)
		return "libcurl cannot be started";
	site->curl = curl;
	(void)curl->multi_setopt(site->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	(void)curl->multi_setopt(site->multi, CURLMOPT_SOCKETDATA, site);
	(void)curl->multi_setopt(site->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	(void)curl->multi_setopt(site->multi, CURLMOPT_TIMERDATA, site);
	(void)curl->multi_setopt(site->multi, CURLMOPT_MAX_HOST_CONNECTIONS,
				 (long)CONNECTIONS_MAX);
	return NULL;
}

static char *keep(const struct text *text)
{
	return heap_copy(text->data, text->len + 1);
}

static bool is_to(const struct doh_site *site, const struct doh_site *other)
{
	return site->tls == other->tls && site->is_get == other->is_get &&
	       strcmp(site->url, other->url) == 0 && strcmp(site->way, other->way) == 0;
}

static struct doh_site *site_find(const struct list *sites, const struct doh_site *wanted)
{
	for (struct list *node = sites->next; node != sites; node = node->next) {
		struct doh_site *site = (struct doh_site *)(void *)node;

		if (is_to(site, wanted))
			return site;
	}
	return NULL;
}

static struct doh_site *site_new(struct engine *engine, const struct doh_site *wanted)
{
	struct doh_site *site = heap_new(sizeof(*site));

	*site = *wanted;
	site->engine = engine;
	list_init(&site->node);
	list_init(&site->due);
	list_init(&site->calls);
	wheel_timer_init(&site->timer, timer_fire);
	if (site->tls != NULL) {
		site->verify = (struct tls_verify){
			.profile = tls_context_profile(site->tls),
			.remote = site->address,
			.trouble = &site->trouble,
		};
	}
	site->why = site_open(site);
	list_add(&engine->doh_sites, &site->node);
	return site;
}

struct doh_site *doh_site_get(struct engine *engine, const struct server *server,
			      struct tls_context *tls)
{
	char url_buffer[URL_MAX];
	char way_buffer[URL_MAX];
	struct text url;
	struct text way;
	struct doh_site wanted = { .address = server->address,
				   .is_get = server->is_http_get,
				   .is_plain = server->is_http_plain,
				   .url = url_buffer,
				   .way = way_buffer,
				   .tls = tls };
	struct doh_site *site;

	text_init(&url, url_buffer, sizeof(url_buffer));
	doh_url_print(&url, server);
	text_init(&way, way_buffer, sizeof(way_buffer));
	doh_url_print_way(&way, server);
	site = site_find(&engine->doh_sites, &wanted);
	if (site != NULL)
		return site;
	wanted.url = keep(&url);
	wanted.way = keep(&way);
	return site_new(engine, &wanted);
}

void doh_site_free_all(struct engine *engine)
{
	struct list *node;

	while ((node = list_take(&engine->doh_sites)) != NULL) {
		struct doh_site *site = (struct doh_site *)(void *)node;

		if (site->multi != NULL)
			(void)site->curl->multi_cleanup(site->multi);
		wheel_clear(&site->timer);
		list_remove(&site->due);
		heap_free(site->url);
		heap_free(site->way);
		heap_free(site);
	}
}

/* What the profile's files gave is shared, not read again. */
void doh_site_secure(struct doh_site *site, SSL_CTX *ssl)
{
	SSL_CTX *own = tls_context_ssl(site->tls);
	X509 *certificate = SSL_CTX_get0_certificate(own);
	STACK_OF(X509) *chain = NULL;

	site->trouble = (struct tls_trouble){ .fault = TLS_FAULT_NONE };
	SSL_CTX_set1_cert_store(ssl, SSL_CTX_get_cert_store(own));
	if (certificate != NULL) {
		(void)SSL_CTX_use_certificate(ssl, certificate);
		(void)SSL_CTX_get0_chain_certs(own, &chain);
		(void)SSL_CTX_set1_chain(ssl, chain);
		(void)SSL_CTX_use_PrivateKey(ssl, SSL_CTX_get0_privatekey(own));
	}
	tls_verify_install(ssl, &site->verify);
}
