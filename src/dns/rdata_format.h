#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RDATA_FORMAT_KINDS_MAX = 9 };

/**
 * How the rdata of a type is put together: fields one after another, each of a kind that ldns
 * names (an ldns_rdf_type).  Four types choose their later fields by what stands in the first:
 * see enum rdata_shape.
 */
struct rdata_format {
	uint8_t kinds[RDATA_FORMAT_KINDS_MAX];
	uint8_t count;
	uint8_t minimum; /* fields that must be there */
	uint8_t repeat; /* kind of what may follow to the end; LDNS_RDF_TYPE_NONE: nothing */
	uint8_t shape;      /* an enum rdata_shape */
	bool is_internet;   /* defined for class IN alone */
	bool may_lack_data; /* the hex, base64 or text at its end may be empty */
};

/** Fields that a fixed row of kinds cannot give. */
enum rdata_shape {
	RDATA_SHAPE_PLAIN,
	RDATA_SHAPE_A6,       /* prefix size, suffix of the address, name of the prefix */
	RDATA_SHAPE_IPSECKEY, /* precedence, gateway type, algorithm, gateway, key */
	RDATA_SHAPE_AMTRELAY, /* precedence, discovery bit and relay type, relay */
	RDATA_SHAPE_HIP,      /* three sizes and kinds, tag, key, servers */
};

/** Finds the format of a type; false for a type whose rdata is opaque. */
bool rdata_format_find(uint16_t type, struct rdata_format *out_format);
