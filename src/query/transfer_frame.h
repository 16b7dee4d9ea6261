#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * Cuts a stream into messages by the lengths before them.  As much as there is room for is read
 * first, since a server hangs up on who reads slowly; then the messages are taken.
 * Source: RFC 1035 section 4.2.2.
 */
struct transfer_frame {
	uint8_t *data;
	size_t start; /* of what was not taken yet */
	size_t end;
	size_t room;
};

/** Frees the buffer; the frame is empty then and may be used again. */
void transfer_frame_free(struct transfer_frame *frame);

/**
 * Where bytes may be read to; the pointer is good until the next call.
 * @out_size  room there: 0 once a good deal waits to be taken
 */
uint8_t *transfer_frame_reserve(struct transfer_frame *frame, size_t *out_size);

/** Says that @size bytes were read there. */
void transfer_frame_add(struct transfer_frame *frame, size_t size);

/** Takes the next whole message; it is borrowed until the next reserve.  False when there is none. */
bool transfer_frame_next(struct transfer_frame *frame, const uint8_t **out_wire,
			 size_t *out_size);

/** True when part of a message is left. */
bool transfer_frame_has_rest(const struct transfer_frame *frame);
