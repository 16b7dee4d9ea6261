/* Sets of numbers and prefixes: the bitmaps of NSEC and NXT, the ports of WKS, the items of APL. */
#include <arpa/inet.h>
#include <string.h>

#include "base/text.h"
#include "dns/rdata_print.h"
#include "dns/type.h"
#include "dns/wire.h"

/* Adds a number of a set in its turn: with a blank before all but the first. */
typedef void add_number(struct text *text, unsigned number);

static void add_type(struct text *text, unsigned number)
{
	type_print(text, (uint16_t)number);
}

static void add_old_type(struct text *text, unsigned number)
{
	rdata_print_field_old_type(text, (uint16_t)number);
}

static void add_port(struct text *text, unsigned number)
{
	text_add_u64(text, number);
}

/* The numbers of the bits that are set, counted from @base. */
static void print_bits(struct text *text, add_number *add, unsigned base,
		       const uint8_t *data, size_t size, bool *is_first)
{
	for (unsigned bit = 0; bit < size * 8; bit++) {
		if ((data[bit / 8] & 0x80 >> bit % 8) == 0)
			continue;
		if (!*is_first)
			text_add_char(text, ' ');
		*is_first = false;
		add(text, base + bit);
	}
}

void rdata_print_set_bitmap(const struct rdata_sheet *sheet, const uint8_t *data,
			    size_t size)
{
	struct text *text = sheet->text;
	bool is_first = true;

	while (size >= 2 && data[1] <= size - 2) {
		size_t window = data[1];

		print_bits(text, add_type, data[0] * 256U, data + 2, window, &is_first);
		data += 2 + window;
		size -= 2 + window;
	}
}

void rdata_print_set_nxt(const struct rdata_sheet *sheet, const uint8_t *data,
			 size_t size)
{
	struct text *text = sheet->text;
	bool is_first = true;

	print_bits(text, add_old_type, 0, data, size, &is_first);
}

void rdata_print_set_wks(const struct rdata_sheet *sheet, const uint8_t *data,
			 size_t size)
{
	struct text *text = sheet->text;
	bool is_first = false;

	text_add_u64(text, data[0]);
	print_bits(text, add_port, 0, data + 1, size - 1, &is_first);
}

static void print_apl_item(struct text *text, const uint8_t *data, size_t size)
{
	unsigned family = wire_u16(data);
	uint8_t address[16] = { 0 };
	char buffer[INET6_ADDRSTRLEN];

	memcpy(address, data + 4,
	       size - 4 < sizeof(address) ? size - 4 : sizeof(address));
	if (data[3] >> 7 != 0)
		text_add_char(text, '!');
	text_add_u64(text, family);
	text_add_char(text, ':');
	text_add_cstr(text, inet_ntop(family == 1 ? AF_INET : AF_INET6, address, buffer,
				      sizeof(buffer)));
	text_add_char(text, '/');
	text_add_u64(text, data[2]);
}

void rdata_print_set_apl(const struct rdata_sheet *sheet, const uint8_t *data,
			 size_t size)
{
	struct text *text = sheet->text;
	bool is_first = true;

	while (size >= 4) {
		size_t item = 4U + (data[3] & 0x7F);

		if (item > size)
			return;
		if (!is_first)
			text_add_char(text, ' ');
		is_first = false;
		print_apl_item(text, data, item);
		data += item;
		size -= item;
	}
}
