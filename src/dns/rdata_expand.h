#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/rdata.h"

/** A bounded buffer that is written from its start. */
struct rdata_expand_sink {
	uint8_t *data;
	size_t size;
	size_t len;
};

/** Appends bytes.  Errors: ERR_LIMIT. */
NODISCARD enum err rdata_expand_bytes(struct rdata_expand_sink *sink, const uint8_t *data,
				      size_t size);

/**
 * Appends the name at @offset of the message, decompressed.
 * @out_end  offset behind it
 * Errors: ERR_SYNTAX for a name that cannot be read, ERR_LIMIT.
 */
NODISCARD enum err rdata_expand_name(struct rdata_expand_sink *sink, const uint8_t *wire,
				     size_t size, size_t offset, bool is_lower,
				     size_t *out_end);

/** Appends all the names of a field (HIP has several servers in one).  Errors: as above. */
NODISCARD enum err rdata_expand_names(struct rdata_expand_sink *sink, const uint8_t *wire,
				      size_t size, const struct rdata_field *field,
				      bool is_lower);
