#include "query/transfer_frame.h"

#include <string.h>

#include "dns/message.h"
#include "dns/wire.h"
#include "query/heap.h"

enum {
	LENGTH_SIZE = 2,
	ROOM_FIRST = 16 * 1024,
	ROOM_MAX = 512 * 1024, /* bytes read before any is parsed */
};

void transfer_frame_free(struct transfer_frame *frame)
{
	heap_free(frame->data);
	*frame = (struct transfer_frame){ 0 };
}

static void grow(struct transfer_frame *frame)
{
	const size_t room = frame->room == 0 ? ROOM_FIRST : 2 * frame->room;

	frame->data = heap_resize(frame->data, room);
	frame->room = room;
}

uint8_t *transfer_frame_reserve(struct transfer_frame *frame, size_t *out_size)
{
	if (frame->start > 0) {
		frame->end -= frame->start;
		memmove(frame->data, frame->data + frame->start, frame->end);
		frame->start = 0;
	}
	if (frame->end == frame->room && frame->room < ROOM_MAX)
		grow(frame);
	*out_size = frame->room - frame->end;
	return frame->data + frame->end;
}

void transfer_frame_add(struct transfer_frame *frame, size_t size)
{
	frame->end += size;
}

bool transfer_frame_next(struct transfer_frame *frame, const uint8_t **out_wire,
			 size_t *out_size)
{
	const size_t left = frame->end - frame->start;

	if (left < LENGTH_SIZE)
		return false;

	const size_t size = wire_u16(frame->data + frame->start);

	if (left - LENGTH_SIZE < size)
		return false;
	*out_wire = frame->data + frame->start + LENGTH_SIZE;
	*out_size = size;
	frame->start += LENGTH_SIZE + size;
	return true;
}

bool transfer_frame_has_rest(const struct transfer_frame *frame)
{
	return frame->end > frame->start;
}
