#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "declare/declaration.h"

struct draft;
struct rdvalue_options;
struct schema;
struct yaml_node;
struct yaml_path;

/** A TTL as declared, in seconds. */
struct expect_ttl {
	bool has_exact, has_min, has_max;
	uint32_t exact, min, max;
};

/**
 * Reads a TTL (seconds, or a duration of whole seconds), or a mapping {min, max} of such.
 * Errors: ERR_FAULTS, recorded.
 */
NODISCARD enum err expect_read_ttl(const struct schema *schema,
				   const struct yaml_node *node,
				   const struct yaml_path *path,
				   struct expect_ttl *out_ttl);

/** The values of a record as they were read. */
struct expect_values {
	struct expectation *expectation; /* new, with its values; never NULL on success */
	struct expected_range *ranges;
	size_t range_count;
};

/**
 * Makes an expectation of a value, or of a list of values; the same value twice is kept once.
 *
 * @node           NULL for none
 * @has_ranges     addresses with a prefix are ranges; else they are faults
 * Errors: ERR_FAULTS, recorded.
 */
NODISCARD enum err expect_read_values(struct draft *draft, uint16_t type,
				      const struct yaml_node *node,
				      const struct yaml_path *path,
				      const struct rdvalue_options *options,
				      struct expect_values *out_values);
