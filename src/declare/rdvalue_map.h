#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"

struct schema;
struct text;
struct yaml_node;
struct yaml_path;

/**
 * Writes a mapping with octoDNS' keys as rdata in presentation form.
 * Errors: ERR_FAULTS, recorded: unknown and missing keys, a type that has no such form.
 */
NODISCARD enum err rdvalue_map_print(const struct schema *schema, uint16_t type,
				     const struct yaml_node *node,
				     const struct yaml_path *path, struct text *text);
