#include "query/stub.h"

#include <string.h>

#include "dns/message.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	DIGITS = 8, /* of each number */
	LABEL_SIZE = 2 * DIGITS,
	NAME_OFFSET = MESSAGE_HEADER_SIZE,
	TYPE_OFFSET = NAME_OFFSET + 1 + LABEL_SIZE + 1,
};

static void put_digits(uint8_t *at, uint32_t number)
{
	static const char digits[] = "0123456789abcdef";

	for (int i = DIGITS - 1; i >= 0; i--, number >>= 4)
		at[i] = (uint8_t)digits[number & 0xF];
}

static void stub_write(uint8_t *wire, const struct stub *stub, uint16_t flags)
{
	memset(wire, 0, STUB_SIZE);
	wire_put_u16(wire, stub->id);
	wire_put_u16(wire + 2, flags);
	wire_put_u16(wire + 4, 1);
	wire[NAME_OFFSET] = LABEL_SIZE;
	put_digits(wire + NAME_OFFSET + 1, stub->number);
	put_digits(wire + NAME_OFFSET + 1 + DIGITS, stub->turn);
	wire_put_u16(wire + TYPE_OFFSET, TYPE_A);
	wire_put_u16(wire + TYPE_OFFSET + 2, CLASS_IN);
}

void stub_write_query(uint8_t *wire, const struct stub *stub)
{
	stub_write(wire, stub, FLAG_RD);
}

void stub_write_reply(uint8_t *wire, const struct stub *stub)
{
	stub_write(wire, stub, FLAG_QR | FLAG_RD | RCODE_REFUSED);
}

/* The library may write letters in either case. */
static bool read_digits(const uint8_t *at, uint32_t *out_number)
{
	uint32_t number = 0;

	for (int i = 0; i < DIGITS; i++) {
		uint8_t c = at[i] | 0x20;

		if (c >= '0' && c <= '9')
			number = number << 4 | (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			number = number << 4 | (uint32_t)(c - 'a' + 10);
		else
			return false;
	}
	*out_number = number;
	return true;
}

bool stub_read(const uint8_t *wire, size_t size, struct stub *out_stub)
{
	struct stub stub;

	if (size < STUB_SIZE || wire[NAME_OFFSET] != LABEL_SIZE ||
	    !read_digits(wire + NAME_OFFSET + 1, &stub.number) ||
	    !read_digits(wire + NAME_OFFSET + 1 + DIGITS, &stub.turn))
		return false;
	stub.id = wire_u16(wire);
	*out_stub = stub;
	return true;
}
