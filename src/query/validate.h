#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/name.h"

struct anchors;
struct arena;
struct text;

/**
 * Judges answers by DNSSEC: from a trust anchor down the chain of DS and DNSKEY to the records, or to the proof that
 * they are not there.
 *
 * What is asked on the way goes through a function of the caller's, so that a resolver, the authoritative servers or
 * a test can answer.  Bounds keep the cost of hostile answers low; what goes beyond them is never secure.
 *
 * Source: RFC 4035 section 5, RFC 5155 section 8, RFC 6840, RFC 9276, RFC 9824.
 */

/** Source: RFC 4033 section 5. */
enum validate_status {
	VALIDATE_SECURE,
	VALIDATE_INSECURE, /* proven to be unsigned, or signed only as we cannot check */
	VALIDATE_BOGUS,    /* ought to be signed and is not, or not well */
	VALIDATE_INDETERMINATE, /* no anchor, or the chain could not be fetched */
	VALIDATE_COUNT
};

enum {
	VALIDATE_QUESTIONS_MAX = 64, /* asked for one answer */
	VALIDATE_ALIASES_MAX = 16,
	VALIDATE_RRSIGS_MAX = 8,    /* of one set, worked out */
	VALIDATE_KEYS_MAX = 4,      /* with the same tag, tried for one signature */
	VALIDATE_FAILURES_MAX = 16, /* signatures that do not fit, for one answer */
	VALIDATE_VERIFICATIONS_MAX = 96,
	VALIDATE_PROOFS_MAX =
		16, /* NSEC or NSEC3 of one message whose signature is checked */
};

/** One link of the chain, or one of the answer's record sets. */
struct validate_step {
	struct name owner;
	const char *what; /* "DNSKEY", "A", "no DS" */
	enum validate_status status;
	const char *why; /* a sentence */
	bool has_key;    /* a signature is good: by this key */
	uint16_t key_tag;
	uint8_t algorithm;
	struct name signer;
	bool has_expiry;
	int64_t expires_in;  /* seconds until the signature expires */
	uint32_t expiration; /* seconds since 1970 */
};

struct validate_result {
	enum validate_status status;
	const char *why; /* a sentence */
	bool is_unsupported; /* insecure since only unknown algorithms or too many iterations protect it */
	const struct validate_step *steps;
	size_t step_count;
	const struct validate_step *first_to_expire; /* NULL: nothing was signed well */
	unsigned verifications;                      /* signatures worked out */
	unsigned questions;                          /* asked on the way */
};

/** What came of a question on the way. */
struct validate_reply {
	const uint8_t *wire; /* NULL: none */
	size_t size;
	const char *why; /* without a reply: a sentence */
};

/**
 * Asks for @qname and @qtype, DO and CD set.
 * @zone  the zone that has the answer, whose servers are to be asked where there is no resolver
 * @out_reply  borrowed by the validation
 */
typedef void validate_fetch(void *user, struct name zone, struct name qname,
			    uint16_t qtype, struct validate_reply *out_reply);

struct validate_options {
	const struct anchors *anchors;
	validate_fetch *fetch;
	void *user;
	uint64_t now_us; /* since 1970: the time at which signatures must be valid */
};

/** The question that a message answers. */
struct validate_question {
	struct name qname;
	uint16_t qtype;
	uint16_t qclass;
};

/** Judges a message; the result is in @arena. */
void validate_message(struct arena *arena, const struct validate_options *options,
		      const struct validate_question *question, const uint8_t *wire,
		      size_t size, struct validate_result *out_result);

/** "secure", "insecure", "bogus", "indeterminate". */
const char *validate_status_name(enum validate_status status);

/** "12 d", "3 h", "45 s": whole units, downwards; the sign is left out. */
void validate_print_span(struct text *text, int64_t seconds);
