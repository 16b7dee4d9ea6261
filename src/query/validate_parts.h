#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "dns/denial.h"
#include "dns/dnssec.h"
#include "dns/message.h"
#include "dns/name.h"
#include "dns/signed.h"
#include "query/anchor.h"
#include "query/validate.h"

/*
 * The parts of a validation, for its own files.
 *
 *     chain   the zones from the anchor down, each with its keys
 *     key     the keys of one zone, by its DS or the anchor
 *     set     one record set against keys
 *     deny    the proof that something is not there
 *     answer  a record set of the answer: its zone, its signature, its wildcard
 *     words   the sentences
 */
struct arena;

enum { VALIDATE_STEPS_MAX = 256 };

/** A zone of the chain.  Its keys are trusted when it is secure. */
struct validate_zone {
	struct name name;
	enum validate_status status;
	const char *why; /* of one that is not secure */
	const struct dnssec_key *keys;
	size_t key_count;
	struct validate_zone *next;
};

/** What is known of a name below a zone: where its DS leads. */
struct validate_cut {
	struct name child;
	struct validate_zone *zone; /* NULL: no cut */
	bool is_end;                /* nothing is below it either */
	struct validate_cut *next;
};

struct validate {
	struct arena *arena;
	const struct validate_options *options;
	uint32_t now; /* on the circle of RFC 1982 */
	struct validate_step *steps;
	size_t step_count;
	struct validate_zone *zones;
	struct validate_cut *cuts;
	unsigned questions;
	unsigned verifications;
	unsigned failures; /* of them */
	unsigned hashes;   /* rounds for NSEC3 */
	bool is_unsupported;
};

/** What became of a record set, a proof or a zone. */
struct validate_outcome {
	enum validate_status status;
	const char *why;
	const struct dnssec_rrsig *rrsig; /* that is good; else NULL */
};

/* validate.c */

/** Keeps a step; @what is constant or in the arena. */
void validate_add_step(struct validate *validate, struct name owner, const char *what,
		       const struct validate_outcome *outcome);
/**
 * Asks, and gathers the reply by sets.  False, with @out_why, when there is no reply to go by.
 * @out_rcode  NOERROR or NXDOMAIN
 */
NODISCARD bool validate_ask(struct validate *validate, struct name zone,
			    struct name qname, uint16_t qtype,
			    struct signed_sets *out_sets, const char **out_why);

/** The step whose signature expires first; NULL when none is good. */
const struct validate_step *validate_first_to_expire(const struct validate *validate);
/**
 * NULL, or why a message cannot be judged: neither NOERROR nor NXDOMAIN, or truncated.
 * @out_rcode  whole
 */
const char *validate_read_head(struct validate *validate, const uint8_t *wire,
			       size_t size, struct message_header *out_header,
			       uint16_t *out_rcode);

/**
 * What a DNAME at @owner makes of @name, which stands below it.  False when that is too long.
 * Source: RFC 6672 section 2.2.
 */
bool validate_substitute(struct arena *arena, struct name name, struct name owner,
			 struct name target, struct name *out_name);

/** The name that the first record of an alias holds; false when it holds none. */
bool validate_read_target(const struct signed_set *set, struct name *out_target);

/* validate_set.c */

/** Holds a record set against keys of @signer, whose names were checked: flags, times and signatures are not yet. */
void validate_set_verify(struct validate *validate, const struct signed_set *set,
			 struct name signer, const struct dnssec_key *keys,
			 size_t key_count, struct validate_outcome *out_outcome);

/* validate_key.c */

/** The zone of that name by its DS, or by an anchor's: fetches and checks its keys. */
struct validate_zone *validate_key_establish(struct validate *validate, struct name name,
					     const struct dnssec_ds *ds, size_t count);
/** A zone that ends a chain. */
struct validate_zone *validate_key_end(struct validate *validate, struct name name,
				       enum validate_status status, const char *why);

/* validate_chain.c */

/** The zone that @target is in, or the one above it at which the chain of trust ends. */
const struct validate_zone *validate_chain_find(struct validate *validate,
						struct name target);

/**
 * True when an anchor stands between @signer and @name: then what is signed further up says nothing of the name.
 */
bool validate_chain_is_passed_by(const struct validate *validate, struct name signer,
				 struct name name);

/* validate_deny.c */

enum validate_denied {
	VALIDATE_DENIED_TYPE,      /* the type, of a name that may be there */
	VALIDATE_DENIED_NAME,      /* the name */
	VALIDATE_DENIED_EXPANSION, /* what would be closer than the wildcard */
};

/** What is to be proven not to be there. */
struct validate_claim {
	enum validate_denied denied;
	struct name name;
	uint16_t type;
	unsigned labels; /* of the wildcard's parent */
};

/**
 * Works out a proof from the NSEC or NSEC3 of the authority section that @zone signed.
 * @out_denial   what they prove
 * @out_outcome  the same as a status; rrsig is that which expires first
 */
void validate_deny_prove(struct validate *validate, const struct validate_zone *zone,
			 const struct signed_sets *sets,
			 const struct validate_claim *claim, struct denial *out_denial,
			 struct validate_outcome *out_outcome);
/** The same where the zone is still to be found: by the signer of the proof. */
void validate_deny_judge(struct validate *validate, const struct signed_sets *sets,
			 const struct validate_claim *claim,
			 struct validate_outcome *out_outcome);

/* validate_answer.c */

/** Judges a record set of the answer section and keeps the step. */
void validate_answer_judge(struct validate *validate, const struct signed_sets *sets,
			   const struct signed_set *set,
			   struct validate_outcome *out_outcome);

/**
 * True when its first signature says that a wildcard gave it.  A DNAME must not: RFC 6672 section 3.3 does not say what
 * that would mean.
 */
bool validate_answer_is_expanded(const struct signed_set *set);

/* validate_words.c: sentences in the arena */

PRINTF(2, 3)
const char *validate_words_format(struct validate *validate, const char *format, ...);
const char *validate_words_name(struct validate *validate, struct name name);
const char *validate_words_type(struct validate *validate, uint16_t type);
/** As validate_print_span. */
const char *validate_words_span(struct validate *validate, int64_t seconds);
/** "key 12345 (ED25519)". */
const char *validate_words_key(struct validate *validate, uint16_t tag,
			       uint8_t algorithm);
