/* Character-strings, in quotes with dig's escapes. */
#include "base/text.h"
#include "dns/rdata_print.h"

static bool is_plain(uint8_t byte)
{
	return byte >= ' ' && byte < 0x7F && byte != '"' && byte != '\\';
}

void rdata_print_text_quoted(struct text *text, const uint8_t *data, size_t size)
{
	text_add_char(text, '"');
	for (size_t at = 0; at < size; at++) {
		size_t run = 0;

		while (at + run < size && is_plain(data[at + run]))
			run++;
		text_add(text, str_make((const char *)data + at, run));
		at += run;
		if (at == size)
			break;
		if (data[at] == '"' || data[at] == '\\') {
			text_add_format(text, "\\%c", data[at]);
		} else {
			text_add_format(text, "\\%03u", data[at]);
		}
	}
	text_add_char(text, '"');
}

void rdata_print_text_strings(const struct rdata_sheet *sheet, const uint8_t *data,
			      size_t size)
{
	for (size_t at = 0; at < size; at += 1U + data[at]) {
		if (at > 0)
			text_add_char(sheet->text, ' ');
		rdata_print_text_quoted(sheet->text, data + at + 1, data[at]);
	}
}
