#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "query/curl_load.h"
#include "query/list.h"
#include "query/net.h"
#include "query/server.h"
#include "query/tls_verify.h"
#include "query/wheel.h"

struct engine;
struct tls_context;

/**
 * One server over HTTPS: its URL, its demands on certificates and its connections, which it shares with no
 * other.  libcurl moves the bytes; the engine's net and clock tell it when.
 */
struct doh_site {
	struct list node;  /* first: of the engine's */
	struct list due;   /* in the engine's list of those that want to run at once */
	struct list calls; /* requests on their way */
	struct engine *engine;
	const struct curl_load *curl; /* NULL: why tells */
	const char *why;
	CURLM *multi;
	struct wheel_timer timer;
	union address address;
	bool is_get;
	bool is_plain;
	char *url;
	char *way;
	struct tls_context *tls; /* NULL: clear text */
	struct tls_verify verify;
	struct tls_trouble trouble; /* of the last certificate */
};

/** The site of a server; made when it is new.  Never NULL. */
struct doh_site *doh_site_get(struct engine *engine, const struct server *server,
			      struct tls_context *tls);

/** Frees all of them, without requests left. */
void doh_site_free_all(struct engine *engine);

static inline struct doh_site *doh_site_of_due(struct list *node)
{
	return (struct doh_site *)(void *)((char *)node - offsetof(struct doh_site, due));
}

/** Lets libcurl go on at once. */
void doh_site_run(struct doh_site *site);

/** Has an SSL_CTX of libcurl judge certificates as the site demands. */
void doh_site_secure(struct doh_site *site, SSL_CTX *ssl);
