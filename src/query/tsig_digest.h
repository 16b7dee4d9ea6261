#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "query/tsig.h"

/** A running HMAC of OpenSSL. */
struct tsig_digest;

/** NULL when OpenSSL has not the key's algorithm. */
struct tsig_digest *tsig_digest_new(const struct tsig_key *key);

/** NULL is allowed. */
void tsig_digest_free(struct tsig_digest *digest);

/** Any bytes are taken; a refusal of OpenSSL shows at the end. */
void tsig_digest_add(struct tsig_digest *digest, const void *data, size_t size);
void tsig_digest_add_u16(struct tsig_digest *digest, uint16_t number);

/** The MAC; false when OpenSSL fails. */
bool tsig_digest_end(struct tsig_digest *digest, uint8_t mac[TSIG_MAC_MAX]);
