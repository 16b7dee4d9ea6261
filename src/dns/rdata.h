#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"
#include "dns/name.h"

struct arena;
struct text;

/** How rdata is shown; all false or 0 is the form for comparison by eye: dig's, but nothing split. */
struct rdata_style {
	unsigned split; /* hex and base64 in words of this many characters; 0: one word */
	uint16_t rr_class;      /* 0: IN; outside IN some types are opaque */
	bool is_multiline;      /* dig's +multiline */
	bool has_comments;      /* dig's +rrcomments, also part of +multiline */
	bool is_crypto_hidden;  /* dig's +nocrypto */
	bool is_unknown_format; /* RFC 3597 for every type */
	bool is_aaaa_expanded;
	unsigned indent_column; /* multiline: where continued lines start, RDATA_INDENT */
};

/** What dig chooses where the user does not: the words of hex, the column of continued lines. */
enum { RDATA_SPLIT = 56, RDATA_SPLIT_MULTILINE = 44, RDATA_INDENT = 32 };

/**
 * Prints rdata as dig does; what does not follow the format of its type prints as RFC 3597
 * ("\# 3 010203"), so no record is ever lost.
 *
 * @wire, @size    the whole message, for names that are compressed; or the rdata alone with @offset 0
 * @offset, @rdata_size  where the rdata is
 */
void rdata_print(struct text *text, uint16_t type, const uint8_t *wire, size_t size,
		 size_t offset, uint16_t rdata_size, const struct rdata_style *style);

/** True when the rdata follows its type's format exactly, to the last byte.  Unknown types always do. */
bool rdata_is_valid(uint16_t type, const uint8_t *wire, size_t size, size_t offset,
		    uint16_t rdata_size);

/**
 * The normal form in which two rdata are equal exactly when they mean the same: names
 * decompressed and in lower case (all types whose names ldns or we know), tags of CAA in lower
 * case, TXT and SPF as one run of text whatever its chunks, SVCB parameters in order, A and AAAA
 * as they are.  Rdata that breaks its format is copied as it is; broken TXT and SPF get 8 bytes
 * of a keyed hash behind them, so that no well-formed text equals them.  Not for signatures:
 * RFC 4034's form is ldns' business.
 *
 * @buffer   at least 2 * @rdata_size + 512 bytes are enough for any rdata; RDATA_NORMAL_MAX always
 * Errors: ERR_LIMIT.
 */
NODISCARD enum err rdata_normal(uint16_t type, const uint8_t *wire, size_t size,
				size_t offset, uint16_t rdata_size, uint8_t *buffer,
				size_t buffer_size, size_t *out_size);

/**
 * The rdata by itself: names decompressed, all else as received.  Rdata that breaks its format is
 * copied as it is.  @buffer and errors as for rdata_normal.
 */
NODISCARD enum err rdata_expand(uint16_t type, const uint8_t *wire, size_t size,
				size_t offset, uint16_t rdata_size, uint8_t *buffer,
				size_t buffer_size, size_t *out_size);

enum { RDATA_NORMAL_MAX = 2 * 65535 + 512 };

/**
 * Reads presentation form (also RFC 3597's "\#") to wire, uncompressed, case kept.
 *
 * @origin   for relative names; NULL: names are taken as absolute
 * @out_why  what was wrong and what was wanted, in @arena; untouched on success
 * Errors: ERR_SYNTAX, ERR_UNSUPPORTED for a type without a known presentation form.
 */
NODISCARD enum err rdata_parse(struct arena *arena, uint16_t type, struct str text,
			       const struct name *origin, struct str *out_wire,
			       const char **out_why);

/** One piece of rdata as its type's format cuts it. */
struct rdata_field {
	int rdf_type;  /* an ldns_rdf_type */
	size_t offset; /* in the message */
	size_t size;
};

enum { RDATA_FIELDS_MAX = 24 };

/**
 * Cuts rdata by the type's format (ldns' descriptors, our bounds).  A field that repeats (TXT
 * strings) past RDATA_FIELDS_MAX - 1 ends in one field that holds the rest.
 * Errors: ERR_SYNTAX when it does not fit exactly, ERR_UNSUPPORTED for unknown types.
 */
NODISCARD enum err rdata_cut(uint16_t type, const uint8_t *wire, size_t size,
			     size_t offset, uint16_t rdata_size,
			     struct rdata_field *fields, size_t *out_count);
