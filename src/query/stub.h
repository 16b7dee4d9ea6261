#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The question that c-ares is given in place of ours, and its reply: one label of 16 hex digits
 * that names a ticket and its turn, type A, class IN.
 */

enum { STUB_SIZE = 34, STUB_LENGTH_SIZE = 2 };

struct stub {
	uint32_t number; /* of the ticket */
	uint32_t turn;
	uint16_t id;
};

/** Writes the question: STUB_SIZE bytes. */
void stub_write_query(uint8_t *wire, const struct stub *stub);

/** Writes the reply, which says REFUSED: STUB_SIZE bytes. */
void stub_write_reply(uint8_t *wire, const struct stub *stub);

/** Reads a question; false when it is none of ours. */
bool stub_read(const uint8_t *wire, size_t size, struct stub *out_stub);
