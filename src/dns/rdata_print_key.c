/* Keys: their tag, and the comment that dig writes behind them. */
#include "base/text.h"
#include "dns/name.h"
#include "dns/rdata_mnemonic.h"
#include "dns/rdata_print.h"
#include "dns/type.h"
#include "dns/wire.h"

enum {
	KEY_FLAG_SEP = 0x0001,
	KEY_FLAG_REVOKE = 0x0080,
	ALGORITHM_PRIVATE_NAME = 253,
	FIELD_FLAGS = 0,
	FIELD_ALGORITHM = 2,
	FIELD_KEY = 3,
};

/* RFC 4034 appendix B; as dig, also for algorithm 1. */
static uint16_t find_tag(const struct rdata_sheet *sheet)
{
	const uint8_t *data = sheet->wire + sheet->fields[0].offset;
	size_t size = 4 + sheet->fields[FIELD_KEY].size;
	uint32_t sum = 0;

	for (size_t i = 0; i < size; i++)
		sum += i % 2 == 0 ? (uint32_t)data[i] << 8 : data[i];
	return (uint16_t)(sum + (sum >> 16));
}

/* A private algorithm is the name that begins the key (RFC 4034 appendix A.1.1). */
static void print_algorithm(const struct rdata_sheet *sheet)
{
	uint8_t algorithm = sheet->wire[sheet->fields[FIELD_ALGORITHM].offset];
	const struct rdata_field *key = &sheet->fields[FIELD_KEY];
	struct name_buffer name;
	size_t end;

	if (algorithm != ALGORITHM_PRIVATE_NAME ||
	    name_read(sheet->wire + key->offset, key->size, 0, &name, &end) != ERR_OK) {
		rdata_mnemonic_print_algorithm(sheet->text, algorithm);
		return;
	}
	name_print(sheet->text, name_of(&name));
	if (name.size > 1)
		text_cut(sheet->text, sheet->text->len - 1);
}

static bool is_dnskey(uint16_t type)
{
	return type == TYPE_DNSKEY || type == TYPE_CDNSKEY;
}

static void print_comment(const struct rdata_sheet *sheet)
{
	uint16_t flags = wire_u16(sheet->wire + sheet->fields[FIELD_FLAGS].offset);

	if (is_dnskey(sheet->type)) {
		text_add_cstr(sheet->text, " ; ");
		if ((flags & KEY_FLAG_SEP) == 0) {
			text_add_cstr(sheet->text, "ZSK");
		} else if ((flags & KEY_FLAG_REVOKE) == 0) {
			text_add_cstr(sheet->text, "KSK");
		} else {
			text_add_cstr(sheet->text, "revoked KSK");
		}
	}
	text_add_cstr(sheet->text, "; alg = ");
	print_algorithm(sheet);
	text_add_format(sheet->text, " ; key id = %u", find_tag(sheet));
}

static void print_material(const struct rdata_sheet *sheet)
{
	const struct rdata_field *key = &sheet->fields[FIELD_KEY];

	if (sheet->style->is_multiline)
		text_add_cstr(sheet->text, " (");
	rdata_print_break(sheet);
	if (sheet->style->is_crypto_hidden) {
		text_add_format(sheet->text, "[key id = %u]", find_tag(sheet));
	} else {
		rdata_print_base64(sheet, sheet->wire + key->offset, key->size);
	}
	if (sheet->style->has_comments) {
		rdata_print_break(sheet);
	} else if (sheet->style->is_multiline) {
		text_add_char(sheet->text, ' ');
	}
	if (sheet->style->is_multiline)
		text_add_char(sheet->text, ')');
	if (sheet->style->has_comments)
		print_comment(sheet);
}

bool rdata_print_key(const struct rdata_sheet *sheet)
{
	if (!is_dnskey(sheet->type) && sheet->type != TYPE_KEY &&
	    sheet->type != TYPE_RKEY)
		return false;
	for (size_t i = 0; i < FIELD_KEY; i++) {
		if (i > 0)
			text_add_char(sheet->text, ' ');
		rdata_print_field(sheet, &sheet->fields[i]);
	}
	if (sheet->fields[FIELD_KEY].size > 0)
		print_material(sheet);
	return true;
}
