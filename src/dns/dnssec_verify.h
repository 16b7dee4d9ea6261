#pragma once

#include <stddef.h>

#include "dns/dnssec.h"

/** What a key says of a signature. */
enum dnssec_verify_result {
	DNSSEC_VERIFY_GOOD,
	DNSSEC_VERIFY_BAD,        /* it is not the key's signature of these records */
	DNSSEC_VERIFY_MALFORMED,  /* the key or the signature is no such thing */
	DNSSEC_VERIFY_UNSUPPORTED /* the library refuses the algorithm */
};

/** Largest RSA key that is worked with: a signature by a larger one costs too much. */
enum { DNSSEC_VERIFY_RSA_BITS_MAX = 4096, DNSSEC_VERIFY_EXPONENT_BYTES_MAX = 8 };

/** One signature, one key: names, tags, times and flags are the caller's to check. */
enum dnssec_verify_result dnssec_verify_signature(struct dnssec_bytes data,
						  const struct dnssec_rrsig *rrsig,
						  const struct dnssec_key *key);

/** True when the digest of the DS is that of the key of @owner.  Source: RFC 4034 section 5.1.4. */
bool dnssec_verify_digest(const struct dnssec_ds *ds, struct name owner,
			  const struct dnssec_key *key);

enum { DNSSEC_VERIFY_DIGEST_MAX = 48 };

/** Writes the digest that a DS of the key holds; returns its size, 0 for an unknown type. */
size_t dnssec_verify_make_digest(uint8_t digest_type, struct name owner,
				 const struct dnssec_key *key,
				 uint8_t out_digest[DNSSEC_VERIFY_DIGEST_MAX]);
