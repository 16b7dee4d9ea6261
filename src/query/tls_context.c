#include "query/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <string.h>

#include "base/text.h"
#include "query/heap.h"
#include "query/tls_verify.h"

enum { WHY_MAX = 512 };

struct tls_context {
	struct list node; /* first */
	struct tls_profile *profile;
	SSL_CTX *ssl;      /* NULL once why is set */
	char why[WHY_MAX]; /* "": all is well */
};

/* Says what could not be done and what OpenSSL thinks of it; the context is of no use then. */
static void fail(struct tls_context *context, const char *what, const char *path)
{
	unsigned long first = ERR_peek_error();
	const char *reason = ERR_SYSTEM_ERROR(first)
				     ? strerror(ERR_GET_REASON(first))
				     : ERR_reason_error_string(ERR_peek_last_error());
	struct text text;

	text_init(&text, context->why, sizeof(context->why));
	text_add_cstr(&text, what);
	if (path != NULL)
		text_add_format(&text, " \"%s\"", path);
	if (reason != NULL)
		text_add_format(&text, ": %s", reason);
	ERR_clear_error();
	SSL_CTX_free(context->ssl);
	context->ssl = NULL;
}

static bool read_ca(struct tls_context *context)
{
	const struct tls_profile *profile = context->profile;

	if (!profile->is_verified)
		return true;
	if (profile->ca_file == NULL) {
		if (SSL_CTX_set_default_verify_paths(context->ssl) == 1)
			return true;
		fail(context, "the system's CAs cannot be read", NULL);
		return false;
	}
	if (SSL_CTX_load_verify_file(context->ssl, profile->ca_file) == 1)
		return true;
	fail(context, "no CA certificates can be read from", profile->ca_file);
	return false;
}

static bool read_own(struct tls_context *context)
{
	const struct tls_profile *profile = context->profile;

	if (profile->cert_file == NULL)
		return true;
	if (SSL_CTX_use_certificate_chain_file(context->ssl, profile->cert_file) != 1) {
		fail(context, "no certificate can be read from", profile->cert_file);
		return false;
	}
	if (SSL_CTX_use_PrivateKey_file(context->ssl, profile->key_file,
					SSL_FILETYPE_PEM) != 1) {
		fail(context, "no key of that certificate can be read from",
		     profile->key_file);
		return false;
	}
	return true;
}

/* TLS 1.2 at least (RFC 8310 section 9); none is resumed. */
static void fill(struct tls_context *context)
{
	ERR_clear_error();
	context->ssl = SSL_CTX_new(TLS_client_method());
	if (context->ssl == NULL ||
	    SSL_CTX_set_min_proto_version(context->ssl, TLS1_2_VERSION) != 1) {
		fail(context, "TLS cannot be started", NULL);
		return;
	}
	(void)SSL_CTX_set_session_cache_mode(context->ssl, SSL_SESS_CACHE_OFF);
	if (read_ca(context) && read_own(context))
		tls_verify_install(context->ssl, NULL);
}

struct tls_context *tls_context_get(struct list *contexts,
				    const struct tls_profile *profile)
{
	struct tls_context *context;

	for (struct list *node = contexts->next; node != contexts; node = node->next) {
		context = (struct tls_context *)(void *)node;
		if (tls_profile_equal(context->profile, profile))
			return context;
	}
	context = heap_new(sizeof(*context));
	list_init(&context->node);
	context->profile = tls_profile_copy(profile);
	fill(context);
	list_add(contexts, &context->node);
	return context;
}

struct tls_context *tls_context_of(struct list *contexts, const struct server *server)
{
	struct tls_profile profile =
		server->tls != NULL ? *server->tls : tls_profile_strict;

	if (server->tls_name != NULL)
		profile.name = server->tls_name;
	return tls_context_get(contexts, &profile);
}

void tls_context_free_all(struct list *contexts)
{
	struct list *node;

	while ((node = list_take(contexts)) != NULL) {
		struct tls_context *context = (struct tls_context *)(void *)node;

		SSL_CTX_free(context->ssl);
		heap_free(context->profile);
		heap_free(context);
	}
}

const struct tls_profile *tls_context_profile(const struct tls_context *context)
{
	return context->profile;
}

const char *tls_context_why(const struct tls_context *context)
{
	return context->why[0] == '\0' ? NULL : context->why;
}

SSL_CTX *tls_context_ssl(struct tls_context *context)
{
	return context->ssl;
}
