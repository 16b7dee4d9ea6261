#pragma once

#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/dnssec.h"

struct arena;
struct signed_set;

/** A byte of a name in canonical form: ASCII letters in lower case.  Lengths of labels are under 64 and stay. */
static inline uint8_t dnssec_canonical_byte(uint8_t byte)
{
	return byte >= 'A' && byte <= 'Z' ? (uint8_t)(byte - 'A' + 'a') : byte;
}

/**
 * Gives what a signature signs: the RRSIG without the signature, then the records in canonical form and order,
 * each once.  An owner with more labels than the RRSIG's becomes the wildcard's.
 *
 * @arena     owns the bytes
 * Errors: ERR_RANGE when the RRSIG has more labels than the owner.
 * Source: RFC 4034 section 3.1.8.1 and section 6, RFC 6840 section 5.1.
 */
NODISCARD enum err dnssec_canonical_data(struct arena *arena,
					 const struct signed_set *set,
					 const struct dnssec_rrsig *rrsig,
					 struct dnssec_bytes *out_data);
