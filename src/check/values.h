#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct expected_range;
struct rrset_rdata;
struct schema;
struct yaml_node;
struct yaml_path;

/** Declared rdata, and ranges of addresses. */
struct values {
	const struct rrset_rdata *list;
	uint16_t count;
	const struct expected_range *ranges;
	size_t range_count;
};

/** How a list is read. */
struct values_options {
	uint16_t type;
	bool has_ranges; /* addresses may have a prefix */
};

/**
 * Reads a value or a list of them, as the values of a record are read; one that is repeated is kept once.
 *
 * @schema  its arena owns the values
 * @path    of @node
 * Faults: what is no rdata of the type, a range where none may be; what is left is given in any case.
 */
void values_read(const struct schema *schema, const struct yaml_node *node,
		 const struct yaml_path *path, const struct values_options *options,
		 struct values *out_values);
