#pragma once

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** A TLS server without a socket, with a certificate made on the spot, for tests of the client. */
struct tls_server {
	const char *alpn;
	SSL_CTX *context;
	SSL *ssl;
	BIO *in;
	BIO *out;
	EVP_PKEY *key;
	X509 *certificate; /* signed by its own key */
};

/** How the certificate is made. */
struct tls_server_wish {
	const char *names; /* "DNS:a.test,IP:192.0.2.1" */
	long from_s;       /* valid from and to, counted from now */
	long to_s;
	const char *alpn; /* of four bytes as on the wire: "\3dot"; NULL: none */
};

static inline int tls_server_choose(SSL *ssl, const unsigned char **out_name,
				    unsigned char *out_size, const unsigned char *offered,
				    unsigned size, void *user)
{
	const struct tls_server *server = user;
	unsigned char *chosen;

	(void)ssl;
	if (SSL_select_next_proto(&chosen, out_size, (const unsigned char *)server->alpn,
				  (unsigned)strlen(server->alpn), offered,
				  size) != OPENSSL_NPN_NEGOTIATED)
		return SSL_TLSEXT_ERR_NOACK;
	*out_name = chosen;
	return SSL_TLSEXT_ERR_OK;
}

static inline void tls_server_certify(struct tls_server *server,
				      const struct tls_server_wish *wish)
{
	X509 *certificate = X509_new();
	X509_NAME *name = X509_get_subject_name(certificate);
	X509_EXTENSION *names =
		X509V3_EXT_conf_nid(NULL, NULL, NID_subject_alt_name, wish->names);

	ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
	X509_set_version(certificate, X509_VERSION_3);
	X509_gmtime_adj(X509_getm_notBefore(certificate), wish->from_s);
	X509_gmtime_adj(X509_getm_notAfter(certificate), wish->to_s);
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC,
				   (const unsigned char *)"test", -1, -1, 0);
	X509_set_issuer_name(certificate, name);
	X509_set_pubkey(certificate, server->key);
	X509_add_ext(certificate, names, -1);
	X509_EXTENSION_free(names);
	X509_sign(certificate, server->key, EVP_sha256());
	server->certificate = certificate;
}

/** Gets ready for the next client; what the last one left is forgotten. */
static inline void tls_server_accept(struct tls_server *server)
{
	SSL_free(server->ssl);
	server->ssl = SSL_new(server->context);
	server->in = BIO_new(BIO_s_mem());
	server->out = BIO_new(BIO_s_mem());
	BIO_set_mem_eof_return(server->in, -1);
	SSL_set_bio(server->ssl, server->in, server->out);
	SSL_set_accept_state(server->ssl);
}

static inline void tls_server_init(struct tls_server *server,
				   const struct tls_server_wish *wish)
{
	server->key = EVP_EC_gen("P-256");
	tls_server_certify(server, wish);
	server->context = SSL_CTX_new(TLS_server_method());
	SSL_CTX_use_certificate(server->context, server->certificate);
	SSL_CTX_use_PrivateKey(server->context, server->key);
	server->alpn = wish->alpn;
	if (server->alpn != NULL) {
		SSL_CTX_set_alpn_select_cb(server->context, tls_server_choose, server);
	}
	server->ssl = NULL;
	tls_server_accept(server);
}

static inline void tls_server_end(struct tls_server *server)
{
	SSL_free(server->ssl);
	SSL_CTX_free(server->context);
	X509_free(server->certificate);
	EVP_PKEY_free(server->key);
}

/** Writes the certificate to a file, so that it can be trusted. */
static inline bool tls_server_save(const struct tls_server *server, const char *path)
{
	BIO *file = BIO_new_file(path, "w");
	bool is_good = file != NULL && PEM_write_bio_X509(file, server->certificate) == 1;

	BIO_free(file);
	return is_good;
}
