#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

struct arena;
struct text;

enum {
	TLS_PIN_SIZE = 32, /* SHA-256 */
	TLS_PINS_MAX = 16,
};

/** The SHA-256 of the SubjectPublicKeyInfo of a certificate.  Source: RFC 7469 section 2.4. */
struct tls_pin {
	uint8_t digest[TLS_PIN_SIZE];
};

/** How the certificate of a server is held to account, and what we show of ourselves. */
struct tls_profile {
	bool is_verified; /* chain and name must hold; else, pins apart, any will do (RFC 7858 4.1) */
	const char *ca_file; /* PEM; NULL: the system's */
	const char *
		name; /* wanted in the certificate, and sent (SNI); NULL: the server's address */
	const char *cert_file; /* PEM, ours: both of them or none */
	const char *key_file;
	const struct tls_pin *pins; /* the key of the server must be one of them */
	size_t pin_count;           /* 0: any */
};

/** Encrypts and believes anybody. */
extern const struct tls_profile tls_profile_opportunistic;
/** The system's CAs, and the server's address in the certificate. */
extern const struct tls_profile tls_profile_strict;

bool tls_profile_equal(const struct tls_profile *a, const struct tls_profile *b);

/** A copy on the heap, with all that it points to, in one block: heap_free frees it. */
struct tls_profile *tls_profile_copy(const struct tls_profile *profile);

/** A pin in base64: 44 characters.  Errors: ERR_SYNTAX. */
NODISCARD enum err tls_profile_parse_pin(struct str text, struct tls_pin *out_pin);

/** The pin in base64. */
void tls_profile_print_pin(struct text *text, const struct tls_pin *pin);
