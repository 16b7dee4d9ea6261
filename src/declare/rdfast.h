#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "dns/name.h"

enum { RDFAST_SIZE_MAX = 512 };

/** Rdata of a common type, and whether it is its own normal form. */
struct rdfast {
	uint8_t wire[RDFAST_SIZE_MAX];
	uint16_t size;
	bool is_normal;
};

/**
 * Reads A, AAAA, NS, CNAME, PTR, DNAME and MX without going through the general reader of rdata.
 *
 * @origin  for relative names; NULL: they are not read
 * Returns false for another type, and for text that it does not understand to the last
 * byte: then the general reader has the word.
 */
bool rdfast_parse(uint16_t type, struct str text, const struct name *origin,
		  struct rdfast *out_rdata);
