#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/name.h"

struct text;

/** Bytes of a message, borrowed. */
struct dnssec_bytes {
	const uint8_t *data;
	size_t size;
};

/** The rdata of an RRSIG, taken apart.  Source: RFC 4034 section 3.1. */
struct dnssec_rrsig {
	uint16_t covered; /* the type whose records it signs */
	uint8_t algorithm;
	uint8_t labels; /* of the owner, without the root's and "*" */
	uint32_t original_ttl;
	uint32_t expiration; /* seconds since 1970, on the circle of RFC 1982 */
	uint32_t inception;
	uint16_t key_tag;
	struct name signer;
	struct dnssec_bytes head; /* the rdata before the signer */
	struct dnssec_bytes signature;
};

enum dnssec_key_flag { DNSSEC_KEY_ZONE = 0x0100, DNSSEC_KEY_REVOKED = 0x0080 };

/** The rdata of a DNSKEY, taken apart.  Source: RFC 4034 section 2.1. */
struct dnssec_key {
	uint16_t flags;
	uint8_t protocol;
	uint8_t algorithm;
	uint16_t tag;
	struct dnssec_bytes key;
	struct dnssec_bytes rdata;
};

/** The rdata of a DS, taken apart.  Source: RFC 4034 section 5.1. */
struct dnssec_ds {
	uint16_t key_tag;
	uint8_t algorithm;
	uint8_t digest_type;
	struct dnssec_bytes digest;
};

/** Errors: ERR_SYNTAX for rdata that is too short or holds no name where one is wanted. */
NODISCARD enum err dnssec_read_rrsig(struct dnssec_bytes rdata,
				     struct dnssec_rrsig *out_rrsig);
NODISCARD enum err dnssec_read_key(struct dnssec_bytes rdata, struct dnssec_key *out_key);
NODISCARD enum err dnssec_read_ds(struct dnssec_bytes rdata, struct dnssec_ds *out_ds);

/** The key tag of a DNSKEY's rdata.  Source: RFC 4034 appendix B. */
uint16_t dnssec_key_tag(struct dnssec_bytes rdata);

/**
 * True for a key that may sign a zone: ZONE flag, protocol 3, not revoked.
 * Source: RFC 4034 section 2.1, RFC 5011 section 2.1.
 */
bool dnssec_key_is_usable(const struct dnssec_key *key);

/**
 * True for the algorithms whose signatures are checked: RSA with SHA-1, SHA-256, SHA-512, ECDSA with P-256 and P-384,
 * Ed25519, Ed448.  All others are as if unsigned.  Source: RFC 8624 section 3.1.
 */
bool dnssec_algorithm_is_known(uint8_t algorithm);
/** True for the digests of DS that are checked: SHA-1, SHA-256, SHA-384. */
bool dnssec_digest_is_known(uint8_t digest_type);

/** "ECDSAP256SHA256"; the number for one without a name. */
void dnssec_print_algorithm(struct text *text, uint8_t algorithm);

/** Seconds from @from to @to on the circle of RFC 1982: negative when @to lies before. */
int64_t dnssec_time_between(uint32_t from, uint32_t to);
