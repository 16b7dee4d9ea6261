#pragma once

#include <stdint.h>
#include <string.h>

#include "dns/message.h"
#include "dns/name.h"
#include "dns/type.h"
#include "dns/wire.h"

/** A message that a test builds, section after section, without compression. */
struct reply {
	uint8_t wire[MESSAGE_SIZE_MAX];
	size_t size;
};

/* An empty message with QR. */
static inline void reply_begin(struct reply *reply, uint16_t id)
{
	memset(reply->wire, 0, MESSAGE_HEADER_SIZE);
	reply->size = MESSAGE_HEADER_SIZE;
	wire_put_u16(reply->wire, id);
	wire_put_u16(reply->wire + 2, FLAG_QR);
}

static inline void reply_flag(struct reply *reply, uint16_t flags)
{
	wire_put_u16(reply->wire + 2, (uint16_t)(wire_u16(reply->wire + 2) | flags));
}

static inline void reply_put(struct reply *reply, enum section section, struct name owner,
			     uint16_t type, const void *rdata, uint16_t rdata_size)
{
	uint8_t *at = reply->wire + reply->size;
	uint8_t *count = reply->wire + 4 + 2 * (size_t)section;

	memcpy(at, owner.wire, owner.size);
	at += owner.size;
	wire_put_u16(at, type);
	wire_put_u16(at + 2, CLASS_IN);
	at += 4;
	if (section != SECTION_QUESTION) {
		wire_put_u32(at, 3600);
		wire_put_u16(at + 4, rdata_size);
		if (rdata_size > 0)
			memcpy(at + 6, rdata, rdata_size);
		at += 6 + rdata_size;
	}
	reply->size = (size_t)(at - reply->wire);
	wire_put_u16(count, (uint16_t)(wire_u16(count) + 1));
}

/* A SOA whose names are the root. */
static inline void reply_put_soa(struct reply *reply, enum section section,
				 struct name owner, uint32_t serial)
{
	uint8_t rdata[2 + 20] = { 0 };

	wire_put_u32(rdata + 2, serial);
	reply_put(reply, section, owner, TYPE_SOA, rdata, sizeof(rdata));
}
