#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "dns/rdata.h"

struct text;

/** One record's rdata on its way to text: cut, checked, with the style asked for. */
struct rdata_sheet {
	struct text *text;
	const uint8_t *wire; /* the message */
	size_t size;
	const struct rdata_style *style;
	const struct rdata_field *fields;
	size_t count;
	uint16_t type;
};

/** A blank, or in multiline style a new line at the column of the rdata. */
void rdata_print_break(const struct rdata_sheet *sheet);

/** Upper case hex and base64, in words as the style says. */
void rdata_print_hex(const struct rdata_sheet *sheet, const uint8_t *data, size_t size);
void rdata_print_base64(const struct rdata_sheet *sheet, const uint8_t *data,
			size_t size);

/** RFC 3597: "\# 3 010203"; in rdata_print_unknown.c. */
void rdata_print_unknown(const struct rdata_sheet *sheet, const uint8_t *data,
			 size_t size);
/** The same with names decompressed, of rdata in its place in the message. */
void rdata_print_unknown_expanded(const struct rdata_sheet *sheet, size_t offset,
				  uint16_t rdata_size);

/** The four bytes of an IPv4 address; in rdata_print_field.c. */
void rdata_print_field_a(struct text *text, const uint8_t *data);

/** One field by its kind; in rdata_print_field.c. */
void rdata_print_field(const struct rdata_sheet *sheet, const struct rdata_field *field);

/** A type in SIG and NXT: by mnemonic, or a bare number. */
void rdata_print_field_old_type(struct text *text, uint16_t type);

/** Text in quotes with dig's escapes; in rdata_print_text.c. */
void rdata_print_text_quoted(struct text *text, const uint8_t *data, size_t size);
/** Character-strings one after another, each in quotes. */
void rdata_print_text_strings(const struct rdata_sheet *sheet, const uint8_t *data,
			      size_t size);

/** A whole record whose look is not that of its fields; in rdata_print_odd.c.  False: none such. */
bool rdata_print_odd(const struct rdata_sheet *sheet);

/** The A of class CH, whose rdata ends at @end; false when it is malformed. */
bool rdata_print_odd_chaos(struct text *text, const uint8_t *wire, size_t offset,
			   size_t end);

/** DNSKEY and its kin, with their comments; in rdata_print_key.c.  False: not such a type. */
bool rdata_print_key(const struct rdata_sheet *sheet);

/** SvcParams; in rdata_print_svcb.c. */
void rdata_print_svcb(const struct rdata_sheet *sheet, const uint8_t *data, size_t size);

/** The types of a bitmap of NSEC, NSEC3 or CSYNC; in rdata_print_set.c, as the next three. */
void rdata_print_set_bitmap(const struct rdata_sheet *sheet, const uint8_t *data,
			    size_t size);
void rdata_print_set_nxt(const struct rdata_sheet *sheet, const uint8_t *data,
			 size_t size);
/** A protocol and its ports. */
void rdata_print_set_wks(const struct rdata_sheet *sheet, const uint8_t *data,
			 size_t size);
/** Prefixes of addresses. */
void rdata_print_set_apl(const struct rdata_sheet *sheet, const uint8_t *data,
			 size_t size);

/** A LOC in degrees and metres; in rdata_print_loc.c.  @data 16 bytes. */
void rdata_print_loc(const struct rdata_sheet *sheet, const uint8_t *data, size_t size);
