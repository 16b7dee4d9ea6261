#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

struct arena;
struct name;
struct rdata_format;
struct rdata_reader;

/** As rdata_parse (dns/rdata.h), for any text of any type; in rdata_parse_text.c. */
NODISCARD enum err rdata_parse_text(struct arena *arena, uint16_t type, struct str text,
				    const struct name *origin, struct str *out_wire,
				    const char **out_why);

/*
 * The readers of fields.  Each takes the words it needs, writes their wire form and returns true,
 * or leaves a fault in the reader and returns false.
 */

/** One field of that kind (an ldns_rdf_type). */
bool rdata_parse_field(struct rdata_reader *reader, int kind);
/** A number from 0 to @max, written in @size bytes (1, 2 or 4). */
bool rdata_parse_field_number(struct rdata_reader *reader, const char *wanted,
			      uint32_t max, size_t size);
/** A type by mnemonic or number, of which 0 is none. */
bool rdata_parse_field_type(struct rdata_reader *reader, struct str word,
			    uint16_t *out_type);

/** Bytes in an alphabet, of one word or of all that are left; in rdata_parse_data.c. */
bool rdata_parse_data_hex(struct rdata_reader *reader, struct str word);
/** Hex in which dots help the eye. */
bool rdata_parse_data_hex_dotted(struct rdata_reader *reader, struct str word);
bool rdata_parse_data_hex_rest(struct rdata_reader *reader);
bool rdata_parse_data_base64(struct rdata_reader *reader, struct str word);
bool rdata_parse_data_base64_rest(struct rdata_reader *reader);
bool rdata_parse_data_base32(struct rdata_reader *reader, struct str word);
/** A character-string: a byte of size, then at most 255 bytes of text. */
bool rdata_parse_data_string(struct rdata_reader *reader);
/** Text without its size. */
bool rdata_parse_data_text(struct rdata_reader *reader, struct str word);

/** Sets; in rdata_parse_set.c. */
bool rdata_parse_set_bitmap(struct rdata_reader *reader);
bool rdata_parse_set_nxt(struct rdata_reader *reader);
bool rdata_parse_set_wks(struct rdata_reader *reader);
bool rdata_parse_set_apl(struct rdata_reader *reader);

/** Addresses and identifiers of other networks; in rdata_parse_address.c. */
bool rdata_parse_address_a(struct rdata_reader *reader);
bool rdata_parse_address_aaaa(struct rdata_reader *reader);
bool rdata_parse_address_eui48(struct rdata_reader *reader);
bool rdata_parse_address_eui64(struct rdata_reader *reader);
bool rdata_parse_address_ilnp(struct rdata_reader *reader);
bool rdata_parse_address_nsap(struct rdata_reader *reader);
bool rdata_parse_address_atma(struct rdata_reader *reader);
/** An address of AF_INET or AF_INET6 in a word, to 4 or 16 bytes; false without a fault. */
bool rdata_parse_address_read(int family, struct str word, uint8_t *out_address);

/** Degrees and metres of a LOC. */
bool rdata_parse_loc(struct rdata_reader *reader);

/** SvcParams. */
bool rdata_parse_svcb(struct rdata_reader *reader);

/** Records whose fields depend on one another; false also when @format is plain. */
bool rdata_parse_shape(struct rdata_reader *reader, const struct rdata_format *format);
