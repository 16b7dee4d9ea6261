#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "declare/declaration.h"

/** An entry of `checks:` with the key "query", read and checked. */
struct query_spec {
	struct expectation expectation; /* of the answer; extra points at the next */
	struct expectation_extra extra;
	struct schema_list ask; /* count 0: the declaration's defaults */
	uint16_t query_flags;   /* FLAG_*, when has_query_flags */
	bool has_query_flags;
	bool has_transport;
	bool is_tcp;                              /* when has_transport */
	unsigned timeout_ms;                      /* 0: the declaration's */
	unsigned tries;                           /* 0: the declaration's */
	uint16_t wanted_flags;                    /* FLAG_* that the answer must have */
	uint64_t rtt_warning_us, rtt_critical_us; /* 0: no limit */
};

/** How the reader of declarations reads such an entry; gives a struct query_spec. */
extern const struct declared_kind query_spec_declared;

/** A header flag and its name: "aa". */
struct query_spec_flag {
	const char *name;
	uint16_t bit;
};
enum { QUERY_SPEC_FLAGS = 7 };
extern const struct query_spec_flag query_spec_flags[QUERY_SPEC_FLAGS];
