/*
 * The stream of a zone transfer.  First byte: bit 0 IXFR, bit 1 the ids and questions of messages are made
 * right, the rest + 1 how many bytes a read gets.
 */
#include <string.h>

#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"
#include "fuzz.h"
#include "query/transfer_frame.h"
#include "query/transfer_order.h"

enum { ID = 0x1234 };

static const struct name zone = { (const uint8_t *)"\7example", 9 };

struct stream {
	struct transfer_frame frame;
	struct transfer_order order;
	bool is_mended;
	size_t seen; /* bytes of messages */
};

static void take(struct stream *stream)
{
	static uint8_t copy[MESSAGE_SIZE_MAX];
	const uint8_t *wire = NULL;
	size_t size = 0;

	while (!stream->order.is_over &&
	       transfer_frame_next(&stream->frame, &wire, &size)) {
		const uint64_t records = stream->order.records;
		bool is_good;

		stream->seen += size;
		memcpy(copy, wire, size);
		if (stream->is_mended && size >= MESSAGE_HEADER_SIZE) {
			wire_put_u16(copy, ID);
			copy[2] = (uint8_t)((copy[2] & 0x07) | 0x80);
			copy[3] &= 0xf0;
		}
		is_good = transfer_order_read(&stream->order, copy, size);
		FUZZ_CHECK(is_good || stream->order.is_over);
		FUZZ_CHECK(is_good || stream->order.end != TRANSFER_COMPLETE);
		FUZZ_CHECK(stream->order.records - records <= size / 11);
	}
}

static void check_end(const struct transfer_order *order)
{
	const bool is_well =
		order->end == TRANSFER_COMPLETE || order->end == TRANSFER_CURRENT;

	if (!order->is_over)
		return;
	FUZZ_CHECK(order->end < TRANSFER_COUNT);
	FUZZ_CHECK(is_well == (order->why[0] == '\0'));
	FUZZ_CHECK(!is_well || order->records >= 1);
	FUZZ_CHECK((order->end == TRANSFER_RCODE) == (order->rcode != 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct build_query query = { .qname = zone,
				     .qtype = TYPE_AXFR,
				     .qclass = CLASS_IN };
	struct stream stream = { .is_mended = false };
	size_t piece;
	size_t at = 1;

	if (size == 0)
		return 0;
	if ((data[0] & 1) != 0) {
		query.qtype = TYPE_IXFR;
		query.ixfr_serial = 1;
	}
	stream.is_mended = (data[0] & 2) != 0;
	piece = (size_t)(data[0] >> 2) + 1;
	transfer_order_init(&stream.order, &query, ID);
	while (at < size && !stream.order.is_over) {
		size_t room = 0;
		uint8_t *to = transfer_frame_reserve(&stream.frame, &room);
		size_t part = size - at < piece ? size - at : piece;

		FUZZ_CHECK(room > 0);
		part = part < room ? part : room;
		memcpy(to, data + at, part);
		transfer_frame_add(&stream.frame, part);
		at += part;
		take(&stream);
	}
	FUZZ_CHECK(stream.order.bytes == stream.seen);
	check_end(&stream.order);
	transfer_frame_free(&stream.frame);
	return 0;
}
