/* Rdata that is not taken apart: RFC 3597 section 5. */
#include "base/text.h"
#include "dns/name.h"
#include "dns/rdata_print.h"

void rdata_print_unknown(const struct rdata_sheet *sheet, const uint8_t *data,
			 size_t size)
{
	text_add_cstr(sheet->text, "\\# ");
	text_add_u64(sheet->text, size);
	if (size == 0)
		return;
	text_add_cstr(sheet->text, sheet->style->is_multiline ? " ( " : " ");
	rdata_print_hex(sheet, data, size);
	if (sheet->style->is_multiline)
		text_add_cstr(sheet->text, " )");
}

void rdata_print_unknown_expanded(const struct rdata_sheet *sheet, size_t offset,
				  uint16_t rdata_size)
{
	uint8_t expanded[UINT16_MAX + 2 * NAME_SIZE_MAX];
	size_t size;

	if (rdata_expand(sheet->type, sheet->wire, sheet->size, offset, rdata_size,
			 expanded, sizeof(expanded), &size) == ERR_OK) {
		rdata_print_unknown(sheet, expanded, size);
	} else {
		rdata_print_unknown(sheet, sheet->wire + offset, rdata_size);
	}
}
