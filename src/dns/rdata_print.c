/*
 * Rdata as dig prints it: cut into fields, each field printed by its kind.  What multiline style
 * adds is a row of the table below; types that need more have a function of their own.
 */
#include "dns/rdata_print.h"

#include <assert.h>

#include <ldns/ldns.h>

#include "base/attr.h"
#include "base/text.h"
#include "dns/rdata_check.h"
#include "dns/rdata_format.h"
#include "dns/type.h"

enum { TAB = 8, NOT_OPENED = 0xFF, NOT_SECRET = 0xFF };

/* Where multiline style opens its parenthesis and breaks, and what +nocrypto hides. */
struct layout {
	uint16_t type;
	uint16_t breaks; /* bit n: a new line before field n */
	uint8_t open;    /* the parenthesis before this field; 0: before all of them */
	uint8_t secret;  /* the field that +nocrypto replaces */
};

/* clang-format off */
static const struct layout layouts[] = {
	{ 24,    1 << 5 | 1 << 8, 5, NOT_SECRET }, /* SIG */
	{ 31,    0,               0, NOT_SECRET }, /* EID */
	{ 32,    0,               0, NOT_SECRET }, /* NIMLOC */
	{ 37,    1 << 3,          3, NOT_SECRET }, /* CERT */
	{ 40,    1 << 3,          3, NOT_SECRET }, /* SINK */
	{ 43,    1 << 3,          3, 3          }, /* DS */
	{ 44,    1 << 2,          2, NOT_SECRET }, /* SSHFP */
	{ 45,    1 << 4,          0, NOT_SECRET }, /* IPSECKEY */
	{ 46,    1 << 4 | 1 << 8, 4, 8          }, /* RRSIG */
	{ 50,    1 << 4 | 1 << 5, 4, NOT_SECRET }, /* NSEC3 */
	{ 52,    1 << 3,          3, NOT_SECRET }, /* TLSA */
	{ 53,    1 << 3,          3, NOT_SECRET }, /* SMIMEA */
	{ 59,    1 << 3,          3, 3          }, /* CDS */
	{ 61,    0,               0, 0          }, /* OPENPGPKEY */
	{ 63,    1 << 3,          3, 3          }, /* ZONEMD */
	{ 32768, 1 << 3,          3, 3          }, /* TA */
	{ 32769, 1 << 3,          3, 3          }, /* DLV */
};
/* clang-format on */

static const struct layout plain_layout = { 0, 0, NOT_OPENED, NOT_SECRET };

static const struct layout *find_layout(uint16_t type)
{
	for (size_t i = 0; i < ARRAY_LEN(layouts); i++) {
		if (layouts[i].type == type)
			return &layouts[i];
	}
	return &plain_layout;
}

void rdata_print_break(const struct rdata_sheet *sheet)
{
	if (!sheet->style->is_multiline) {
		text_add_char(sheet->text, ' ');
		return;
	}
	text_add_char(sheet->text, '\n');
	text_add_repeat(sheet->text, '\t', sheet->style->indent_column / TAB);
	text_add_repeat(sheet->text, ' ', sheet->style->indent_column % TAB);
}

void rdata_print_hex(const struct rdata_sheet *sheet, const uint8_t *data, size_t size)
{
	size_t step = sheet->style->split / 2;

	if (step == 0 || step > size)
		step = size;
	for (size_t at = 0; at < size; at += step) {
		if (at > 0)
			rdata_print_break(sheet);
		text_add_hex(sheet->text, data + at, step < size - at ? step : size - at,
			     true);
	}
}

/* Three bytes or fewer to four characters. */
static void print_base64_group(struct text *text, const uint8_t *data, size_t size)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	uint32_t bits = (uint32_t)data[0] << 16;
	char group[4];

	if (size > 1)
		bits |= (uint32_t)data[1] << 8;
	if (size > 2)
		bits |= data[2];
	group[0] = digits[bits >> 18];
	group[1] = digits[bits >> 12 & 63];
	group[2] = '=';
	group[3] = '=';
	if (size > 1)
		group[2] = digits[bits >> 6 & 63];
	if (size > 2)
		group[3] = digits[bits & 63];
	text_add(text, str_make(group, sizeof(group)));
}

void rdata_print_base64(const struct rdata_sheet *sheet, const uint8_t *data, size_t size)
{
	size_t step = (size_t)sheet->style->split / 4 * 3;

	for (size_t at = 0; at < size; at += 3) {
		if (at > 0 && step > 0 && at % step == 0)
			rdata_print_break(sheet);
		print_base64_group(sheet->text, data + at, size - at);
	}
}

static void print_separator(const struct rdata_sheet *sheet, const struct layout *layout,
			    size_t index)
{
	bool is_open = sheet->style->is_multiline && layout->open == index;

	if (index == 0) {
		if (is_open)
			text_add_cstr(sheet->text, "( ");
		return;
	}
	if (is_open)
		text_add_cstr(sheet->text, " (");
	if ((layout->breaks >> index & 1) != 0) {
		rdata_print_break(sheet);
	} else {
		text_add_char(sheet->text, ' ');
	}
}

/* Fields to print: a key or bitmap that may be absent leaves no trace when it is. */
static size_t count_visible(const struct rdata_sheet *sheet)
{
	if (sheet->count == 0)
		return 0;

	const struct rdata_field *last = &sheet->fields[sheet->count - 1];

	if (last->size > 0 || last->rdf_type == LDNS_RDF_TYPE_NONE ||
	    last->rdf_type == LDNS_RDF_TYPE_LONG_STR)
		return sheet->count;
	return sheet->count - 1;
}

static void print_plain(const struct rdata_sheet *sheet)
{
	const struct layout *layout = find_layout(sheet->type);
	size_t count = count_visible(sheet);

	for (size_t i = 0; i < count; i++) {
		print_separator(sheet, layout, i);
		if (sheet->style->is_crypto_hidden && layout->secret == i) {
			text_add_cstr(sheet->text, "[omitted]");
		} else {
			rdata_print_field(sheet, &sheet->fields[i]);
		}
	}
	if (sheet->style->is_multiline && layout->open < count)
		text_add_cstr(sheet->text, " )");
}

/* Outside class IN some types are opaque. */
static bool is_known_in_class(uint16_t type, uint16_t rr_class)
{
	struct rdata_format format;

	if (rr_class == 0 || rr_class == CLASS_IN)
		return true;
	if (type == TYPE_A)
		return rr_class == CLASS_HS;
	return rdata_format_find(type, &format) && !format.is_internet;
}

/* NOLINTNEXTLINE(readability-function-size): a message, a place in it, and what becomes of it */
void rdata_print(struct text *text, uint16_t type, const uint8_t *wire, size_t size,
		 size_t offset, uint16_t rdata_size, const struct rdata_style *style)
{
	struct rdata_field fields[RDATA_FIELDS_MAX];
	struct rdata_sheet sheet = {
		.text = text,
		.wire = wire,
		.size = size,
		.style = style,
		.fields = fields,
		.type = type,
	};

	assert(offset <= size && rdata_size <= size - offset);
	if (type == TYPE_A && rdata_size == 4 && style->rr_class == 0 &&
	    !style->is_unknown_format) {
		rdata_print_field_a(text,
				    wire + offset); /* most of all there is to print */
		return;
	}
	if (type == TYPE_A && style->rr_class == CLASS_CH && !style->is_unknown_format &&
	    rdata_print_odd_chaos(text, wire, offset, offset + rdata_size))
		return;
	if (style->is_unknown_format && is_known_in_class(type, style->rr_class)) {
		rdata_print_unknown_expanded(&sheet, offset, rdata_size);
	} else if (style->is_unknown_format ||
		   !is_known_in_class(type, style->rr_class) ||
		   rdata_cut(type, wire, size, offset, rdata_size, fields,
			     &sheet.count) != ERR_OK ||
		   !rdata_check(type, wire, fields, sheet.count)) {
		rdata_print_unknown(&sheet, wire + offset, rdata_size);
	} else if (!rdata_print_key(&sheet) && !rdata_print_odd(&sheet)) {
		print_plain(&sheet);
	}
}
