#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

struct arena;

enum {
	TXTTEXT_SIZE_MAX = 65535 - 257
}; /* bytes of text that fit with their chunks' lengths */

/**
 * Reads the value of a TXT or SPF as octoDNS writes it: the whole text; or, in quotes, its chunks
 * ("a" "b"), which are joined.  "\;" is a semicolon, "\DDD" a byte, "\c" is c.
 *
 * @out_wire  in @arena: chunks of 255 bytes
 * @out_why   what is wrong; untouched on success
 * Errors: ERR_SYNTAX.
 */
NODISCARD enum err txttext_parse(struct arena *arena, struct str text,
				 struct str *out_wire, const char **out_why);
