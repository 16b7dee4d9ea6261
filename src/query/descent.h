#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "dns/name.h"
#include "query/agreement.h"

struct arena;
struct panel_question;
struct walk_zone;

/** What can be wrong on the way down. */
enum descent_fault {
	DESCENT_DELEGATION_DIFFERS, /* the parent's NS are not the zone's own */
	DESCENT_GLUE_DIFFERS,       /* glue is not what the zone serves */
	DESCENT_DS_MISMATCH,        /* no DNSKEY fits a DS */
	DESCENT_NOT_AUTHORITATIVE,  /* a server of a zone does not serve it */
	DESCENT_SERVERS_DIFFER,     /* servers of one zone say different things */
	DESCENT_ALIAS_LOOP,         /* too many CNAMEs */
	DESCENT_RCODE,              /* REFUSED, SERVFAIL ... */
	DESCENT_NO_REPLY,
	DESCENT_NO_ADDRESS, /* a name server without one */
	DESCENT_NO_DS,      /* the zone has keys that nothing leads to */
	DESCENT_NO_ROOT,    /* a server of the root hints does not serve the root */
	DESCENT_FAULT_COUNT
};

/** How much a fault counts. */
enum descent_weight {
	DESCENT_NOTE,    /* worth knowing */
	DESCENT_UNKNOWN, /* something could not be found out */
	DESCENT_BAD,
};

struct descent_finding {
	enum descent_fault fault;
	const char *what; /* a sentence */
	struct descent_finding *next;
};

/** How a zone is delegated, and what it says of that itself. */
struct descent_cut {
	const struct walk_zone *found; /* the parent's NS and DS, and all addresses */
	struct agreement apex;         /* what the zone's servers say to NS */
	const struct agreement_reply
		*own;        /* of one with authority; NULL: there is none */
	size_t glue_count;   /* addresses in the referral */
	size_t glue_checked; /* those of names that the zone itself holds */
	size_t ds_count;
	size_t ds_fitting; /* those that a DNSKEY fits */
	bool has_keys;     /* a DNSKEY RRset was had */
};

/** One zone on the way. */
struct descent_step {
	struct name zone;
	struct name qname;
	bool has_cut;   /* the root has none, nor a zone that was met before */
	bool is_hinted; /* the hints alone say that its servers are the root's */
	struct descent_cut cut;
	struct agreement agreement; /* what its servers said to the question */
	const struct agreement_reply
		*reply; /* the one that is gone by; NULL: none is of use */
	struct descent_finding *findings;
	struct descent_finding **findings_end;
	struct descent_step *next;
};

/** A way from the root to an answer, judged. */
struct descent {
	struct name qname;
	uint16_t qtype;
	struct descent_step *steps;
	struct descent_step **steps_end;
	size_t step_count;
	size_t counts[DESCENT_BAD + 1]; /* findings by weight */
	size_t alias_count;             /* CNAMEs that led to another zone */
	const char *why;                /* NULL, or why there is no end to it */
};

/** "glue-differs": the reason's code. */
const char *descent_fault_code(enum descent_fault fault);
enum descent_weight descent_fault_weight(enum descent_fault fault);

/** Begins with nothing seen. */
void descent_init(struct descent *descent, struct name qname, uint16_t qtype);

/** Adds a step; @zone and @qname live as long as @arena. */
struct descent_step *descent_add(struct arena *arena, struct descent *descent,
				 struct name zone, struct name qname);

/** Keeps a finding of a step; the sentence is copied. */
void descent_find(struct arena *arena, struct descent *descent, struct descent_step *step,
		  enum descent_fault fault, const char *format, ...) PRINTF(5, 6);

/** The server of a zone to which that name is the closest of all zones met; NULL: none. */
const struct descent_step *descent_above(const struct descent *descent, struct name name);

/**
 * Judges what the servers of a zone said to the question: who is silent, refuses or has no authority, who
 * differs; and chooses the reply to go by.
 */
void descent_judge_step(struct arena *arena, struct descent *descent,
			struct descent_step *step);
