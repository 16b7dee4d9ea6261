#pragma once

#include <stdbool.h>

/** What kept a TLS connection from being used; none of it is ever passed over in favour of clear text. */
enum tls_fault {
	TLS_FAULT_NONE,
	TLS_FAULT_LOCAL,       /* our own CA, certificate or key cannot be used */
	TLS_FAULT_HANDSHAKE,   /* the peer speaks no TLS, or none that we can agree on */
	TLS_FAULT_STALLED,     /* the handshake was not over in time */
	TLS_FAULT_CLOSED,      /* the peer hung up during the handshake */
	TLS_FAULT_ALPN,        /* it did not agree to the protocol */
	TLS_FAULT_EXPIRED,     /* a certificate is out of date, or not valid yet */
	TLS_FAULT_NAME,        /* the certificate is another's */
	TLS_FAULT_ISSUER,      /* nobody whom we trust has signed it */
	TLS_FAULT_PIN,         /* its key is none of the pinned ones */
	TLS_FAULT_CERTIFICATE, /* anything else that is wrong with a certificate */
	TLS_FAULT_RECORD,      /* what came after the handshake cannot be read */
	TLS_FAULT_COUNT
};

/** A sentence for TLS_FAULT_STALLED. */
extern const char tls_fault_stalled[];

/** "certificate expired", "wrong name", ...: for lists. */
const char *tls_fault_text(enum tls_fault fault);

/** Which of them an X509_V_ERR of OpenSSL is. */
enum tls_fault tls_fault_of_verify(int code);

/** True for faults of the peer's certificate: dig has a line of its own for them. */
bool tls_fault_is_certificate(enum tls_fault fault);

/** True when the same server would fail in the same way at once. */
bool tls_fault_is_lasting(enum tls_fault fault);

/** OpenSSL's words for an X509_V_ERR, as dig shows them: "hostname mismatch". */
const char *tls_fault_verify_text(int code);
