#include "query/tls_fault.h"

#include <openssl/x509_vfy.h>
#include <stddef.h>

#include "base/attr.h"

static const char *const texts[TLS_FAULT_COUNT] = {
	[TLS_FAULT_NONE] = "no fault",
	[TLS_FAULT_LOCAL] = "our own TLS settings",
	[TLS_FAULT_HANDSHAKE] = "TLS handshake failed",
	[TLS_FAULT_STALLED] = "TLS handshake timed out",
	[TLS_FAULT_CLOSED] = "connection closed during the TLS handshake",
	[TLS_FAULT_ALPN] = "protocol not agreed to",
	[TLS_FAULT_EXPIRED] = "certificate out of date",
	[TLS_FAULT_NAME] = "wrong name in the certificate",
	[TLS_FAULT_ISSUER] = "untrusted certificate",
	[TLS_FAULT_PIN] = "certificate without a pinned key",
	[TLS_FAULT_CERTIFICATE] = "certificate not acceptable",
	[TLS_FAULT_RECORD] = "broken TLS record",
};

/* clang-format off */
static const struct {
	int code;
	enum tls_fault fault;
} rows[] = {
	{ X509_V_OK,                                    TLS_FAULT_NONE },
	{ X509_V_ERR_CERT_HAS_EXPIRED,                  TLS_FAULT_EXPIRED },
	{ X509_V_ERR_CERT_NOT_YET_VALID,                TLS_FAULT_EXPIRED },
	{ X509_V_ERR_HOSTNAME_MISMATCH,                 TLS_FAULT_NAME },
	{ X509_V_ERR_IP_ADDRESS_MISMATCH,               TLS_FAULT_NAME },
	{ X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT,         TLS_FAULT_ISSUER },
	{ X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, TLS_FAULT_ISSUER },
	{ X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE,   TLS_FAULT_ISSUER },
	{ X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT,       TLS_FAULT_ISSUER },
	{ X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN,         TLS_FAULT_ISSUER },
	{ X509_V_ERR_CERT_UNTRUSTED,                    TLS_FAULT_ISSUER },
};
/* clang-format on */

const char tls_fault_stalled[] =
	"the TLS handshake was not over in time; does the server speak TLS on this port?";

const char *tls_fault_text(enum tls_fault fault)
{
	return texts[fault];
}

enum tls_fault tls_fault_of_verify(int code)
{
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (rows[i].code == code)
			return rows[i].fault;
	}
	return TLS_FAULT_CERTIFICATE;
}

bool tls_fault_is_certificate(enum tls_fault fault)
{
	return fault == TLS_FAULT_EXPIRED || fault == TLS_FAULT_NAME ||
	       fault == TLS_FAULT_ISSUER || fault == TLS_FAULT_PIN ||
	       fault == TLS_FAULT_CERTIFICATE;
}

bool tls_fault_is_lasting(enum tls_fault fault)
{
	return fault == TLS_FAULT_LOCAL || fault == TLS_FAULT_HANDSHAKE ||
	       fault == TLS_FAULT_ALPN || tls_fault_is_certificate(fault);
}

const char *tls_fault_verify_text(int code)
{
	return X509_verify_cert_error_string(code);
}
