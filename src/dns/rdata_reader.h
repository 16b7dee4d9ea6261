#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/err.h"
#include "base/str.h"

struct arena;
struct name;

/** A word of presentation text: escapes are kept, the quotes around it are not. */
struct rdata_word {
	struct str text;
	bool is_quoted;
};

/**
 * Reads rdata from text, word by word, and writes it as wire.  Blanks and line ends separate,
 * parentheses only have to match, ";" starts a comment.  The first fault sticks: it becomes the
 * sentence in why, and all that comes after fails too.
 */
struct rdata_reader {
	struct arena *arena;
	const struct name *origin; /* NULL: names are absolute */
	struct str rest;
	unsigned depth; /* of parentheses */
	bool has_pairs; /* quotes inside a word belong to it: key="value" */
	bool is_prose;  /* ";" inside a word is a fault, not a comment: TXT */
	uint8_t *wire;  /* what was written; room for UINT16_MAX bytes */
	size_t size;
	const char *why; /* NULL until there is a fault */
};

/** Records a fault, in the words of printf; always false, so that it can be returned. */
bool rdata_reader_fail(struct rdata_reader *reader, const char *format, ...) PRINTF(2, 3);

/** Records what was wanted and what stands there; always false. */
bool rdata_reader_refuse(struct rdata_reader *reader, const char *wanted, struct str got);

/** The same, with what is wrong with it. */
bool rdata_reader_refuse_because(struct rdata_reader *reader, const char *wanted,
				 struct str got, const char *because);

/** Takes the next word; false at the end of the text and at a fault. */
bool rdata_reader_next(struct rdata_reader *reader, struct rdata_word *out_word);

/** Takes a word that must be there; at the end of the text a fault says what was wanted. */
bool rdata_reader_need(struct rdata_reader *reader, const char *wanted,
		       struct str *out_word);

/** Like rdata_reader_next without taking the word. */
bool rdata_reader_peek(const struct rdata_reader *reader, struct rdata_word *out_word);

/** True when nothing but blanks and comments is left and the parentheses match; else a fault. */
bool rdata_reader_end(struct rdata_reader *reader);

/** Writes to the wire; a fault when rdata would be over 65535 bytes. */
bool rdata_reader_put(struct rdata_reader *reader, const void *data, size_t size);
bool rdata_reader_put_u8(struct rdata_reader *reader, uint8_t number);
bool rdata_reader_put_u16(struct rdata_reader *reader, uint16_t number);
bool rdata_reader_put_u32(struct rdata_reader *reader, uint32_t number);

/**
 * Cuts one byte off a word, reading "\DDD" and "\c"; @rest must not be empty.  False with a fault for a
 * bad escape.
 * @out_is_escaped  NULL, or tells whether the byte was escaped
 */
bool rdata_reader_byte(struct rdata_reader *reader, struct str *rest, uint8_t *out_byte,
		       bool *out_is_escaped);
