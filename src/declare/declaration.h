#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/fault.h"
#include "base/str.h"
#include "declare/schema.h"
#include "dns/name.h"
#include "dns/rrset.h"

struct arena;

/** How the served RRset must relate to the declared one. */
enum match { MATCH_EXACT, MATCH_SUPERSET, MATCH_SUBSET };

/** What can be known of a declared record, and so how it is judged. */
enum judging {
	JUDGING_MATCH,  /* as match says */
	JUDGING_EXISTS, /* data of this type is served; which data the provider decides */
	JUDGING_MEMBER, /* what is served is among the declared values (pools, geo) */
	JUDGING_DELEGATION, /* NS or DS below the zone: read from the referral of the zone's own servers */
	JUDGING_UNKNOWABLE, /* the provider computes it: skipped with REASON_UNKNOWABLE */
	JUDGING_NO_RECORD,  /* no DNS record (URLFWD): skipped */
	JUDGING_IGNORED,    /* by ignore or octodns.ignored: skipped */
};

/** A range of addresses, for match: subset with values such as 198.51.100.0/24. */
struct expected_range {
	uint8_t address[16];
	uint8_t prefix;
};

/** The rare keys of an expectation. */
struct expectation_extra {
	bool has_ttl_min, has_ttl_max;
	uint32_t ttl_min, ttl_max;
	bool has_count;
	uint32_t count;
	bool has_rcode;
	uint16_t rcode;
	struct str pattern; /* match_regexp; empty when none */
	const struct expected_range *ranges;
	size_t range_count;
	struct schema_list ask; /* overrides the zone's; count 0: not */
	const char *why;        /* for one that is not judged by JUDGING_MATCH: words */
};

/** One declared RRset: what every server of its zone must serve.  Compact: there may be millions. */
struct expectation {
	const uint8_t *owner;                  /* wire form, lower case */
	const struct rrset_rdata *values;      /* value_count of them */
	const struct expectation_extra *extra; /* NULL for the ordinary */
	struct expectation *next;              /* in the zone, in the order of the file */
	const char *file;
	uint32_t line;
	uint32_t ttl; /* when has_ttl */
	uint16_t column;
	uint16_t type;
	uint16_t value_count;
	uint8_t owner_size;
	uint8_t match;   /* enum match */
	uint8_t judging; /* enum judging */
	uint8_t reading; /* enum draft_flag, of the reader alone */
	bool has_ttl;
	uint32_t origin; /* which file it was read with, of the reader alone */
};

/** A check by its kind: a key inside a zone, or an entry of `checks:`. */
struct declared_check {
	const struct declared_kind *kind;
	const void *spec; /* filled by the kind's fields */
	const char *name; /* or NULL */
	struct place place;
	const struct declared_check *next;
};

/**
 * A kind of check as the reader sees it: the kinds of the room above hand in their tables.
 *
 * The table of a kind of zone reads the value of its key.  The table of a kind of `checks:` reads
 * the whole entry, which it is recognised by its key in; so it has a row for each key of an
 * entry: "name" (FIELD_STR; the reader keeps it in declared_check too), its own, and those
 * that go with it ("expect"), mostly FIELD_GROUPs.
 */
struct declared_kind {
	const char *key; /* the YAML key: "nameservers", "query" */
	bool is_of_zone; /* a key of a zone; else of an entry of `checks:` */
	const struct field *fields;
	size_t spec_size;
	const void *owner; /* the kind itself, for who handed it in */

	/**
	 * Sees to what a table cannot, records faults, and returns what is kept, made in
	 * @arena.  @spec, its texts and its nodes are gone afterwards: for a kind with a million
	 * entries this is the way to a small form.  NULL: the spec itself is kept; then its
	 * table must have no FIELD_NODE.
	 */
	const void *(*finish)(struct arena *arena, const void *spec, struct place place,
			      struct faults *faults);
};

struct declared_zone {
	struct name name; /* lower case */
	struct place place;
	struct schema_list ask;    /* count 0: the defaults' */
	struct expectation *first; /* expectations in order */
	size_t expectation_count;
	const struct declared_check *checks;
	struct schema_list ignore; /* globs of relative owners, see glob.h */
	bool is_exclusive;
	const struct declared_zone *next;
};

struct declared_group {
	struct str name;
	struct schema_list servers; /* addresses, as written */
	const struct declared_group *next;
};

struct declared_defaults {
	struct schema_list ask;                   /* default: authoritative */
	uint64_t timeout_us;                      /* default 2 s */
	uint32_t tries;                           /* default 3 */
	uint16_t port;                            /* default 53 */
	uint64_t interval_us;                     /* default 5 min */
	uint32_t failure_threshold;               /* default 1 */
	uint64_t rtt_warning_us, rtt_critical_us; /* 0: none */
	uint32_t rate_per_server;                 /* a second; 0: default, 100 */
	struct schema_list labels;                /* "key=value" pairs, checked */
};

/** All that the files declare.  Constant once read. */
struct declaration {
	struct declared_defaults defaults;
	const struct declared_group *groups;
	const struct declared_zone *zones;
	const struct declared_check *checks;
	const char *root_hints; /* path, resolved against its file; NULL: built in */
	const char *trust_anchors;
	struct place root_hints_place;
	size_t zone_count;
	size_t expectation_count;
	size_t check_count;  /* of `checks:` and of zones */
	struct faults notes; /* what is worth a look and no fault */
};

/** True when a glob of the zone's "ignore" matches @owner, which stands in the zone. */
bool declaration_is_ignored(const struct declared_zone *zone, struct name owner);
