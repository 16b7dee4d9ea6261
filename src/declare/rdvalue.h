#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "declare/declaration.h"

struct arena;
struct schema;
struct text;
struct yaml_node;
struct yaml_path;

/** How the values of records are read. */
struct rdvalue_options {
	bool is_lenient;  /* names without a final dot are taken as absolute */
	bool has_ranges;  /* addresses may have a prefix: for who reads lists of values */
	bool has_repeats; /* a value may stand there twice: likewise */
};

/**
 * Reads one value: rdata as text, octoDNS' text of a TXT, or a mapping with the keys of octoDNS.
 *
 * @schema      its arena owns the rdata
 * @out_rdata   wire and normal form
 * Errors: ERR_FAULTS, recorded at the value.
 */
NODISCARD enum err rdvalue_read(const struct schema *schema, uint16_t type,
				const struct yaml_node *node,
				const struct yaml_path *path,
				const struct rdvalue_options *options,
				struct rrset_rdata *out_rdata);

/** Keeps rdata: makes the normal form and copies both to @arena. */
void rdvalue_keep(struct arena *arena, uint16_t type, const uint8_t *wire, size_t size,
		  struct rrset_rdata *out_rdata);

/** Reads "198.51.100.0/24", for A and AAAA.  Errors: ERR_SYNTAX. */
NODISCARD enum err rdvalue_parse_range(uint16_t type, struct str text,
				       struct expected_range *out_range);
