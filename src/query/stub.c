#include "query/stub.h"

#include <string.h>

#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	DIGIT_BITS = 5,
	DIGIT_MASK = (1 << DIGIT_BITS) - 1,
	NUMBER_DIGITS = 7, /* at most */
	TURN_DIGITS = 2,
	LABEL_OFFSET = MESSAGE_HEADER_SIZE,
	TEXT_OFFSET = LABEL_OFFSET + 1,
	REST_SIZE = 1 + 4, /* the root label, type and class */
};

static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";

static size_t stub_write(uint8_t *wire, const struct stub *stub, uint16_t flags)
{
	uint8_t *at = wire + TEXT_OFFSET;
	uint32_t number = stub->number;

	memset(wire, 0, MESSAGE_HEADER_SIZE);
	wire_put_u16(wire, stub->id);
	wire_put_u16(wire + 2, flags);
	wire[5] = 1; /* one question */
	*at++ = (uint8_t)digits[stub->turn >> DIGIT_BITS & DIGIT_MASK];
	*at++ = (uint8_t)digits[stub->turn & DIGIT_MASK];
	/* The lowest digit first, so that there is always one. */
	do {
		*at++ = (uint8_t)digits[number & DIGIT_MASK];
		number >>= DIGIT_BITS;
	} while (number != 0);
	wire[LABEL_OFFSET] = (uint8_t)(at - wire - TEXT_OFFSET);
	*at++ = 0;
	wire_put_u16(at, TYPE_A);
	wire_put_u16(at + 2, CLASS_IN);
	return (size_t)(at + 4 - wire);
}

size_t stub_write_query(uint8_t *wire, const struct stub *stub)
{
	return stub_write(wire, stub, FLAG_RD);
}

size_t stub_write_reply(uint8_t *wire, const struct stub *stub)
{
	return stub_write(wire, stub, FLAG_QR | FLAG_RD | RCODE_REFUSED);
}

/* A digit in either case; over DIGIT_MASK for any other byte. */
static uint32_t digit_of(uint8_t c)
{
	uint8_t lower = c | 0x20;

	if (lower >= 'a' && lower <= 'z')
		return lower - 'a';
	return c >= '2' && c <= '7' ? (uint32_t)(c - '2' + 26) : DIGIT_MASK + 1;
}

bool stub_read(const uint8_t *wire, size_t size, struct stub *out_stub)
{
	struct stub stub = { .number = 0 };
	size_t length;

	if (size < TEXT_OFFSET)
		return false;
	length = wire[LABEL_OFFSET];
	if (length <= TURN_DIGITS || length > TURN_DIGITS + NUMBER_DIGITS ||
	    size < TEXT_OFFSET + length + REST_SIZE)
		return false;
	for (size_t i = 0; i < length; i++) {
		uint32_t digit = digit_of(wire[TEXT_OFFSET + i]);

		if (digit > DIGIT_MASK)
			return false;
		if (i < TURN_DIGITS) {
			stub.turn = stub.turn << DIGIT_BITS | digit;
		} else {
			stub.number |= digit << (i - TURN_DIGITS) * DIGIT_BITS;
		}
	}
	stub.id = wire_u16(wire);
	*out_stub = stub;
	return true;
}
