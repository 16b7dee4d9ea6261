#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rdata_field;

/**
 * True when the fields that rdata_cut gave also hold what their kinds allow: bitmaps in order,
 * degrees on the globe, digests of the right size ...  What fails here is what dig refuses too.
 *
 * @wire  the message that the fields were cut from
 */
bool rdata_check(uint16_t type, const uint8_t *wire, const struct rdata_field *fields,
		 size_t count);

/** The rules that are a type's own; in rdata_check_whole.c. */
bool rdata_check_whole(uint16_t type, const uint8_t *wire,
		       const struct rdata_field *fields, size_t count);

/** True for SvcParams in order, each well formed; in rdata_check_svcb.c. */
bool rdata_check_svcb(const uint8_t *data, size_t size);
