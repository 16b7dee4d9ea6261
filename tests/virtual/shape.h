#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Replies as servers send them, good and bad, made from the query: header and question repeated, A
 * records, an OPT record.  An empty shape is NOERROR without records.
 */
struct shape {
	const char *why;    /* for rows of tests */
	uint16_t rcode;     /* whole; the upper bits need has_opt */
	uint16_t flags;     /* more bits of the header: FLAG_TC ... */
	uint16_t flags_off; /* bits taken away: FLAG_QR ... */
	unsigned addresses; /* A records in the answer: 192.0.2.1, .2 ... */
	bool has_opt;       /* an OPT record at the end */
	bool has_second_opt;
	uint8_t version;     /* of EDNS */
	bool is_bare;        /* the header alone: no question, no records */
	bool has_other_name; /* the question and owners are other.example. */
	bool has_other_type; /* the question is for MX */
	bool has_other_case; /* letters of the question flipped */
	uint8_t opcode_xor;
	uint16_t id_xor;
	const uint8_t *cookie; /* data of a COOKIE option; needs has_opt */
	size_t cookie_size;
	size_t cut; /* bytes taken off the end */
	size_t pad; /* bytes of rubbish behind the end */
};

/** Writes the reply into @out of 65535 bytes; returns its size. */
size_t shape_make(const struct shape *shape, const uint8_t *query, size_t size,
		  uint8_t *out);

/** Where the question of a query ends. */
size_t shape_question_end(const uint8_t *query, size_t size);

/** The data of the COOKIE option of a message, or NULL. */
const uint8_t *shape_cookie(const uint8_t *wire, size_t size, size_t *out_size);
