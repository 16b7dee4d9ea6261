#include "query/transfer_order.h"

#include <stdarg.h>
#include <string.h>

#include "base/text.h"
#include "dns/build.h"
#include "dns/edns.h"
#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"

enum { SOA_NUMBERS_SIZE = 20 }; /* serial, refresh, retry, expire, minimum */

void transfer_order_init(struct transfer_order *order, const struct build_query *query,
			 uint16_t id)
{
	*order = (struct transfer_order){
		.qtype = query->qtype,
		.qclass = query->qclass,
		.id = id,
		.old_serial = query->ixfr_serial,
		.bytes_max = TRANSFER_BYTES_MAX,
	};
	order->zone.size = query->qname.size;
	memcpy(order->zone.wire, query->qname.wire, query->qname.size);
}

static PRINTF(3, 4) void finish(struct transfer_order *order, enum transfer_end end,
				const char *format, ...)
{
	struct text text;
	va_list args;

	order->is_over = true;
	order->end = end;
	text_init(&text, order->why, sizeof(order->why));
	va_start(args, format);
	text_add_format_list(&text, format, args);
	va_end(args);
}

static void complete(struct transfer_order *order, enum transfer_end end)
{
	order->is_over = true;
	order->end = end;
	order->place = TRANSFER_AT_END;
}

static void fail_rcode(struct transfer_order *order, uint16_t rcode)
{
	char name[32];
	struct text text;

	text_init(&text, name, sizeof(name));
	type_print_rcode(&text, rcode);
	order->rcode = rcode;
	if (order->messages == 1) {
		finish(order, TRANSFER_RCODE, "the server said %s", name);
	} else {
		finish(order, TRANSFER_RCODE, "the server said %s in message %llu", name,
		       (unsigned long long)order->messages);
	}
}

/* The serial of a SOA record, or false when it cannot be read. */
static bool read_serial(const uint8_t *wire, size_t size, const struct message_rr *rr,
			uint32_t *out_serial)
{
	size_t at = rr->rdata;

	for (int names = 0; names < 2; names++) {
		if (name_skip(wire, size, at, &at) != ERR_OK)
			return false;
	}
	if (at + SOA_NUMBERS_SIZE != rr->rdata + rr->rdata_size)
		return false;
	*out_serial = wire_u32(wire + at);
	return true;
}

/* Serials stand on a circle: RFC 1982. */
static bool is_newer(uint32_t a, uint32_t b)
{
	return (int32_t)(a - b) > 0;
}

static void take_second_soa(struct transfer_order *order, uint32_t serial)
{
	if (serial == order->serial) {
		complete(order, TRANSFER_COMPLETE);
	} else if (order->qtype != TYPE_IXFR) {
		finish(order, TRANSFER_MALFORMED,
		       "a SOA of serial %u among the records of serial %u", serial,
		       order->serial);
	} else if (serial != order->old_serial) {
		finish(order, TRANSFER_MALFORMED,
		       "the differences begin at serial %u, not at %u", serial,
		       order->old_serial);
	} else {
		order->is_incremental = true;
		order->place = TRANSFER_IN_DELETED;
	}
}

static void take_last_soa(struct transfer_order *order, uint32_t serial)
{
	if (serial == order->serial) {
		complete(order, TRANSFER_COMPLETE);
	} else {
		finish(order, TRANSFER_MALFORMED,
		       "a SOA of serial %u among the records of serial %u", serial,
		       order->serial);
	}
}

static void take_new_soa(struct transfer_order *order, uint32_t serial)
{
	if (is_newer(serial, order->at_serial)) {
		order->place = TRANSFER_IN_ADDED;
	} else {
		finish(order, TRANSFER_MALFORMED,
		       "differences lead from serial %u to %u, which is not newer",
		       order->at_serial, serial);
	}
}

static void take_old_soa(struct transfer_order *order, uint32_t serial)
{
	if (serial != order->at_serial) {
		finish(order, TRANSFER_MALFORMED,
		       "differences up to serial %u are followed by those from %u",
		       order->at_serial, serial);
	} else if (serial == order->serial) {
		complete(order, TRANSFER_COMPLETE);
	} else {
		order->place = TRANSFER_IN_DELETED;
	}
}

static void take_soa(struct transfer_order *order, uint32_t serial)
{
	switch (order->place) {
	case TRANSFER_AT_FIRST:
		order->serial = serial;
		order->place = TRANSFER_AT_SECOND;
		break;
	case TRANSFER_AT_SECOND:
		take_second_soa(order, serial);
		break;
	case TRANSFER_IN_FULL:
		take_last_soa(order, serial);
		break;
	case TRANSFER_IN_DELETED:
		take_new_soa(order, serial);
		break;
	case TRANSFER_IN_ADDED:
		take_old_soa(order, serial);
		break;
	case TRANSFER_AT_END:
		break;
	}
	order->at_serial = serial;
}

static void take_record(struct transfer_order *order, const uint8_t *wire, size_t size,
			const struct message_rr *rr)
{
	const bool is_soa =
		rr->type == TYPE_SOA &&
		name_equal_wire(wire, size, rr->offset, name_of(&order->zone));
	uint32_t serial = 0;

	order->records++;
	if (rr->rr_class != order->qclass) {
		finish(order, TRANSFER_MISMATCH, "message %llu has a record of class %u",
		       (unsigned long long)order->messages, rr->rr_class);
	} else if (order->place == TRANSFER_AT_END) {
		finish(order, TRANSFER_MALFORMED, "records behind the last SOA");
	} else if (is_soa && !read_serial(wire, size, rr, &serial)) {
		finish(order, TRANSFER_MALFORMED, "message %llu has a broken SOA",
		       (unsigned long long)order->messages);
	} else if (is_soa) {
		take_soa(order, serial);
	} else if (order->place == TRANSFER_AT_FIRST) {
		finish(order, TRANSFER_NO_SOA,
		       "the first record is not the SOA of the zone");
	} else if (order->place == TRANSFER_AT_SECOND) {
		order->place = TRANSFER_IN_FULL;
	}
}

/* True when the message belongs here: a reply with our id and, where it has one, our question. */
static bool check_header(struct transfer_order *order, const uint8_t *wire, size_t size,
			 const struct message_header *header)
{
	struct edns edns;
	uint16_t rcode;

	if (header->id != order->id || (header->flags & FLAG_QR) == 0 ||
	    message_opcode(header->flags) != OPCODE_QUERY) {
		finish(order, TRANSFER_MISMATCH,
		       "message %llu is not a reply to our query",
		       (unsigned long long)order->messages);
		return false;
	}
	edns_find(wire, size, &edns);
	rcode = edns_rcode(header->flags, &edns);
	if (rcode != RCODE_NOERROR) {
		fail_rcode(order, rcode);
		return false;
	}
	if ((order->messages == 1 || header->counts[SECTION_QUESTION] > 0) &&
	    !message_has_question(wire, size, name_of(&order->zone), order->qtype,
				  order->qclass, false)) {
		finish(order, TRANSFER_MISMATCH, "message %llu has another question",
		       (unsigned long long)order->messages);
		return false;
	}
	return true;
}

static bool read_records(struct transfer_order *order, struct message_cursor *cursor)
{
	struct message_rr rr;
	bool is_broken = false; /* the order is; the message may still be whole */

	while (message_next(cursor, &rr)) {
		if (rr.section != SECTION_ANSWER || is_broken)
			continue;
		take_record(order, cursor->wire, cursor->size, &rr);
		is_broken = order->is_over && order->end != TRANSFER_COMPLETE;
	}
	if (cursor->fault != NULL) {
		finish(order, TRANSFER_MALFORMED, "message %llu: %s at byte %zu",
		       (unsigned long long)order->messages, cursor->fault,
		       cursor->offset);
	} else if (cursor->extra > 0) {
		finish(order, TRANSFER_MALFORMED,
		       "message %llu: %zu bytes behind the last record",
		       (unsigned long long)order->messages, cursor->extra);
	}
	return cursor->fault == NULL && cursor->extra == 0;
}

bool transfer_order_read(struct transfer_order *order, const uint8_t *wire, size_t size)
{
	struct message_cursor cursor;

	order->messages++;
	order->bytes += size;
	message_begin(&cursor, wire, size);
	if (cursor.fault != NULL) {
		finish(order, TRANSFER_MALFORMED, "message %llu has %zu bytes, no header",
		       (unsigned long long)order->messages, size);
		return false;
	}
	if (!check_header(order, wire, size, &cursor.header) ||
	    !read_records(order, &cursor))
		return false;
	if (order->is_over)
		return true;
	if (order->place == TRANSFER_AT_FIRST) {
		finish(order, TRANSFER_NO_SOA, "the answer is empty");
	} else if (order->place == TRANSFER_AT_SECOND && order->qtype == TYPE_IXFR &&
		   !is_newer(order->serial, order->old_serial)) {
		complete(order, TRANSFER_CURRENT);
	} else if (order->bytes > order->bytes_max) {
		finish(order, TRANSFER_LIMIT, "more than %llu bytes came",
		       (unsigned long long)order->bytes_max);
	}
	return true;
}
