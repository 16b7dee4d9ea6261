#include "query/tls_verify.h"

#include <arpa/inet.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <string.h>

#include "base/text.h"

/*
 * 1. A profile that is verified: OpenSSL builds the chain to a CA and holds the certificate to the name
 *    or the address that is wanted, the subject's common name never counting (RFC 8310 section 8.1).
 * 2. A profile with pins: the key of the server's own certificate, or of one in the chain that step 1
 *    has proved, must be among them (RFC 7858 section 4.2).
 * 3. Anything else: the certificate is not looked at (RFC 7858 section 4.1).
 */

enum {
	NAMES_SHOWN_MAX = 8,
	NAME_SHOWN_MAX = 80, /* bytes of each: certificates come from strangers */
	SUBJECT_MAX = 160,
	HOST_SIZE = 256,
};

/* Bytes of strangers: what is no printable ASCII is shown as "?". */
static void add_foreign(struct text *text, const unsigned char *data, int size)
{
	for (int i = 0; i < size && i < NAME_SHOWN_MAX; i++) {
		bool is_plain = data[i] >= ' ' && data[i] <= '~' && data[i] != '"';

		text_add_char(text, (char)(is_plain ? data[i] : '?'));
	}
}

static void add_ip(struct text *text, const ASN1_OCTET_STRING *ip)
{
	char printed[INET6_ADDRSTRLEN] = "?";
	int size = ASN1_STRING_length(ip);

	(void)inet_ntop(size == sizeof(struct in_addr) ? AF_INET : AF_INET6,
			ASN1_STRING_get0_data(ip), printed, sizeof(printed));
	text_add_cstr(text, printed);
}

/* One name that a certificate is for; false for those that are no host. */
static bool add_name(struct text *text, const GENERAL_NAME *name, size_t index)
{
	bool is_dns = name->type == GEN_DNS;
	int size = is_dns ? ASN1_STRING_length(name->d.dNSName) : 0;

	if (name->type == GEN_IPADD)
		size = ASN1_STRING_length(name->d.iPAddress);
	if (!is_dns && size != sizeof(struct in_addr) && size != sizeof(struct in6_addr))
		return false;
	text_add_cstr(text, index == 0 ? "\"" : ", \"");
	if (is_dns) {
		add_foreign(text, ASN1_STRING_get0_data(name->d.dNSName), size);
	} else {
		add_ip(text, name->d.iPAddress);
	}
	text_add_char(text, '"');
	return true;
}

static void add_names(struct text *text, const X509 *certificate)
{
	GENERAL_NAMES *names =
		X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
	size_t shown = 0;

	for (int i = 0; i < sk_GENERAL_NAME_num(names) && shown < NAMES_SHOWN_MAX; i++)
		shown += add_name(text, sk_GENERAL_NAME_value(names, i), shown);
	if (shown == 0) {
		text_add_cstr(text, "no host at all");
	} else if (sk_GENERAL_NAME_num(names) > NAMES_SHOWN_MAX) {
		text_add_cstr(text, " and others");
	}
	GENERAL_NAMES_free(names);
}

static void add_subject(struct text *text, const X509_NAME *name)
{
	char printed[SUBJECT_MAX] = "";

	(void)X509_NAME_oneline(name, printed, sizeof(printed));
	text_add_char(text, '"');
	add_foreign(text, (const unsigned char *)printed, (int)strlen(printed));
	text_add_char(text, '"');
}

static void add_time(struct text *text, const ASN1_TIME *time)
{
	struct tm when;

	if (ASN1_TIME_to_tm(time, &when) != 1) {
		text_add_cstr(text, "an unreadable date");
		return;
	}
	text_add_format(text, "%04d-%02d-%02d %02d:%02d UTC", when.tm_year + 1900,
			when.tm_mon + 1, when.tm_mday, when.tm_hour, when.tm_min);
}

static void add_wanted(struct text *text, const struct tls_verify *verify)
{
	const struct server server = { .address = verify->remote };

	text_add_char(text, '"');
	if (verify->profile->name != NULL) {
		text_add_cstr(text, verify->profile->name);
	} else {
		server_print_ip(text, &server);
	}
	text_add_char(text, '"');
}

/* What OpenSSL found, in words that say what to do about it. */
static void explain(const struct tls_verify *verify, const X509 *certificate, int code)
{
	struct tls_trouble *trouble = verify->trouble;
	struct text text;

	trouble->verify_code = code;
	trouble->fault = tls_fault_of_verify(code);
	text_init(&text, trouble->why, sizeof(trouble->why));
	if (certificate == NULL) {
		text_add_cstr(&text, "the server showed no certificate that can be read");
	} else if (code == X509_V_ERR_CERT_HAS_EXPIRED) {
		text_add_cstr(&text, "the certificate of ");
		add_subject(&text, X509_get_subject_name(certificate));
		text_add_cstr(&text, " expired at ");
		add_time(&text, X509_get0_notAfter(certificate));
	} else if (code == X509_V_ERR_CERT_NOT_YET_VALID) {
		text_add_cstr(&text, "the certificate of ");
		add_subject(&text, X509_get_subject_name(certificate));
		text_add_cstr(&text, " is not valid before ");
		add_time(&text, X509_get0_notBefore(certificate));
	} else if (trouble->fault == TLS_FAULT_NAME) {
		text_add_cstr(&text, "the certificate is for ");
		add_names(&text, certificate);
		text_add_cstr(&text, " and not for ");
		add_wanted(&text, verify);
	} else {
		text_add_cstr(&text, "the certificate of ");
		add_subject(&text, X509_get_subject_name(certificate));
		text_add_cstr(&text, ", issued by ");
		add_subject(&text, X509_get_issuer_name(certificate));
		text_add_format(&text, ", is not trusted: %s",
				tls_fault_verify_text(code));
	}
}

static bool pin_of(const X509 *certificate, struct tls_pin *out_pin)
{
	unsigned char *key = NULL;
	const int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &key);
	bool is_good = size > 0 && EVP_Digest(key, (size_t)size, out_pin->digest, NULL,
					      EVP_sha256(), NULL) == 1;

	OPENSSL_free(key);
	return is_good;
}

static bool is_pinned(const struct tls_profile *profile, const X509 *certificate,
		      struct tls_pin *out_pin)
{
	if (certificate == NULL || !pin_of(certificate, out_pin))
		return false;
	for (size_t i = 0; i < profile->pin_count; i++) {
		if (memcmp(out_pin, &profile->pins[i], sizeof(*out_pin)) == 0)
			return true;
	}
	return false;
}

/* Of a chain that nobody has proved, only the first certificate's key is the server's for sure. */
static bool pins_hold(const struct tls_verify *verify, X509_STORE_CTX *store)
{
	const STACK_OF(X509) *chain =
		verify->profile->is_verified ? X509_STORE_CTX_get0_chain(store) : NULL;
	struct tls_pin pin = { { 0 } };
	struct text text;

	for (int i = 1; i < sk_X509_num(chain); i++) {
		if (is_pinned(verify->profile, sk_X509_value(chain, i), &pin))
			return true;
	}
	if (is_pinned(verify->profile, X509_STORE_CTX_get0_cert(store), &pin))
		return true;
	verify->trouble->fault = TLS_FAULT_PIN;
	text_init(&text, verify->trouble->why, sizeof(verify->trouble->why));
	text_add_cstr(&text, "the server's key is not pinned; its pin is ");
	tls_profile_print_pin(&text, &pin);
	return false;
}

static bool is_ip(const char *name)
{
	unsigned char ip[sizeof(struct in6_addr)];

	return inet_pton(AF_INET, name, ip) == 1 || inet_pton(AF_INET6, name, ip) == 1;
}

/* The name without the dot at its end. */
static bool host_of(const char *name, char host[HOST_SIZE])
{
	struct text text;

	text_init(&text, host, HOST_SIZE);
	text_add_cstr(&text, name);
	if (text.len > 1 && host[text.len - 1] == '.')
		text_cut(&text, text.len - 1);
	return text.err == ERR_OK;
}

static bool want_address(X509_VERIFY_PARAM *param, const union address *remote)
{
	bool is_v4 = remote->any.sa_family == AF_INET;
	const void *raw = is_v4 ? (const void *)&remote->v4.sin_addr
				: (const void *)&remote->v6.sin6_addr;

	return X509_VERIFY_PARAM_set1_ip(param, raw,
					 is_v4 ? sizeof(remote->v4.sin_addr)
					       : sizeof(remote->v6.sin6_addr)) == 1;
}

/* Tells OpenSSL what the certificate must be for. */
static bool want(X509_VERIFY_PARAM *param, const struct tls_verify *verify)
{
	const char *name = verify->profile->name;
	char host[HOST_SIZE];

	if (name == NULL)
		return want_address(param, &verify->remote);
	if (is_ip(name))
		return X509_VERIFY_PARAM_set1_ip_asc(param, name) == 1;
	X509_VERIFY_PARAM_set_hostflags(param,
					X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |
						X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
	return host_of(name, host) && X509_VERIFY_PARAM_set1_host(param, host, 0) == 1;
}

static int judge(X509_STORE_CTX *store, void *user)
{
	SSL *ssl =
		X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx());
	const struct tls_verify *verify = user != NULL ? user : SSL_get_app_data(ssl);
	const struct tls_profile *profile = verify->profile;
	bool is_set = want(X509_STORE_CTX_get0_param(store), verify);

	if (profile->is_verified && (!is_set || X509_verify_cert(store) != 1)) {
		const X509 *certificate = X509_STORE_CTX_get_current_cert(store);
		int code = X509_STORE_CTX_get_error(store);

		if (certificate == NULL)
			certificate = X509_STORE_CTX_get0_cert(store);
		explain(verify, certificate,
			code == X509_V_OK ? X509_V_ERR_UNSPECIFIED : code);
		return 0;
	}
	if (profile->pin_count == 0 || pins_hold(verify, store))
		return 1;
	X509_STORE_CTX_set_error(store, X509_V_ERR_APPLICATION_VERIFICATION);
	return 0;
}

void tls_verify_install(SSL_CTX *context, struct tls_verify *verify)
{
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_cert_verify_callback(context, judge, verify);
}

enum err tls_verify_attach(SSL *ssl, struct tls_verify *verify)
{
	const char *name = verify->profile->name;
	char host[HOST_SIZE];

	SSL_set_app_data(ssl, verify);
	if (!want(SSL_get0_param(ssl), verify))
		return ERR_SYSTEM;
	/* A name is also sent to the server, which may have a certificate for each; an address is not. */
	if (name == NULL || is_ip(name))
		return ERR_OK;
	return host_of(name, host) && SSL_set_tlsext_host_name(ssl, host) == 1
		       ? ERR_OK
		       : ERR_SYSTEM;
}
