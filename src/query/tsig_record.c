#include "query/tsig_record.h"

#include <stdbool.h>
#include <string.h>

#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"

enum { FIXED_SIZE = 10 }; /* type, class, TTL, rdata size */

size_t tsig_record_put_timers(uint8_t *out, uint64_t time_signed, uint16_t fudge)
{
	wire_put_u16(out, (uint16_t)(time_signed >> 32));
	wire_put_u32(out + 2, (uint32_t)time_signed);
	wire_put_u16(out + 6, fudge);
	return TSIG_RECORD_TIMERS_SIZE;
}

static uint8_t *put_name(uint8_t *out, struct name name)
{
	memcpy(out, name.wire, name.size);
	return out + name.size;
}

size_t tsig_record_put(uint8_t *out, const struct tsig *tsig,
		       const struct tsig_record *record)
{
	const struct tsig_key *key = tsig->key;
	size_t rdata_size = key->algorithm_name.size + TSIG_RECORD_TIMERS_SIZE + 2 +
			    tsig->mac_size + 6;
	uint8_t *at = put_name(out, key->name);

	wire_put_u16(at, TYPE_TSIG);
	wire_put_u16(at + 2, CLASS_ANY);
	wire_put_u32(at + 4, 0);
	wire_put_u16(at + 8, (uint16_t)rdata_size);
	at = put_name(at + FIXED_SIZE, key->algorithm_name);
	at += tsig_record_put_timers(at, record->time_signed, record->fudge);
	wire_put_u16(at, (uint16_t)tsig->mac_size);
	memcpy(at + 2, tsig->mac, tsig->mac_size);
	at += 2 + tsig->mac_size;
	wire_put_u16(at, tsig->original_id);
	wire_put_u16(at + 2, 0);
	wire_put_u16(at + 4, 0);
	return (size_t)(at + 6 - out);
}

/* Reads the rdata; every length is held against what is left. */
static bool read_rdata(const uint8_t *wire, const struct message_rr *rr,
		       struct tsig_record *record)
{
	size_t end = rr->rdata + rr->rdata_size, at;

	if (name_read(wire, end, rr->rdata, &record->algorithm, &at) != ERR_OK ||
	    end - at < TSIG_RECORD_TIMERS_SIZE + 2)
		return false;
	record->time_signed =
		(uint64_t)wire_u16(wire + at) << 32 | wire_u32(wire + at + 2);
	record->fudge = wire_u16(wire + at + 6);
	record->mac_size = wire_u16(wire + at + 8);
	at += TSIG_RECORD_TIMERS_SIZE + 2;
	if (end - at < record->mac_size + 6)
		return false;
	record->mac = wire + at;
	at += record->mac_size;
	record->original_id = wire_u16(wire + at);
	record->error = wire_u16(wire + at + 2);
	record->other_size = wire_u16(wire + at + 4);
	record->other = wire + at + 6;
	return end - at - 6 == record->other_size;
}

enum tsig_status tsig_record_find(const uint8_t *wire, size_t size,
				  struct tsig_record *out_record)
{
	struct message_cursor cursor;
	struct message_rr rr, last = { .section = SECTION_QUESTION };
	unsigned count = 0;

	message_begin(&cursor, wire, size);
	while (message_next(&cursor, &rr)) {
		count += rr.section != SECTION_QUESTION && rr.type == TYPE_TSIG;
		last = rr;
	}
	if (cursor.fault != NULL || cursor.extra > 0)
		return TSIG_BAD_FORM;
	if (count == 0)
		return TSIG_MISSING;
	if (count > 1 || last.type != TYPE_TSIG || last.section != SECTION_ADDITIONAL ||
	    last.rr_class != CLASS_ANY || last.ttl != 0 ||
	    !read_rdata(wire, &last, out_record))
		return TSIG_BAD_FORM;
	message_owner(wire, size, &last, &out_record->key_name);
	out_record->offset = last.offset;
	return TSIG_GOOD;
}
