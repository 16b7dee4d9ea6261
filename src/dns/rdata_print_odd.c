/* Records whose text is not just their fields, one after another. */
#include <arpa/inet.h>
#include <string.h>

#include "base/attr.h"
#include "base/text.h"
#include "dns/name.h"
#include "dns/rdata_print.h"
#include "dns/rrtext.h"
#include "dns/type.h"
#include "dns/wire.h"

static const uint8_t *data_of(const struct rdata_sheet *sheet, size_t index)
{
	return sheet->wire + sheet->fields[index].offset;
}

static void print_field(const struct rdata_sheet *sheet, size_t index)
{
	if (index > 0)
		text_add_char(sheet->text, ' ');
	rdata_print_field(sheet, &sheet->fields[index]);
}

static void print_timer(const struct rdata_sheet *sheet, const char *noun,
			uint32_t number, bool is_time)
{
	rdata_print_break(sheet);
	if (!sheet->style->has_comments) {
		text_add_u64(sheet->text, number);
		return;
	}
	text_add_format(sheet->text, "%-10u ; %s", number, noun);
	if (!is_time)
		return;
	text_add_cstr(sheet->text, " (");
	rrtext_print_words(sheet->text, number);
	text_add_char(sheet->text, ')');
}

/* Serial and timers on lines of their own, in multiline style; else on the line of the names. */
static void print_soa(const struct rdata_sheet *sheet)
{
	static const char *const nouns[] = { "serial", "refresh", "retry", "expire",
					     "minimum" };

	print_field(sheet, 0);
	print_field(sheet, 1);
	if (!sheet->style->is_multiline) {
		for (size_t i = 0; i < ARRAY_LEN(nouns); i++)
			print_field(sheet, 2 + i);
		return;
	}
	text_add_cstr(sheet->text, " (");
	for (size_t i = 0; i < ARRAY_LEN(nouns); i++)
		print_timer(sheet, nouns[i], wire_u32(data_of(sheet, 2 + i)), i > 0);
	if (sheet->style->has_comments)
		rdata_print_break(sheet);
	text_add_char(sheet->text, ')');
}

/* An address whose first bits the prefix gives. */
static void print_suffix(struct text *text, const uint8_t *data, size_t size)
{
	uint8_t address[16] = { 0 };
	char buffer[INET6_ADDRSTRLEN];

	memcpy(address + sizeof(address) - size, data, size);
	text_add_cstr(text, inet_ntop(AF_INET6, address, buffer, sizeof(buffer)));
}

/* dig leaves a blank where there is no suffix. */
static void print_a6(const struct rdata_sheet *sheet)
{
	print_field(sheet, 0);
	text_add_char(sheet->text, ' ');
	if (sheet->fields[1].size > 0)
		print_suffix(sheet->text, data_of(sheet, 1), sheet->fields[1].size);
	if (sheet->count > 2)
		print_field(sheet, 2);
}

static void print_amtrelay(const struct rdata_sheet *sheet)
{
	uint8_t relay_type = *data_of(sheet, 1);

	print_field(sheet, 0);
	text_add_format(sheet->text, " %u %u", relay_type >> 7, relay_type & 0x7FU);
	print_field(sheet, 2);
}

/* The sizes of tag and key are not shown, and nothing is split. */
static void print_hip(const struct rdata_sheet *sheet)
{
	struct rdata_style style = *sheet->style;
	struct rdata_sheet whole = *sheet;

	style.split = 0;
	whole.style = &style;
	if (style.is_multiline)
		text_add_cstr(sheet->text, "( ");
	rdata_print_field(&whole, &sheet->fields[1]);
	text_add_char(sheet->text, ' ');
	rdata_print_field(&whole, &sheet->fields[3]);
	for (size_t i = 4; i < sheet->count; i++) {
		rdata_print_break(sheet);
		rdata_print_field(&whole, &sheet->fields[i]);
	}
	if (style.is_multiline)
		text_add_cstr(sheet->text, " )");
}

static void print_dhcid(const struct rdata_sheet *sheet)
{
	const uint8_t *data = data_of(sheet, 0);
	size_t size = sheet->fields[0].size;

	if (!sheet->style->is_multiline) {
		rdata_print_base64(sheet, data, size);
		return;
	}
	text_add_cstr(sheet->text, "( ");
	rdata_print_base64(sheet, data, size);
	text_add_cstr(sheet->text, " )");
	if (size > 3) {
		text_add_format(sheet->text, " ; %u %u %zu", wire_u16(data), data[2],
				size - 3);
	}
}

/* dig has the parenthesis of these without a blank behind it. */
static void print_hhit(const struct rdata_sheet *sheet)
{
	if (sheet->style->is_multiline)
		text_add_cstr(sheet->text, " (");
	rdata_print_field(sheet, &sheet->fields[0]);
	if (sheet->style->is_multiline)
		text_add_cstr(sheet->text, " )");
}

static void print_dsync(const struct rdata_sheet *sheet)
{
	enum { SCHEME_NOTIFY = 1 };

	print_field(sheet, 0);
	if (*data_of(sheet, 1) == SCHEME_NOTIFY) {
		text_add_cstr(sheet->text, " NOTIFY");
	} else {
		print_field(sheet, 1);
	}
	print_field(sheet, 2);
	print_field(sheet, 3);
}

static void print_doa(const struct rdata_sheet *sheet)
{
	struct rdata_style style = *sheet->style;
	struct rdata_sheet whole = *sheet;

	style.split = 0;
	whole.style = &style;
	for (size_t i = 0; i < 4; i++)
		print_field(&whole, i);
	if (sheet->fields[4].size == 0) {
		text_add_cstr(sheet->text, " -");
	} else {
		print_field(&whole, 4);
	}
}

/* Two bytes of size, then data, which multiline style sets in parentheses. */
static void print_sized(const struct rdata_sheet *sheet, size_t index)
{
	const uint8_t *data = data_of(sheet, index) + 2;
	size_t size = sheet->fields[index].size - 2;

	text_add_format(sheet->text, " %zu", size);
	if (sheet->style->is_multiline)
		text_add_cstr(sheet->text, " (");
	rdata_print_break(sheet);
	rdata_print_base64(sheet, data, size);
	if (sheet->style->is_multiline)
		text_add_cstr(sheet->text, " )");
}

/* The errors of TSIG and TKEY begin where a BADVERS would stand (RFC 8945, RFC 2930). */
static void print_error(struct text *text, uint16_t error)
{
	static const char *const names[] = { "BADSIG",  "BADKEY", "BADTIME", "BADMODE",
					     "BADNAME", "BADALG", "BADTRUNC" };
	enum { FIRST = 16 };

	text_add_char(text, ' ');
	if (error >= FIRST && error < FIRST + ARRAY_LEN(names)) {
		text_add_cstr(text, names[error - FIRST]);
	} else if (error < FIRST) {
		type_print_rcode(text, error);
	} else {
		text_add_u64(text, error);
	}
}

static void print_tkey(const struct rdata_sheet *sheet)
{
	for (size_t i = 0; i < 4; i++)
		print_field(sheet, i);
	print_error(sheet->text, wire_u16(data_of(sheet, 4)));
	print_sized(sheet, 5);
	if (sheet->fields[6].size > 2) {
		print_sized(sheet, 6);
	} else {
		text_add_cstr(sheet->text, " 0");
	}
}

static void print_tsig(const struct rdata_sheet *sheet)
{
	struct rdata_style style = *sheet->style;
	struct rdata_sheet flat = *sheet;

	style.is_multiline = false;
	flat.style = &style;
	for (size_t i = 0; i < 3; i++)
		print_field(sheet, i);
	if (sheet->fields[3].size > 2) {
		print_sized(sheet, 3);
	} else {
		text_add_cstr(sheet->text, " 0");
	}
	print_field(sheet, 4);
	print_error(sheet->text, wire_u16(data_of(sheet, 5)));
	print_sized(&flat, 6);
}

/* A in class CH: a name and an octal address (Chaosnet). */
bool rdata_print_odd_chaos(struct text *text, const uint8_t *wire, size_t offset,
			   size_t end)
{
	struct name_buffer name;
	size_t at;

	if (name_read(wire, end, offset, &name, &at) != ERR_OK || end - at != 2)
		return false;
	name_print(text, name_of(&name));
	text_add_format(text, " %o", wire_u16(wire + at));
	return true;
}

/* clang-format off */
static const struct {
	uint16_t type;
	void (*print)(const struct rdata_sheet *sheet);
} odd[] = {
	{ TYPE_SOA,      print_soa },
	{ TYPE_A6,       print_a6 },
	{ TYPE_DHCID,    print_dhcid },
	{ TYPE_HIP,      print_hip },
	{ TYPE_DSYNC,    print_dsync },
	{ TYPE_HHIT,     print_hhit },
	{ TYPE_BRID,     print_hhit },
	{ TYPE_TKEY,     print_tkey },
	{ TYPE_TSIG,     print_tsig },
	{ TYPE_DOA,      print_doa },
	{ TYPE_AMTRELAY, print_amtrelay },
};
/* clang-format on */

bool rdata_print_odd(const struct rdata_sheet *sheet)
{
	for (size_t i = 0; i < ARRAY_LEN(odd); i++) {
		if (odd[i].type == sheet->type) {
			odd[i].print(sheet);
			return true;
		}
	}
	return false;
}
