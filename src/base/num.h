#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

/**
 * Decimal digits only, the whole text, no sign, no blank.
 * Errors: ERR_SYNTAX, or ERR_RANGE when outside @min to @max.
 */
NODISCARD enum err num_parse_u64(struct str text, uint64_t min, uint64_t max,
				 uint64_t *out_number);
NODISCARD enum err num_parse_u32(struct str text, uint32_t min, uint32_t max,
				 uint32_t *out_number);
NODISCARD enum err num_parse_u16(struct str text, uint16_t min, uint16_t max,
				 uint16_t *out_number);

/** Hex digits, with or without "0x".  Errors: as above. */
NODISCARD enum err num_parse_hex(struct str text, uint64_t max, uint64_t *out_number);

/** Hex digits in pairs to bytes.  Errors: ERR_SYNTAX, ERR_LIMIT when over @size bytes. */
NODISCARD enum err num_parse_bytes(struct str text, uint8_t *out_data, size_t size,
				   size_t *out_size);
