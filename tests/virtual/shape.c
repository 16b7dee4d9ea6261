#include "virtual/shape.h"

#include <string.h>

#include "dns/edns.h"
#include "dns/message.h"
#include "dns/name.h"
#include "dns/type.h"
#include "dns/wire.h"

enum { UDP_SIZE = 1232, TTL = 300 };

static const uint8_t other_name[] = "\5other\7example";

size_t shape_question_end(const uint8_t *query, size_t size)
{
	size_t end = MESSAGE_HEADER_SIZE;

	if (wire_u16(query + 4) == 0 ||
	    name_skip(query, size, MESSAGE_HEADER_SIZE, &end) != ERR_OK)
		return MESSAGE_HEADER_SIZE;
	return end + 4;
}

const uint8_t *shape_cookie(const uint8_t *wire, size_t size, size_t *out_size)
{
	struct edns edns;
	struct edns_option option;

	edns_find(wire, size, &edns);
	if (!edns.is_present || !edns_find_option(&edns, EDNS_COOKIE, &option))
		return NULL;
	*out_size = option.size;
	return option.data;
}

static uint8_t *put_u16(uint8_t *at, uint16_t number)
{
	wire_put_u16(at, number);
	return at + 2;
}

static uint8_t *put_question(const struct shape *shape, const uint8_t *query, size_t end,
			     uint8_t *at)
{
	const uint8_t *name = query + MESSAGE_HEADER_SIZE;
	size_t name_size = end - MESSAGE_HEADER_SIZE - 4;
	uint8_t *start = at;

	if (end == MESSAGE_HEADER_SIZE)
		return at;
	if (shape->has_other_name) {
		name = other_name;
		name_size = sizeof(other_name);
	}
	memcpy(at, name, name_size);
	at += name_size;
	at = put_u16(at, shape->has_other_type ? TYPE_MX : wire_u16(query + end - 4));
	at = put_u16(at, wire_u16(query + end - 2));
	for (uint8_t *c = start; shape->has_other_case && *c != 0; c += *c + 1) {
		for (unsigned i = 1; i <= *c; i++) {
			uint8_t lower = c[i] | 0x20;

			if (lower >= 'a' && lower <= 'z')
				c[i] ^= 0x20;
		}
	}
	return at;
}

static uint8_t *put_address(unsigned number, uint8_t *at)
{
	at = put_u16(at, 0xC00C); /* the name of the question */
	at = put_u16(at, TYPE_A);
	at = put_u16(at, CLASS_IN);
	wire_put_u32(at, TTL);
	at = put_u16(at + 4, 4);
	wire_put_u32(at, 0xC0000200 + number);
	return at + 4;
}

static uint8_t *put_opt(const struct shape *shape, uint8_t *at)
{
	*at++ = 0;
	at = put_u16(at, TYPE_OPT);
	at = put_u16(at, UDP_SIZE);
	*at++ = (uint8_t)(shape->rcode >> 4);
	*at++ = shape->version;
	at = put_u16(at, 0);
	if (shape->cookie == NULL)
		return put_u16(at, 0);
	at = put_u16(at, (uint16_t)(4 + shape->cookie_size));
	at = put_u16(at, EDNS_COOKIE);
	at = put_u16(at, (uint16_t)shape->cookie_size);
	memcpy(at, shape->cookie, shape->cookie_size);
	return at + shape->cookie_size;
}

static void put_header(const struct shape *shape, const uint8_t *query, uint8_t *out)
{
	uint16_t flags = (uint16_t)(wire_u16(query + 2) & (0x7800 | FLAG_RD));

	memset(out, 0, MESSAGE_HEADER_SIZE);
	flags ^= (uint16_t)(shape->opcode_xor << 11);
	flags |= FLAG_QR | shape->flags | (shape->rcode & 0xF);
	wire_put_u16(out, wire_u16(query) ^ shape->id_xor);
	wire_put_u16(out + 2, flags & (0xFFFF ^ shape->flags_off));
	if (shape->is_bare)
		return;
	wire_put_u16(out + 4, wire_u16(query + 4));
	wire_put_u16(out + 6, (uint16_t)shape->addresses);
	wire_put_u16(out + 10, (uint16_t)(shape->has_opt + shape->has_second_opt));
}

size_t shape_make(const struct shape *shape, const uint8_t *query, size_t size,
		  uint8_t *out)
{
	uint8_t *at = out + MESSAGE_HEADER_SIZE;

	put_header(shape, query, out);
	if (!shape->is_bare) {
		at = put_question(shape, query, shape_question_end(query, size), at);
		for (unsigned i = 0; i < shape->addresses; i++)
			at = put_address(i + 1, at);
		if (shape->has_opt)
			at = put_opt(shape, at);
		if (shape->has_second_opt)
			at = put_opt(shape, at);
	}
	memset(at, 0xAA, shape->pad);
	return (size_t)(at - out) + shape->pad - shape->cut;
}
