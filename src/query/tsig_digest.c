/* allocates: OpenSSL's contexts, in a closed struct */
#include "query/tsig_digest.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <stdlib.h>

#include "dns/wire.h"

struct tsig_digest {
	EVP_MAC *mac;
	EVP_MAC_CTX *context;
};

void tsig_digest_free(struct tsig_digest *digest)
{
	if (digest == NULL)
		return;
	EVP_MAC_CTX_free(digest->context);
	EVP_MAC_free(digest->mac);
	free(digest);
}

struct tsig_digest *tsig_digest_new(const struct tsig_key *key)
{
	struct tsig_digest *digest = calloc(1, sizeof(*digest));
	struct tsig_algorithm algorithm = *key->algorithm; /* OpenSSL wants it writable */
	const OSSL_PARAM parameters[] = {
		OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, algorithm.digest,
						 0),
		OSSL_PARAM_construct_end(),
	};

	if (digest == NULL)
		return NULL;
	digest->mac = EVP_MAC_fetch(NULL, "HMAC", NULL);
	if (digest->mac != NULL)
		digest->context = EVP_MAC_CTX_new(digest->mac);
	if (digest->context != NULL &&
	    EVP_MAC_init(digest->context, key->secret, key->secret_size, parameters) == 1)
		return digest;
	tsig_digest_free(digest);
	return NULL;
}

void tsig_digest_add(struct tsig_digest *digest, const void *data, size_t size)
{
	(void)EVP_MAC_update(digest->context, data, size);
}

bool tsig_digest_end(struct tsig_digest *digest, uint8_t mac[TSIG_MAC_MAX])
{
	size_t size = 0;

	return EVP_MAC_final(digest->context, mac, &size, TSIG_MAC_MAX) == 1;
}

void tsig_digest_add_u16(struct tsig_digest *digest, uint16_t number)
{
	uint8_t bytes[2];

	wire_put_u16(bytes, number);
	tsig_digest_add(digest, bytes, sizeof(bytes));
}
