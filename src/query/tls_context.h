#pragma once

#include <openssl/types.h>

#include "query/list.h"
#include "query/server.h"
#include "query/tls_profile.h"

/**
 * A profile made ready for OpenSSL: CAs, certificate and key are read once.  Equal profiles share one
 * context, so that a pointer to it tells connections of different profiles apart.
 */
struct tls_context;

/**
 * The context of a profile; made when it is new.  Never NULL: tls_context_why tells whether it is of use.
 * @contexts  owns it
 */
struct tls_context *tls_context_get(struct list *contexts,
				    const struct tls_profile *profile);

/** The context for a server: its profile, with the server's own name, or the strict one. */
struct tls_context *tls_context_of(struct list *contexts, const struct server *server);

/** Frees all of them; no connection may be left. */
void tls_context_free_all(struct list *contexts);

const struct tls_profile *tls_context_profile(const struct tls_context *context);

/** NULL, or why the profile cannot be used: a sentence. */
const char *tls_context_why(const struct tls_context *context);

SSL_CTX *tls_context_ssl(struct tls_context *context);
