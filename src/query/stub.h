#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * The question that c-ares is given in place of ours, and its reply.  The name is one short label,
 * since c-ares spends its time on names: two digits of the ticket's turn, then its number, each digit
 * of five bits; type A, class IN.
 */

enum { STUB_SIZE_MAX = 27, STUB_LENGTH_SIZE = 2, STUB_TURNS = 1024 };

struct stub {
	uint32_t number; /* of the ticket */
	uint32_t turn;   /* below STUB_TURNS */
	uint16_t id;
};

/** Writes the question; returns its size. */
size_t stub_write_query(uint8_t *wire, const struct stub *stub);

/** Writes the reply, which says REFUSED; returns its size. */
size_t stub_write_reply(uint8_t *wire, const struct stub *stub);

/** Reads a question; false when it is none of ours. */
bool stub_read(const uint8_t *wire, size_t size, struct stub *out_stub);
