/* LOC: thousandths of a second of arc and centimetres, as degrees and metres (RFC 1876). */
#include "base/attr.h"
#include "base/text.h"
#include "dns/rdata_print.h"
#include "dns/wire.h"

enum { ALTITUDE_BASE = 10000000 }; /* centimetres below the reference spheroid */

static void print_angle(struct text *text, uint32_t angle, char positive, char negative)
{
	const uint32_t equator = UINT32_C(1) << 31;
	bool is_positive = angle >= equator;
	uint32_t ms = is_positive ? angle - equator : equator - angle;

	text_add_format(text, "%u %u %u.%03u %c ", ms / 3600000, ms / 60000 % 60,
			ms / 1000 % 60, ms % 1000, is_positive ? positive : negative);
}

/* A digit times a power of ten, in centimetres. */
static void print_size(struct text *text, uint8_t size)
{
	unsigned digit = size >> 4;
	unsigned zeros = size & 15;

	text_add_char(text, ' ');
	if (zeros < 2) {
		text_add_format(text, "0.%02um", zeros == 1 ? digit * 10 : digit);
		return;
	}
	text_add_u64(text, digit);
	text_add_repeat(text, '0', zeros - 2);
	text_add_char(text, 'm');
}

void rdata_print_loc(const struct rdata_sheet *sheet, const uint8_t *data,
		     size_t size UNUSED)
{
	struct text *text = sheet->text;
	uint32_t altitude = wire_u32(data + 12);
	bool is_below = altitude < ALTITUDE_BASE;
	uint32_t cm = is_below ? ALTITUDE_BASE - altitude : altitude - ALTITUDE_BASE;

	print_angle(text, wire_u32(data + 4), 'N', 'S');
	print_angle(text, wire_u32(data + 8), 'E', 'W');
	text_add_format(text, "%s%u.%02um", is_below ? "-" : "", cm / 100, cm % 100);
	print_size(text, data[1]);
	print_size(text, data[2]);
	print_size(text, data[3]);
}
