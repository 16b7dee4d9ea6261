#pragma once

#include <stddef.h>
#include <stdint.h>

#include "declare/schema.h"

struct yaml_node;

enum { RDVALUE_PARTS_MAX = 12 };

/** How a part of rdata is written. */
enum rdvalue_form {
	RDVALUE_PLAIN,
	RDVALUE_QUOTED,   /* a character string */
	RDVALUE_CAPITALS, /* one that octoDNS puts into capitals */
	RDVALUE_METRES,   /* of a LOC: "10m" */
	RDVALUE_PARAMS,   /* of a SVCB: a mapping of its own */
};

struct rdvalue_part {
	enum rdvalue_form form;
	const char *fallback; /* when the key is not there; NULL: it must be */
};

/** What the fields of a layout fill. */
struct rdvalue_parts {
	const struct yaml_node *nodes[RDVALUE_PARTS_MAX];
};

/** The keys that octoDNS gives the parts of a type's rdata, in the order of the presentation form. */
struct rdvalue_layout {
	uint16_t type;
	const char *mark;           /* a key that only this layout has; NULL: any */
	const struct field *fields; /* of struct rdvalue_parts */
	struct rdvalue_part parts[RDVALUE_PARTS_MAX];
	size_t count;
};

/** The layout for a mapping of that type, or NULL; with @node NULL for any mapping. */
const struct rdvalue_layout *rdvalue_layout_find(uint16_t type,
						 const struct yaml_node *node);
