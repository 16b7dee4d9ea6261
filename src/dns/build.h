#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "dns/name.h"

enum { BUILD_SIZE_MAX = 4096 };

/** The OPT record of a query to be built. */
struct build_edns {
	bool is_on;
	uint8_t version;
	uint16_t udp_size;
	uint16_t flags; /* EDNS_FLAG_DO and others */
	const uint8_t *
		options; /* options as on the wire: code, length, data ...; may be NULL */
	size_t options_size;
	size_t cookie_offset; /* where among the options a cookie of the engine's goes */
	size_t padding_block; /* 0, or pad the whole message to a multiple of this (RFC 8467) */
};

/** All that a query says; the id is given when it is sent. */
struct build_query {
	struct name qname;
	uint16_t qtype;
	uint16_t qclass;
	uint16_t flags; /* FLAG_RD, FLAG_AD ... without opcode */
	uint8_t opcode;
	bool is_header_only; /* no question */
	bool has_ixfr_serial;
	uint32_t
		ixfr_serial; /* for IXFR: an SOA of this serial in the authority section */
	struct build_edns edns;
};

/**
 * Writes the message; its id is 0.
 * Errors: ERR_LIMIT when @size is too small.
 * @out_size bytes written
 */
NODISCARD enum err build_message(const struct build_query *query, uint8_t *wire,
				 size_t size, size_t *out_size);

/** Appends an option to a list of options.  Errors: ERR_LIMIT. */
NODISCARD enum err build_option(uint8_t *options, size_t size, size_t *options_size,
				uint16_t code, const uint8_t *data, size_t data_size);
