#pragma once

#include <stddef.h>
#include <stdint.h>

#include "dns/name.h"
#include "query/tsig.h"

enum { TSIG_RECORD_TIMERS_SIZE = 8 }; /* time signed, fudge */

/** A TSIG record as it stands in a message; mac and other are borrowed from it. */
struct tsig_record {
	size_t offset; /* of the record: what is before is signed */
	struct name_buffer key_name;
	struct name_buffer algorithm;
	uint64_t time_signed;
	uint16_t fudge;
	const uint8_t *mac;
	size_t mac_size;
	uint16_t original_id;
	uint16_t error;
	const uint8_t *other;
	size_t other_size;
};

/**
 * Finds the TSIG record of a message.  TSIG_GOOD with a record, TSIG_MISSING without, TSIG_BAD_FORM when it
 * breaks its format, is not the last record or not the only one.
 */
enum tsig_status tsig_record_find(const uint8_t *wire, size_t size,
				  struct tsig_record *out_record);

/** Writes time signed and fudge; returns TSIG_RECORD_TIMERS_SIZE. */
size_t tsig_record_put_timers(uint8_t *out, uint64_t time_signed, uint16_t fudge);

/** Writes the record of our signature; TSIG_RECORD_MAX bytes are enough.  Returns its size. */
size_t tsig_record_put(uint8_t *out, const struct tsig *tsig,
		       const struct tsig_record *record);
