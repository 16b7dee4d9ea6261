#pragma once

#include <openssl/types.h>

#include "base/attr.h"
#include "base/err.h"
#include "query/server.h"
#include "query/tls_fault.h"
#include "query/tls_profile.h"

enum { TLS_WHY_MAX = 512 };

/** What a connection was found to suffer from. */
struct tls_trouble {
	enum tls_fault fault;
	int verify_code; /* X509_V_ERR of OpenSSL; 0: it is none of its findings */
	char why[TLS_WHY_MAX];
};

/** What the certificate of one connection must be; the profile is borrowed as long as that lives. */
struct tls_verify {
	const struct tls_profile *profile;
	union address remote;
	struct tls_trouble *trouble; /* told what is wrong */
};

/**
 * Has connections of the context judge certificates by @verify, borrowed as long as they live; NULL: each by
 * the one that is attached to it.
 */
void tls_verify_install(SSL_CTX *context, struct tls_verify *verify);

/** Ties a connection to its demands.  Errors: ERR_SYSTEM. */
NODISCARD enum err tls_verify_attach(SSL *ssl, struct tls_verify *verify);
