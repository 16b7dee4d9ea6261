#pragma once

/* Builds messages for tests, byte by byte, right or wrong. */

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "dns/message.h"
#include "dns/name.h"
#include "dns/wire.h"

struct packet {
	uint8_t wire[MESSAGE_SIZE_MAX];
	size_t size;
};

static inline void packet_bytes(struct packet *packet, const void *data, size_t size)
{
	assert(size <= sizeof(packet->wire) - packet->size);
	if (size > 0)
		memcpy(packet->wire + packet->size, data, size);
	packet->size += size;
}

static inline void packet_u16(struct packet *packet, unsigned number)
{
	uint8_t bytes[2];

	wire_put_u16(bytes, (uint16_t)number);
	packet_bytes(packet, bytes, sizeof(bytes));
}

static inline void packet_u32(struct packet *packet, uint32_t number)
{
	packet_u16(packet, number >> 16);
	packet_u16(packet, number & 0xFFFF);
}

static inline void packet_hex(struct packet *packet, const char *hex)
{
	size_t size = 0;
	enum err err = num_parse_bytes(str_of(hex), packet->wire + packet->size,
				       sizeof(packet->wire) - packet->size, &size);

	assert(err == ERR_OK);
	packet->size += size;
}

static inline void packet_init(struct packet *packet, unsigned flags,
			       const uint16_t counts[4])
{
	packet->size = 0;
	packet_u16(packet, 0x1234);
	packet_u16(packet, flags);
	for (int i = 0; i < 4; i++)
		packet_u16(packet, counts[i]);
}

static inline void packet_name(struct packet *packet, const char *text)
{
	struct name_buffer name;
	enum err err = name_parse(str_of(text), NULL, &name, NULL);

	assert(err == ERR_OK);
	packet_bytes(packet, name.wire, name.size);
}

static inline void packet_pointer(struct packet *packet, size_t offset)
{
	packet_u16(packet, 0xC000 | (unsigned)offset);
}

static inline void packet_question(struct packet *packet, const char *name, unsigned type)
{
	packet_name(packet, name);
	packet_u16(packet, type);
	packet_u16(packet, 1);
}

/* What stands between owner and rdata, class IN. */
static inline void packet_fixed(struct packet *packet, unsigned type, uint32_t ttl,
				size_t rdata_size)
{
	packet_u16(packet, type);
	packet_u16(packet, 1);
	packet_u32(packet, ttl);
	packet_u16(packet, (unsigned)rdata_size);
}

static inline void packet_rr(struct packet *packet, const char *owner, unsigned type,
			     uint32_t ttl, const char *rdata_hex)
{
	packet_name(packet, owner);
	packet_fixed(packet, type, ttl, strlen(rdata_hex) / 2);
	packet_hex(packet, rdata_hex);
}

/* A copy of exactly @size bytes, so that a sanitizer sees each read beyond; to be freed. */
static inline uint8_t *packet_copy(const struct packet *packet, size_t size)
{
	uint8_t *copy = malloc(size > 0 ? size : 1);

	assert(copy != NULL && size <= packet->size);
	memcpy(copy, packet->wire, size);
	return copy;
}
