#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/fault.h"
#include "base/str.h"

struct arena;

enum {
	YAML_DEPTH_MAX = 64,
	YAML_ALIAS_NODES_MAX = 100000, /* nodes that aliases may add by repetition */
	YAML_FILE_MAX = 1 << 30,       /* bytes */
};

enum yaml_kind { YAML_KIND_SCALAR, YAML_KIND_SEQUENCE, YAML_KIND_MAPPING };

/** A node of a document, aliases and merge keys resolved.  All scalars are text, as written. */
struct yaml_node {
	enum yaml_kind kind;
	bool is_plain;   /* a scalar without quotes */
	bool is_null;    /* a plain "", "~" or "null" */
	uint32_t line;   /* from 1 */
	uint32_t column; /* from 1 */
	struct str text; /* of a scalar; NUL-terminated */
	const char *file;
	const struct yaml_node
		*first; /* items of a sequence; keys and values in turn of a mapping */
	const struct yaml_node *next;
};
