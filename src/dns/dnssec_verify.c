#include "dns/dnssec_verify.h"

#include <string.h>

#include <ldns/ldns.h>

#include "base/arena.h"
#include "dns/dnssec_canonical.h"
#include "dns/wire.h"

enum {
	DIGEST_SHA1 = 1,
	DIGEST_SHA256 = 2,
	DIGEST_SHA384 = 4,
	SHA1_SIZE = 20,
	SHA256_SIZE = 32,
	SHA384_SIZE = 48,
	EXPONENT_LONG_HEAD = 3,
	ECDSA_P256_SIZE = 32,
	ECDSA_P384_SIZE = 48,
	ECDSA_DER_MAX = 2 + 2 * (3 + ECDSA_P384_SIZE),
	DER_INTEGER = 0x02,
	DER_SEQUENCE = 0x30,
	DER_NEGATIVE = 0x80, /* the first byte of a number that would be negative */
};

static void put(uint8_t **at, const void *data, size_t size)
{
	if (size > 0)
		memcpy(*at, data, size);
	*at += size;
}

static bool is_rsa(uint8_t algorithm)
{
	return algorithm == LDNS_RSASHA1 || algorithm == LDNS_RSASHA1_NSEC3 ||
	       algorithm == LDNS_RSASHA256 || algorithm == LDNS_RSASHA512;
}

/* Source: RFC 3110 section 2: the size of the exponent, the exponent, the modulus. */
static bool is_rsa_bounded(struct dnssec_bytes key)
{
	size_t head = 1;
	size_t exponent;

	if (key.size < EXPONENT_LONG_HEAD)
		return false;
	exponent = key.data[0];
	if (exponent == 0) {
		head = EXPONENT_LONG_HEAD;
		exponent = wire_u16(key.data + 1);
	}
	return exponent > 0 && exponent <= DNSSEC_VERIFY_EXPONENT_BYTES_MAX &&
	       key.size > head + exponent &&
	       key.size - head - exponent <= DNSSEC_VERIFY_RSA_BITS_MAX / 8;
}

/* Bytes of each of the two numbers of an ECDSA signature; 0 for other algorithms. */
static size_t ecdsa_size(uint8_t algorithm)
{
	if (algorithm == LDNS_ECDSAP256SHA256)
		return ECDSA_P256_SIZE;
	return algorithm == LDNS_ECDSAP384SHA384 ? ECDSA_P384_SIZE : 0;
}

/* A positive number in DER: no leading zeros but the one that keeps it positive. */
static void put_integer(uint8_t **at, const uint8_t *number, size_t size)
{
	uint8_t head[] = { DER_INTEGER, 0, 0 };

	while (size > 1 && number[0] == 0) {
		number++;
		size--;
	}
	head[1] = (uint8_t)(size + (number[0] >= DER_NEGATIVE ? 1 : 0));
	put(at, head, number[0] >= DER_NEGATIVE ? sizeof(head) : sizeof(head) - 1);
	put(at, number, size);
}

/*
 * The signature as OpenSSL wants it: of ECDSA the two numbers of RFC 6605 section 4 become a sequence in DER.
 * Returns its size, 0 for a signature of the wrong size.
 */
static size_t prepare(const struct dnssec_rrsig *rrsig, uint8_t algorithm,
		      uint8_t out_signature[ECDSA_DER_MAX], uint8_t **out_start)
{
	const size_t size = ecdsa_size(algorithm);
	union { /* ldns takes what it only reads as if it wrote it */
		const uint8_t *is_const;
		uint8_t *is_plain;
	} plain;
	uint8_t *at = out_signature + 2;

	plain.is_const = rrsig->signature.data;
	*out_start = plain.is_plain;
	if (size == 0)
		return rrsig->signature.size;
	if (rrsig->signature.size != 2 * size)
		return 0;
	put_integer(&at, rrsig->signature.data, size);
	put_integer(&at, rrsig->signature.data + size, size);
	out_signature[0] = DER_SEQUENCE;
	out_signature[1] = (uint8_t)(at - out_signature - 2);
	*out_start = out_signature;
	return (size_t)(at - out_signature);
}

enum dnssec_verify_result dnssec_verify_signature(struct dnssec_bytes data,
						  const struct dnssec_rrsig *rrsig,
						  const struct dnssec_key *key)
{
	union {
		const uint8_t *is_const;
		uint8_t *is_plain;
	} bits;
	uint8_t room[ECDSA_DER_MAX];
	uint8_t *signature = room;
	const size_t size = prepare(rrsig, key->algorithm, room, &signature);
	ldns_buffer *buffer;
	ldns_status status;

	if (is_rsa(key->algorithm) && !is_rsa_bounded(key->key))
		return DNSSEC_VERIFY_MALFORMED;
	if (size == 0 || key->key.size == 0)
		return DNSSEC_VERIFY_MALFORMED;
	bits.is_const = key->key.data;
	buffer = ldns_buffer_new(data.size);
	if (buffer == NULL)
		arena_exhausted();
	ldns_buffer_write(buffer, data.data, data.size);
	status = ldns_verify_rrsig_buffers_raw(signature, size, buffer, bits.is_plain,
					       key->key.size, key->algorithm);
	ldns_buffer_free(buffer);
	if (status == LDNS_STATUS_OK)
		return DNSSEC_VERIFY_GOOD;
	if (status == LDNS_STATUS_CRYPTO_BOGUS)
		return DNSSEC_VERIFY_BAD;
	if (status == LDNS_STATUS_CRYPTO_UNKNOWN_ALGO)
		return DNSSEC_VERIFY_UNSUPPORTED;
	return DNSSEC_VERIFY_MALFORMED;
}

size_t dnssec_verify_make_digest(uint8_t digest_type, struct name owner,
				 const struct dnssec_key *key,
				 uint8_t out_digest[DNSSEC_VERIFY_DIGEST_MAX])
{
	uint8_t data[NAME_SIZE_MAX + UINT16_MAX];
	uint8_t *at = data;
	unsigned size;

	for (size_t i = 0; i < owner.size; i++)
		*at++ = dnssec_canonical_byte(owner.wire[i]);
	put(&at, key->rdata.data, key->rdata.size);
	size = (unsigned)(at - data);
	switch (digest_type) {
	case DIGEST_SHA1:
		(void)ldns_sha1(data, size, out_digest);
		return SHA1_SIZE;
	case DIGEST_SHA256:
		(void)ldns_sha256(data, size, out_digest);
		return SHA256_SIZE;
	case DIGEST_SHA384:
		(void)ldns_sha384(data, size, out_digest);
		return SHA384_SIZE;
	default:
		return 0;
	}
}

bool dnssec_verify_digest(const struct dnssec_ds *ds, struct name owner,
			  const struct dnssec_key *key)
{
	uint8_t digest[DNSSEC_VERIFY_DIGEST_MAX];
	const size_t size =
		dnssec_verify_make_digest(ds->digest_type, owner, key, digest);

	return size > 0 && size == ds->digest.size &&
	       memcmp(digest, ds->digest.data, size) == 0;
}
